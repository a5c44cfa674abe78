"""The small city for every test of this folder."""

from tests.operations.city import city

__all__ = ["city"]
