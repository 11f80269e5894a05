import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.labels import name_themes
from analysis.text.phrases import read_phrases

PRICES = [
    "The price approval is slow",
    "Price approval takes days",
    "Waiting for price approval",
    "Price approval again",
]
DEALS = ["A leader joins the deal", "The deal is taken over", "Our deal, a leader again", "HR has no deal"]
TALKS = ["More coaching talks", "A coaching talk before calls", "No coaching since spring", "Coaching talk cancelled"]
THREE = np.repeat([0, 1, 2], 4)


def first(label: str) -> str:
    return label.split(",")[0]


def test_a_theme_is_named_by_its_own_phrase_in_full() -> None:
    names = name_themes(PRICES + DEALS + TALKS, THREE, 3)
    assert [first(name.label) for name in names] == ["Price approval", "Deal", "Coaching talk"]


def test_a_word_in_over_two_fifths_of_the_comments_names_nothing() -> None:
    comments = [f"Sales: {text}" for text in PRICES + DEALS + TALKS]
    assert all("sales" not in name.label.casefold() for name in name_themes(comments, THREE, 3))


def test_a_common_word_names_the_only_theme() -> None:
    assert name_themes(PRICES, np.zeros(4, dtype=np.int64), 1)[0].label.startswith("Price approval")


def test_no_two_themes_share_a_first_phrase() -> None:
    comments = ["price tool"] * 3 + ["price desk"] * 3 + ["coaching talk"] * 12
    names = name_themes(comments, np.repeat([0, 1, 2], [3, 3, 12]), 3)
    assert len({first(name.label) for name in names}) == 3


def test_a_theme_without_a_shared_phrase_has_a_number() -> None:
    assert name_themes(["one two", "first then"], np.array([0, 1]), 2)[1].label == "Theme 2"


def test_a_theme_whose_every_phrase_is_the_title_of_another_has_a_number() -> None:
    names = name_themes(["nice"] * 9 + ["you nice"] * 4 + ["Deals slip"] * 9, np.repeat([0, 1, 2], [9, 4, 9]), 3)
    assert [name.label for name in names[:2]] == ["Nice", "Theme 2"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (["HR", "HR", "HR"], "HR"),
        (["Pricing", "pricing"], "pricing"),
        (["REPORTS", "REPORTS"], "reports"),
        (["We use Excel", "They like Excel"], "Excel"),
        (["The region's calendar", "our region's calendar"], "region calendar"),
        (["We use SalesForce", "They like SalesForce"], "SalesForce"),
        (["frIendly leaders", "our frIendly leaders"], "friendly leaders"),
        (["Our GPs", "the GPs"], "GPs"),
        (["My co-workers", "our co-workers"], "co-workers"),
    ],
)
def test_a_phrase_is_shown_as_it_is_mostly_written(written: list[str], shown: str) -> None:
    comments = [f"{word}, again" for word in written] + ["Deals slip"] * 9
    names = name_themes(comments, np.repeat([0, 1], [len(written), 9]), 2)
    assert names[0].terms[0] == shown


def test_a_great_company_is_named_by_what_is_great_about_it() -> None:
    praise = [
        f"Great company, great people, {what}"
        for what in ("flexible hours", "the flexible hours", "flexible hours too")
    ]
    names = name_themes(praise + PRICES + DEALS, np.repeat([0, 1, 2], [3, 4, 4]), 3)
    assert first(names[0].label) == "Flexible hours"


def test_general_praise_is_named_where_there_is_nothing_better() -> None:
    praise = ["Great company", "A great company", "great people, great company"]
    names = name_themes(praise + PRICES + DEALS, np.repeat([0, 1, 2], [3, 4, 4]), 3)
    assert names[0].label.startswith("Great company")


def test_forms_of_one_word_stand_in_a_name_once() -> None:
    comments = [f"{each} is poor" for each in ("Staffing", "The staff", "Staffing", "The staff")]
    comments = [f"{text}, the rota too" for text in comments]
    (name,) = name_themes(comments + PRICES + DEALS, np.repeat([0, 1, 2], 4), 3)[:1]
    assert name.label.casefold().count("staff") == 1
    assert "rota" in name.label.casefold()


def test_a_phrase_that_few_wrote_names_nothing() -> None:
    calls = [
        f"The forecast call on Monday eats {what}" for what in ("hours", "mornings", "time", "days", "energy", "weeks")
    ]
    comments = [*calls, "The zebra account needs a forecast call", "Nobody helps with the zebra account"]
    comments += [
        f"More training in discovery for {whom}" for whom in ("reps", "new people", "us", "me", "all", "managers")
    ]
    labels = np.array([0] * 8 + [1] * 6)

    alone, shared = (name_themes(comments, labels, 2, fewest)[0].terms for fewest in (2, 5))
    assert any("zebra" in term for term in alone)
    assert not any("zebra" in term for term in shared)
    assert shared


def test_each_term_has_its_weight() -> None:
    for name in name_themes(PRICES + DEALS + TALKS, THREE, 3):
        assert len(name.weights) == len(name.terms)
        assert all(weight > 0 for weight in name.weights)


def test_names_of_several_levels_come_from_one_reading() -> None:
    comments = PRICES + DEALS + TALKS
    assert name_themes(read_phrases(comments), THREE, 3) == name_themes(comments, THREE, 3)


def test_each_language_has_its_own_words() -> None:
    german = ["Die Abstimmung mit der Zentrale dauert", "Lange Abstimmung mit der Zentrale", "Abstimmung und Zentrale"]
    names = name_themes(PRICES + german, np.repeat([0, 1], [4, 3]), 2, languages=["en"] * 4 + ["de", "", "de"])
    assert "Abstimmung" in names[1].label
    assert not {"der", "die"} & set(names[1].label.split())


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_comments_does_not_matter(chance: random.Random) -> None:
    comments = PRICES + DEALS + TALKS
    order = chance.sample(range(12), 12)
    shuffled = name_themes([comments[row] for row in order], THREE[order], 3)
    assert shuffled == name_themes(comments, THREE, 3)


def test_of_many_comments_a_sample_is_named_in_any_order() -> None:
    comments = [f"{text} number{turn}" for turn in range(400) for text in PRICES + DEALS + TALKS]
    labels = np.tile(THREE, 400)
    names = name_themes(comments, labels, 3)
    assert names == name_themes(comments[::-1], labels[::-1], 3)
    assert first(names[0].label) == "Price approval"
