"""Pages about proposals, for partners, and about runs, for officers."""
