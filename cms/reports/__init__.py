"""Anybody may say that a public page could identify a household: it is hidden first and looked into afterwards."""
