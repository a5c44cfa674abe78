"""Stories: pages of the editors that are read by a second officer before anybody outside sees them."""
