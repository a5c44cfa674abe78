"""Names of people, told from the words around them."""

from marketplace.common.detectors.names.contexts import PATTERNS, find_names

__all__ = ["PATTERNS", "find_names"]
