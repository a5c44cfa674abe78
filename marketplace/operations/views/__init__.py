"""Staff pages that span packages."""
