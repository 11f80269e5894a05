"""Finding what one can write to, call or go to: e-mail addresses, links, phone and staff numbers, streets."""

import re
from typing import Final

E_MAIL: Final = "[e-mail]"
PHONE: Final = "[phone]"
LINK: Final = "[link]"
ADDRESS: Final = "[address]"
NUMBER: Final = "[number]"

_AT = r"(?:@\s?|\s@\s|\s?[(\[{]\s?at\s?[)\]}]\s?)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt|punto|point)\s?[)\]}]\s?|\sdot\s)"
_E_MAIL = re.compile(
    rf"[\w.+'-]+{_AT}[\w-]+(?:{_DOT}[\w-]+)+"
    r"|[\w.+'-]+\sat\s[\w-]+(?:\sdot\s(?!dot\b)[\w-]+)+(?!\sdot\b)"
    r"|(?<![\w.+-])[^\W\d_][\w+'-]*(?:\.[\w+'-]+)+@[^\W\d_][\w-]+",
    re.IGNORECASE,
)
_MAY_BE_MAIL = re.compile(r"@|[(\[{]\s?at\s?[)\]}]|\sdot\s", re.IGNORECASE)

_ENDINGS = "com|org|net|edu|gov|info|biz|app|dev|io|ai|co|uk|de|fr|es|it|nl|eu|ca|au|jp|ch|se|dk|fi|pl|ie|nz|br|mx|za"
_PATH = r"/[^\s<>\"]*[^\s<>\".,;:!?)\]'\u2019]"
_LINK = re.compile(
    rf"(?:https?://|ftp://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]'\u2019]"
    rf"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?![\w.-]*[\w@])(?:{_PATH})?",
    re.IGNORECASE,
)
# A host whose ending we do not know is one where a path follows: a full stop without a space has none.
_HOST_AND_PATH = re.compile(rf"(?<![\w@.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{{2,}}{_PATH}")
_DOTTED = re.compile(r"\.[^\s.]")

_DIGITS = re.compile(r"\d[\s().\u2010-\u2013/-]{0,3}\d")
_PHONE = re.compile(
    r"(?<![\w.,:/$\u20ac\u00a3-])\+?\(?\d(?:[\s().\u2010-\u2013/-]{0,3}\d){5,33}(?![\w%]|[.,:]\d)"
    r"(?:,?\s?(?:ext|extension|x|durchwahl|poste)\.?\s?\d{1,5}\b)?"
)
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{2}|\d{4})|\d{4}[\s/\u2013-]{1,3}\d{4}")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\D{1,4}(?:19|20)\d\d)+")
_COUNTED = re.compile(
    r"\b(?:invoice|order|ticket|case|ref|reference|contract|po|version|rechnung|auftrag|vertrag|factura|pedido|facture|commande)"
    r"\W{0,2}(?:(?:no|nr|number)\b\.?|#)?\s*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[.\s]\d{3})+|\d{5}-\d{4}")

_OF_STAFF = re.compile(
    r"\b(?:(?:employee|staff|personnel|payroll|badge|worker)(?:\s+(?:number|no\.?|nr\.?|id|code|#))*"
    r"|personal(?:nummer|-?nr\.?)|mitarbeiter(?:nummer|-?nr\.?)|ausweisnummer|stammnummer"
    r"|(?:n[u\u00fa]mero|no\.|n[.\u00ba\u00b0]+)\s+de\s+empleado|legajo|matricule|num[e\u00e9]ro\s+d[e'\u2019]\s?(?:employ\u00e9e?|salari\u00e9e?))"
    r"\s*(?:(?:is|ist|lautet|es|est)(?:\s+(?:el|le))?\s+|[:#=]\s*)?(?P<number>[A-Z]{0,3}-?\d{3,10})\b",
    re.IGNORECASE,
)

