"""Numbers of people, however their figures are written and grouped."""

from marketplace.common.detectors.numbers.persons import PATTERNS, find_numbers

__all__ = ["PATTERNS", "find_numbers"]
