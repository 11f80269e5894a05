import numpy as np
import pytest

from analysis.text.labels import name_themes, phrase_scores
from analysis.text.phrases import PhraseCounts, phrases_of

PRICES = [
    "The price approval is slow",
    "Price approval takes days",
    "Waiting for price approval",
    "Price approval again",
]
DEALS = ["A leader joins the deal", "The deal is taken over", "Our deal, a leader again", "HR has no deal"]
TALKS = ["More coaching talks", "A coaching talk before calls", "No coaching since spring", "Coaching talk cancelled"]
THREE = np.repeat([0, 1, 2], 4)


def test_the_log_odds_are_those_worked_by_hand() -> None:
    counts = PhraseCounts((("price",),), np.array([[4.0], [0.0]]), np.array([4.0]), np.array([5.0, 5.0]), 10)
    # The prior is 10 comments, 4 of them with the phrase.
    by_hand = (np.log(8 / 7) - np.log(4 / 11)) / np.sqrt(1 / 8 + 1 / 4) * np.sqrt(4 / 5)
    assert phrase_scores(counts)[0, 0] == pytest.approx(by_hand)
    assert phrase_scores(counts)[1, 0] == -np.inf


def test_a_theme_is_named_by_its_own_phrase_in_full() -> None:
    names = name_themes(PRICES + DEALS + TALKS, THREE, 3)
    assert [name.label.split(",")[0] for name in names] == ["Price approval", "Deal", "Coaching talk"]


def test_a_word_in_over_two_fifths_of_the_comments_names_nothing() -> None:
    comments = [f"Sales: {text}" for text in PRICES + DEALS + TALKS]
    assert all("sales" not in name.label.casefold() for name in name_themes(comments, THREE, 3))


def test_a_common_word_names_the_only_theme() -> None:
    assert name_themes(PRICES, np.zeros(4, dtype=np.int64), 1)[0].label.startswith("Price approval")


def test_no_two_themes_share_a_first_phrase() -> None:
    comments = ["price tool"] * 3 + ["price desk"] * 3 + ["coaching talk"] * 12
    names = name_themes(comments, np.repeat([0, 1, 2], [3, 3, 12]), 3)
    assert len({name.label.split(",")[0] for name in names}) == 3


def test_a_theme_without_a_shared_phrase_has_a_number() -> None:
    assert name_themes(["one two", "first then"], np.array([0, 1]), 2)[1].label == "Theme 2"


def test_phrases_have_function_words_inside_only_and_stay_in_a_clause() -> None:
    surfaces = {surface for _, surface in phrases_of("Room for growth. The hours are not long")}
    assert {"Room", "growth", "Room for growth", "hours"} <= surfaces
    assert not surfaces & {"for growth", "growth The hours", "not", "hours are", "hours are not", "long"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [(["HR", "HR", "HR"], "HR"), (["Pricing", "pricing"], "pricing"), (["REPORTS", "REPORTS"], "reports")],
)
def test_a_phrase_is_shown_as_it_is_mostly_written(written: list[str], shown: str) -> None:
    comments = [f"{word}, of course" for word in written] + ["Deals slip"] * 9
    names = name_themes(comments, np.repeat([0, 1], [len(written), 9]), 2)
    assert names[0].terms == (shown,)


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
