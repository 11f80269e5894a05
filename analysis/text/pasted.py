"""Pasted e-mail threads: what others wrote before, and signatures, are no part of a comment."""

import re
from typing import Final

_LONGEST_HEADER: Final = 400

_QUOTED_LINE = re.compile(r"^[ \t]*>[ \t>]*[^\s\d>].*$", re.MULTILINE)
_SIGNATURE = re.compile(r"^--[ \t]*$", re.MULTILINE)
_FORWARDED = re.compile(
    r"-{2,}\s*(?:original message|forwarded message|urspr\u00fcngliche nachricht|weitergeleitete nachricht"
    r"|mensaje original|mensaje reenviado|message d['\u2019]origine|message transf\u00e9r\u00e9)\s*-{2,}",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\b(?:From|Von|De|Desde):\s.{1,150}?\b(?:Sent|Date|Gesendet|Datum|Enviado(?: el)?|Fecha|Envoy\u00e9)\s?:\s"
    rf".{{1,{_LONGEST_HEADER}}}?\b(?:Subject|Betreff|Asunto|Objet)\s?:",
    re.DOTALL,
)
_WROTE = re.compile(
    r"\b(?:On|Am|El|Le)\s(?=[^:\n]{0,80}\d).{6,150}?\s"
    r"(?:wrote|schrieb(?:\s[^:\n]{1,80})?|escribi\u00f3|a \u00e9crit)\s?:",
    re.DOTALL,
)
_HINT = re.compile(
    r"^[ \t]*>|^--[ \t]*$|-{2,}|(?:From|Von|De|Desde|wrote|escribi\u00f3|\u00e9crit|schrieb[^:\n]*)\s?:"
    r"|(?i:(?:regards|wishes|gr\u00fc(?:\u00df|ss)en?|saludos?(?: cordial(?:es)?)?|cordialement)[ \t]*[,.!]?[ \t]*$)",
    re.MULTILINE,
)
_CLOSING = re.compile(
    r"^[ \t]*(?:(?:with )?(?:best|kind|warm|kindest|warmest) (?:regards|wishes)|regards"
    r"|(?:mit )?freundlichen? gr\u00fc(?:\u00df|ss)en?|(?:viele|beste|liebe) gr\u00fc(?:\u00df|ss)e"
    r"|(?:un )?saludos?(?: cordial(?:es)?)?|(?:bien )?cordialement)"
    r"[ \t]*[,.!]?[ \t]*\n(?:.*(?:\n|\Z)){1,8}\Z",
    re.IGNORECASE | re.MULTILINE,
)
_SAYS_SOMETHING = re.compile(r"[^\W\d_]{2}")


def may_be_pasted(text: str) -> bool:
    """Whether anything in a text looks like e-mail: quick, and wrong now and then."""
    return bool(_HINT.search(text))


def without_pasted(text: str) -> str:
    """A comment without the lines it quotes, the messages it was pasted with and the signature below it.

    What would leave nothing to read is not cut.
    """
    if not may_be_pasted(text):
        return text
    text = _without_first_header(text)
    for marks in (_FORWARDED, _HEADER, _WROTE, _SIGNATURE, _CLOSING):
        found = marks.search(text)
        text = _unless_empty(text[: found.start()].rstrip("> \t\n"), text) if found else text
    return _unless_empty(_QUOTED_LINE.sub("", text), text)


def _without_first_header(text: str) -> str:
    """A mail that is the comment itself: what stands below its header, where that ends with a line."""
    found = _HEADER.match(text.lstrip())
    return _unless_empty(text.lstrip()[found.end() :].partition("\n")[2], text) if found else text


def _unless_empty(cut: str, text: str) -> str:
    return cut if _SAYS_SOMETHING.search(cut) else text
