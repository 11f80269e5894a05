"""Made-up comments of a survey that is asked again and again: a few subjects, said in many ways."""

from collections.abc import Mapping

import numpy as np

OPENINGS = (
    "Please", "Honestly,", "We need", "I want", "It would help to have", "More of", "Nothing beats", "This quarter",
    "My team asks for", "Again:",
)  # fmt: skip
SUBJECTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "coaching": (
        ("weekly coaching talks with my manager", "a coaching plan for every rep", "honest feedback after coaching"),
        ("before big calls", "every single week", "without a laptop open", "that ends with an action"),
    ),
    "reports": (
        ("fewer forecast reports", "a shorter forecast spreadsheet", "one forecast report instead of four"),
        ("on Monday mornings", "so we can sell", "because nobody reads them", "and fewer status meetings"),
    ),
    "price": (
        ("a faster price and discount answer for each quote", "discount approval and the quote template"),
        ("within two days", "while the customer waits", "from the deal desk", "before the month ends"),
    ),
    "discount": (
        ("higher discount approval levels", "bigger discount freedom", "discount approval without three signatures"),
        ("for small deals", "at my own level", "from finance", "at quarter end"),
    ),
    "quote": (
        ("the quote template fixed", "a quote tool that loads", "quote documents that look decent"),
        ("in the system", "without retyping numbers", "for renewals", "on the tablet"),
    ),
}


def made_up_wave(wave: int, counts: Mapping[str, int], seed: int = 0) -> tuple[list[str], list[str]]:
    """Texts and keys of one wave: so many comments about each subject, which its key names."""
    rng = np.random.default_rng([seed, wave])
    texts, keys = [], []
    for subject, count in counts.items():
        said, endings = SUBJECTS[subject]
        for place in range(count):
            texts.append(f"{rng.choice(OPENINGS)} {rng.choice(said)} {rng.choice(endings)}.")
            keys.append(f"{wave}-{subject}-{place:03d}:O1")
    return texts, keys


def subject_of(key: str) -> str:
    """What a made-up comment is about."""
    return key.split("-")[1]