_NAMED = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
_HOUSE = r"\d{1,5}\s?(?:[a-zA-Z]\b)?"
_SUITE = r"(?:Suite|Apt\.?|Apartment|Flat|Unit|Room|Floor)\s+\w{1,4}"
_STREET_ENDINGS = (
    "Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Court|Ct|Way|Place|Square|Sq|Terrace|Gardens|Crescent"
    "|Boulevard|Blvd|Highway|Hwy|Parkway|Row|Walk|Mews|Quay|Wharf"
)
_GERMAN_ENDINGS = "stra\u00dfe|strasse|str\\.|weg|gasse|allee|platz|ring|damm|ufer|chaussee"
_GERMAN_STREETS = "Stra\u00dfe|Strasse|Str\\.|Weg|Gasse|Allee|Platz|Ring|Damm|Ufer"
_SPANISH_STREETS = r"Calle|C/|Avda\.?|Av\.|Avenida|Plaza|Paseo|Carretera|Camino|Ronda"
_FRENCH_STREETS = "rue|avenue|av\\.|boulevard|bd|place|chemin|all\u00e9e|impasse|quai|route|cours"
_ADDRESSES: Final = (
    # 27 Orchard Road, Suite 4
    (
        re.compile(r"\d[a-zA-Z]?,?\s+[A-Z]"),
        re.compile(
            rf"(?:\b{_SUITE},?\s+)?\b{_HOUSE},?\s+(?:{_NAMED}\s+){{1,3}}(?:{_STREET_ENDINGS})\b(?:\.?,?\s+{_SUITE}\b)?"
        ),
    ),
    (re.compile(r"[A-Z]\d"), re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")),
    (
        re.compile(r"(?:Box|Postfach|Apartado)\s"),
        re.compile(r"\b(?:P\.?\s?O\.?\s?Box|Postfach|Apartado(?:\s+de\s+[Cc]orreos)?)\s+\d+"),
    ),
    # Hauptstra\u00dfe 12, 70173
    (
        re.compile(rf"(?:{_GERMAN_ENDINGS}|{_GERMAN_STREETS})\s+\d"),
        re.compile(
            rf"\b(?:{_NAMED}(?:{_GERMAN_ENDINGS})|{_NAMED}\s(?:{_GERMAN_STREETS}))\s+{_HOUSE}(?:,?\s+(?:D-)?\d{{5}}\b)?"
        ),
    ),
    # Calle Mayor 5, 28013
    (
        re.compile(rf"(?:{_SPANISH_STREETS})\s"),
        re.compile(
            rf"\b(?:{_SPANISH_STREETS})\s+(?:de(?:l|\s+la|\s+los|\s+las)?\s+)?{_NAMED}(?:\s+{_NAMED}|\s+de)*,?\s+"
            rf"(?:n[.\u00ba\u00b0]+\s?)?{_HOUSE}(?:,?\s+\d{{5}}\b)?"
        ),
    ),
    # 12 rue des Lilas, 31000
    (
        re.compile(rf"\d(?:\s?(?:bis|ter))?,?\s+(?:{_FRENCH_STREETS})\s"),
        re.compile(
            rf"\b\d{{1,4}}(?:\s?(?:bis|ter))?,?\s+(?:{_FRENCH_STREETS})\s+(?:d(?:e\s+la|e\s+l'|es|u|e)\s*|d'|l[ae]\s+)?"
            rf"{_NAMED}(?:[\s-]+(?:d[eu]s?\s+)?{_NAMED})*(?:,?\s+\d{{5}}\b)?"
        ),
    ),
)
"""For each way to write an address: what shows quickly that there may be one, and the address."""

_STAFF_HINTS: Final = (
    *("employ", "staff", "personnel", "payroll", "badge", "worker", "personal", "mitarbeiter", "ausweisnummer"),
    *("stammnummer", "empleado", "legajo", "matricule", "salari"),
)
_DIGIT = re.compile(r"\d")
LONGEST_PHONE: Final = 15
"""Digits of a phone number (ITU-T E.164); what is longer is the number of a card or an account."""


def mask_contacts(text: str) -> str:
    """A cleaned text with each e-mail address, link, address, staff and phone number replaced by its kind."""
    if _MAY_BE_MAIL.search(text):
        text = _E_MAIL.sub(E_MAIL, text)
    if "://" in text or _DOTTED.search(text):
        text = _LINK.sub(LINK, text)
        text = _HOST_AND_PATH.sub(LINK, text) if "/" in text else text
    return _mask_numbers(text) if _DIGIT.search(text) else text


def _mask_numbers(text: str) -> str:
    for hint, address in _ADDRESSES:
        text = address.sub(ADDRESS, text) if hint.search(text) else text
    small = text.lower()
    if any(hint in small for hint in _STAFF_HINTS):
        text = _OF_STAFF.sub(_mask_staff, text)
    return _PHONE.sub(_mask_phone, text) if _DIGITS.search(text) else text


def _mask_staff(found: re.Match[str]) -> str:
    kept = found.start("number") - found.start()
    return found.group()[:kept] + NUMBER


def _mask_phone(found: re.Match[str]) -> str:
    """What stands for the number of a phone, a card or an account; an invoice's, years, amounts and postcodes stay."""
    number = found.group()
    digits = sum(c.isdigit() for c in number)
    counted = _COUNTED.search(found.string[max(0, found.start() - 30) : found.start()])
    if counted or any(other.fullmatch(number) for other in (_DATE, _YEARS, _AMOUNT)):
        return number
    if digits > LONGEST_PHONE:
        return NUMBER
    written_as_phone = number[0] in "+(" or (number[0] == "0" and digits >= 8)
    return PHONE if (written_as_phone and digits >= 7) or digits >= 10 or _local(number) else number


def _local(number: str) -> bool:
    """Seven or more digits in groups, as in 555-0199 or 555 01 99."""
    groups = re.findall(r"\d+", number)
    return 2 <= len(groups) <= 5 and sum(map(len, groups)) >= 7 and len(groups[-1]) in {2, 3, 4} and "," not in number
