"""Whole ways through the site in a real browser, on the built city as it is served."""
