"""What volunteers, hosts and officers enter."""
