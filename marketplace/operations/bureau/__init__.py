"""The bureau's figures: what waits, where, how long, who carries it, and what money there is."""
