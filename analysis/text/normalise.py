"""Text as people type it, made safe to store, count and show."""

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from analysis.text.pasted import without_pasted

MARKS_KEPT: Final = 4
"""Combining marks kept on one letter. Tibetan and Hebrew need up to four; stacked "zalgo" text has dozens."""

_LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NO_WORD = re.compile(
    r"\[(?:e-mail|phone|link|name|address|number)\]|\b(?:https?|ftp)://\S+|\bwww\.\S+|[^\s@<>]{1,64}@[^\s@<>]+\.\w+",
    re.IGNORECASE,
)
_LINE_END_TAG = re.compile(r"<(?:br|/p|/div|/li|/tr)\b[^<>]*>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_UNREAD = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:!--.*?--|/?[a-zA-Z][^<>]*)>")


def _character_class(categories: Iterable[str]) -> str:
    """The characters of some Unicode categories (basic plane) as the inside of a regexp's [...]."""
    wanted = frozenset(categories)
    codes = [code for code in range(0x10000) if unicodedata.category(chr(code)) in wanted]
    starts = [code for code, before in zip(codes, [-2, *codes], strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], -2], strict=True) if code != after - 1]
    return "".join(f"\\u{start:04x}-\\u{end:04x}" for start, end in zip(starts, ends, strict=True))


_MARKS = _character_class(("Mn", "Mc", "Me"))
_STACKED = re.compile(f"([{_MARKS}]{{{MARKS_KEPT}}})[{_MARKS}]+")
# Han, kana and Thai write no spaces between words: pairs of characters stand in for words there.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(
    rf"[{_UNSPACED}]{{1,2}}|(?:[^\W\d_{_UNSPACED}][{_MARKS}\u200c\u200d]*)+(?:['\u2019](?:[^\W\d_][{_MARKS}]*)+)*"
)


def clean_text(text: str) -> str:
    """The text in NFC on one line, without control characters, lone surrogates and direction overrides.

    At most four combining marks stay on one letter. Cleaning twice changes nothing, and words are never altered.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    without_unsafe = _UNSAFE.sub("", _LINE_BREAKS.sub(" ", text))
    composed = unicodedata.normalize("NFC", without_unsafe)
    return " ".join(_STACKED.sub(r"\1", composed).split())


def readable_text(text: str) -> str:
    """Cleaned text without HTML tags, scripts and entities, as forms that store rich text need it, and without pasted
    e-mail.
    """
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", _LINE_END_TAG.sub("\n", _UNREAD.sub(" ", text))))
    return clean_text(without_pasted(text))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text as it reads, in order; one that ends with no mark belongs to the next."""
    return _SENTENCE_END.split(readable_text(text))


def words_of(text: str) -> list[str]:
    """The words of a text in order and as written; numbers, marks, emoji, links and what masking left are none."""
    held = "[" in text or "@" in text or "://" in text or "www." in text.lower()
    return _WORD.findall(_NO_WORD.sub(" ", text) if held else text)
