"""Pages of casework: confidential, never stored by anybody, and not there for whoever may not see them."""
