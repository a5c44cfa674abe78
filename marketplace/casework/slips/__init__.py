"""The household's slip: its code, and the paper on which it is printed once."""
