"""Pages of group programmes."""
