"""From rows to facts: the only place where a match run reads the database."""

from matching.sources.directory import Directory
from matching.sources.gather import gather_facts

__all__ = ["Directory", "gather_facts"]
