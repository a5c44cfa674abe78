"""Pages of giving: public, by secret link, and the charity's own."""
