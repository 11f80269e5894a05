"""No two themes of one set may have names that a reader takes for one."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.labels import Name, name_themes
from analysis.text.name_words import Weight, name_role, name_stem

WORDS = {
    "en": "staff nurse nurses nice more friendly ward waiting time times not the is and very co-workers price prices",
    "de": "Personal Pflege Essen nett mehr freundlich Station Wartezeit Wartezeiten nicht die ist sehr Preis Preise",
    "es": "personal enfermera comida buena más amable sala espera tiempo no la es y muy precio precios",
    "fr": "personnel infirmière repas bonne plus aimable chambre attente temps pas la est et très prix soins",
}
LANGUAGES = tuple(WORDS)


def told_by(phrases: str, language: str) -> set[str]:
    """The stems of words with content; of light ones where there are no others."""
    words = phrases.replace(",", " ").replace("-", " ").split()
    for least in (Weight.CONTENT, Weight.LIGHT):
        found = {name_stem(word, language) for word in words if name_role(word, language).weight >= least}
        if found:
            return found
    return set()


def taken_for_one(one: Name, other: Name, language: str) -> bool:
    """Whether they begin with the same words, or one with a part of the other's and says nothing else."""
    first = {name.label: told_by(name.terms[0], language) for name in (one, other)}
    short, long = sorted((one.label, other.label), key=lambda label: len(first[label]))
    if not first[short] <= first[long]:
        return False
    rest = told_by(short.partition(", ")[2], language)
    return len(first[short]) == len(first[long]) or rest <= told_by(long, language)


def pairs_alike(names: list[Name], language: str) -> list[tuple[str, str]]:
    named = [name for at, name in enumerate(names) if name.label != f"Theme {at + 1}"]
    return [(a.label, b.label) for a, b in combinations(named, 2) if taken_for_one(a, b, language)]


@settings(max_examples=60)
@given(st.sampled_from(LANGUAGES), st.data())
def test_no_two_names_are_taken_for_one(language: str, data: st.DataObject) -> None:
    comment = st.lists(st.sampled_from(WORDS[language].split()), min_size=1, max_size=5).map(" ".join)
    themed = data.draw(st.lists(st.tuples(comment, st.integers(-1, 5)), min_size=6, max_size=40))
    comments, labels = [text for text, _ in themed], np.array([theme for _, theme in themed])
    names = name_themes(comments, labels, 6, languages=language)
    assert not pairs_alike(names, language)


@pytest.mark.parametrize(
    "others",
    [["more staff"], ["nice staff"], ["staff, nice"], ["the nice staff", "staff are nice"]],
)
def test_staff_is_the_first_of_one_theme_only(others: list[str]) -> None:
    comments = ["staff, parking", "the staff"] * 6 + [f"{text}, canteen" for text in others] * 6 + ["slow app"] * 40
    names = name_themes(comments, np.repeat([0, 1, 2], [12, len(others) * 6, 40]), 3)
    assert sum("staff" in name.terms[0] for name in names) == 1


def test_a_title_inside_another_says_what_else_it_is_about() -> None:
    comments = ["card, limit", "the card", "my card, limit"] * 4 + ["virtual card"] * 9 + ["slow app"] * 40
    names = name_themes(comments, np.repeat([0, 1, 2], [12, 9, 40]), 3)
    assert [name.label for name in names[:2]] == ["Card, limit", "Virtual card"]


def test_a_theme_that_nothing_tells_from_another_takes_another_title_or_a_number() -> None:
    comments = ["card"] * 12 + ["virtual card"] * 9 + ["slow app"] * 40
    first, second, _ = name_themes(comments, np.repeat([0, 1, 2], [12, 9, 40]), 3)
    assert {first.label, second.label} in ({"Card", "Virtual"}, {"Theme 1", "Virtual card"}, {"Card", "Theme 2"})


def test_a_pair_stands_for_its_word_where_many_write_it() -> None:
    comments = [*["the waiting list"] * 4, *["waiting"] * 6, *["kind ward"] * 10]
    few = [*["the waiting list"] * 1, *["waiting"] * 11, *["kind ward"] * 10]
    labels = np.repeat([0, 1], [10, 10])
    assert name_themes(comments, labels, 2)[0].terms[0] == "waiting list"
    assert name_themes(few, np.repeat([0, 1], [12, 10]), 2)[0].terms[0] == "waiting"


def test_one_who_judges_does_not_speak_for_all() -> None:
    comments = [*["good food"] * 6, *["the food", "food, again"] * 6, *["kind ward"] * 40]
    assert name_themes(comments, np.repeat([0, 1], [18, 40]), 2)[0].terms[0] == "food"


def test_a_thing_comes_before_what_is_said_of_it() -> None:
    comments = ["A therapist, and very caring", "They are caring, the therapist"] * 5 + ["ward"] * 40
    assert name_themes(comments, np.repeat([0, 1], [10, 40]), 2)[0].terms[0] == "therapist"
