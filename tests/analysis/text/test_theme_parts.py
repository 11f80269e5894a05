import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.reading import read_comments
from analysis.text.theme_parts import languages_of, share_out, spoken

GERMAN = "Der Preis ist viel zu hoch und die Freigabe dauert immer noch viel zu lange"
ENGLISH = "The price is much too high and the approval still takes far too long"


def test_a_number_of_themes_is_shared_out_by_size() -> None:
    assert share_out(10, [800, 200]) == [8, 2]
    assert share_out(5, [990, 10]) == [4, 1]
    assert share_out(1, [50]) == [1]
    assert share_out(10, [970, 20, 10]) == [8, 1, 1]


def test_every_language_gets_a_theme_even_where_fewer_were_asked_for() -> None:
    assert share_out(1, [90, 5, 5]) == [1, 1, 1]


@given(st.integers(1, 40), st.lists(st.integers(1, 5_000), min_size=1, max_size=4))
def test_the_shares_add_up(number: int, sizes: list[int]) -> None:
    given_out = share_out(number, sizes)
    assert min(given_out) >= 1
    assert sum(given_out) == max(number, len(sizes))


def test_languages_are_ranked_by_their_comments() -> None:
    reading = read_comments([f"{GERMAN} {word}" for word in WORDS] + [f"{ENGLISH} {word}" for word in WORDS[:12]])
    assert languages_of(reading, reading.fit_rows) == ["de", "en"]
    assert languages_of(reading, np.empty(0, dtype=np.int64)) == []


def test_a_comment_whose_language_nobody_can_tell_counts_with_the_commonest() -> None:
    reading = read_comments(["", "ok", "123"])
    assert set(spoken(reading, "de").tolist()) <= {"de", "en"}


WORDS = tuple(f"{one}{other}" for one in ("Berg", "Tal", "Wald", "Stadt") for other in ("hof", "bach", "heim", "feld"))
