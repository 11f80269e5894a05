"""The receipt: the code with which the writer of a response alone can change it.

It follows from the personal link, so that the same holder is shown the same code again. Only a hash is stored, and
from the hash of the link, which is all that an invitation keeps, nobody can work it out. The code is short enough to
be copied by hand, so that whoever has the database could try all of them: its hash is slow on purpose.
"""

from dataclasses import dataclass
from functools import cached_property

from survey_service.sealing import derived, slowly_derived

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is taken for another when it is read aloud or copied by hand."""

LENGTH = 12
GROUP = 4
MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True)
class Receipt:
    """What a respondent is given for their answers; `code` is like "7QK4-M9XT-2HPR", 60 bits."""

    code: str

    @cached_property
    def secret(self) -> str:
        """What hash and keys are derived from; it takes some milliseconds, once."""
        return slowly_derived(quick_hash(self.code))

    @property
    def hash(self) -> bytes:
        """What is stored of a receipt, to find the response by."""
        return stored_hash(self.secret)

    @property
    def own_key(self) -> bytes:
        """The key of the holder's own copy."""
        return own_copy_key(self.secret)


def receipt_of(token: str) -> Receipt:
    """The receipt that belongs to a personal link."""
    number = int.from_bytes(derived(token, "receipt"), "big")
    letters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))
    return Receipt(in_groups(letters))


def read_code(text: str) -> str | None:
    """The code that somebody typed, with small letters, spaces, and O for 0 allowed; None where it cannot be one."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum()).translate(MISTAKEN)
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return None
    return in_groups(letters)


def quick_hash(code: str) -> bytes:
    """What was stored of a code before the third migration, which goes on from here, since it knows no codes."""
    return derived(code, "receipt hash")


def stored_hash(secret: str) -> bytes:
    """What is stored of a receipt's secret."""
    return derived(secret, "receipt hash")


def own_copy_key(secret: str) -> bytes:
    """The key of the own copy of a receipt's holder."""
    return derived(secret, "own copy")


def in_groups(letters: str) -> str:
    """The code as it is shown."""
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))
