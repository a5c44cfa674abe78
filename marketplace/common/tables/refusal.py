"""A file that cannot be used as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.common.commands import InputRefused

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence


class FileRefused(InputRefused):
    """The file as a whole cannot be used; nothing was written. `message` is the reason, the text names the file too."""

    code = "FILE_REFUSED"

    def __init__(self, message: Sentence, *, name: str = "") -> None:
        super().__init__(message)
        self.name = name

    def of(self, name: str) -> FileRefused:
        """The same refusal, naming the file."""
        return FileRefused(self.message, name=name)

    def __str__(self) -> str:
        return f"{self.name}: {self.message}" if self.name else str(self.message)
