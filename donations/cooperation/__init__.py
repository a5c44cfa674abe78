"""A charity without its own certificate asks the public together with one that holds it, into that one's account."""
