"""Taking out of a comment what leads to a person: addresses, numbers, links, and names on the roster."""

from collections.abc import Iterable

from analysis.text.masking_contacts import mask_contacts
from analysis.text.masking_names import NameFinder, mask_strangers
from analysis.text.masking_spelling import without_unseen
from analysis.text.normalise import clean_text
from analysis.text.pasted import without_pasted


class Masker:
    """Masks comments. `names` are full names as on the roster; no others can be known, but for a name after a title.

    A word that is also an ordinary one (Will, Mark, Grace) counts as a name where it stands with the rest of the name,
    or is capitalised where a sentence would not capitalise it, or opens a sentence as its subject ("Will is ...").
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = NameFinder(without_unseen(clean_text(name)) for name in names)

    def mask(self, comment: str) -> str:
        """The comment, cleaned, without the mail it was pasted with, and with what leads to a person replaced.

        Masking twice changes nothing.
        """
        text = clean_text(without_pasted(comment))
        return mask_strangers(self._names.mask(mask_contacts(without_unseen(text))))


def mask_comments(comments: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """Every comment masked, in the same order."""
    masker = Masker(names)
    return [masker.mask(comment) for comment in comments]
