"""Text that people write, made storable: the same on SQLite and PostgreSQL, and harmless to show."""

import unicodedata

MAX_COMBINING = 3
"""How many combining marks one letter may carry; living scripts need three at most, "zalgo" uses dozens."""

KEPT_FORMATS = "\u200c\u200d"
"""Joiners that Persian, Indic scripts and emoji are spelled with; other format characters can turn text around."""

DROPPED_CATEGORIES = ("Cc", "Cf", "Cs")


def clean_text(text: str) -> str:
    """One written text: NFC, line ends as LF, at most three combining marks a letter, trimmed.

    Control characters (NUL with them), lone surrogates and direction overrides are left out, since PostgreSQL refuses
    some of them and readers would be misled by others.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = "".join(letter for letter in lines if _may_stay(letter))
    return _cap_combining(unicodedata.normalize("NFC", kept)).strip()


def clean_line(text: str) -> str:
    """The same for a text of one line: every run of white space is one space."""
    return " ".join(clean_text(text).split())


def _may_stay(letter: str) -> bool:
    if letter in "\n\t" or letter in KEPT_FORMATS:
        return True
    return unicodedata.category(letter) not in DROPPED_CATEGORIES


def _cap_combining(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= MAX_COMBINING:
            kept.append(letter)
    return "".join(kept)
