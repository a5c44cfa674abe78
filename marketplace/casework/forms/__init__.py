"""What caseworkers fill in; every field is read like the same column of an import."""
