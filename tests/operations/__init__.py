"""The commands and pages that span packages, on a city of their own."""
