"""What people enter about a purchase."""
