"""What pages of casework show, worked out before a template sees it."""
