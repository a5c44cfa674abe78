"""Promises of the twin itself."""
