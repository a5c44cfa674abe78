"""Verbs on words for the public: the only writers."""

from marketplace.publications.actions.keeping import (
    erase_words_about,
    hide_words,
    hide_words_about,
    replace_words,
    show_words_again,
    take_back_words,
    withdraw_words,
)
from marketplace.publications.actions.reviewing import RemarkUnfit, WordsOutOfDate, publish_words, return_words
from marketplace.publications.actions.writing import (
    AlreadyWritten,
    NothingToWriteAbout,
    PictureUnfit,
    WordsDoNotFit,
    Writing,
    change_words,
    write_words,
)

__all__ = [
    "AlreadyWritten",
    "NothingToWriteAbout",
    "PictureUnfit",
    "RemarkUnfit",
    "WordsDoNotFit",
    "WordsOutOfDate",
    "Writing",
    "change_words",
    "erase_words_about",
    "hide_words",
    "hide_words_about",
    "publish_words",
    "replace_words",
    "return_words",
    "show_words_again",
    "take_back_words",
    "withdraw_words",
    "write_words",
]
