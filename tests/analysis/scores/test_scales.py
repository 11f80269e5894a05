import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scores.scales import Scale, at_least, mean_in_words, scale_named, scores, support_of, uncapitalised

COUNTS = Scale("ordered", ("None", "Once", "2–3 times", "4–5 times", "6 or more"))
OF_FIVE = Scale("of_five", ("0", "1", "2", "3", "4", "5"))


def test_a_score_puts_the_points_of_a_scale_at_equal_steps_from_0_to_100() -> None:
    assert scores(np.array([1.0, 2.0, 3.0, 5.0]), 5).tolist() == [0, 25, 50, 100]


def test_two_of_three_talks_score_two_thirds() -> None:
    assert scores(np.array([1 + 5 * 2 / 3]), 6)[0] == pytest.approx(66.667, abs=0.001)


def test_a_missing_answer_stays_missing() -> None:
    assert np.isnan(scores(np.array([np.nan, 3.0]), 5)).tolist() == [True, False]


@given(st.integers(2, 9), st.data())
def test_scores_keep_the_order_of_the_points(n_points: int, data: st.DataObject) -> None:
    one, other = (data.draw(st.integers(1, n_points)) for _ in range(2))
    low, high = scores(np.array([float(one), float(other)]), n_points)
    assert np.sign(low - high) == np.sign(one - other)
    assert 0 <= low <= 100


@pytest.mark.parametrize(
    ("mean", "words"),
    [(0, "none"), (17, "between none and once"), (25, "once"), (46, "between once and 2–3 times"), (100, "6 or more")],
)
def test_a_mean_reads_in_the_words_of_its_scale(mean: float, words: str) -> None:
    assert mean_in_words(mean, COUNTS) == words


def test_a_mean_of_five_talks_says_of_5() -> None:
    assert mean_in_words(60, OF_FIVE) == "3 of 5"
    assert mean_in_words(68, OF_FIVE) == "between 3 and 4 of 5"
    assert OF_FIVE.ends == ("0 of 5", "", "5 of 5")


def test_only_ordered_scales_have_means() -> None:
    scales = {
        "AMT": {"kind": "two_sided", "points": ["Far too little", "About right", "Far too much"]},
        "P2": {"kind": "picks", "choices": []},
        "DEG": {"kind": "ordered", "points": ["None", "A lot"]},
    }
    assert [scale_named(scales, code).is_scored for code in ("AMT", "P2", "DEG", "unknown")] == [0, 0, 1, 0]


def test_the_middle_of_an_even_scale_has_no_word() -> None:
    assert Scale("ordered", ("No", "Yes")).ends == ("No", "", "Yes")


def test_abbreviations_and_figures_keep_their_letters_inside_a_sentence() -> None:
    assert [uncapitalised(words) for words in ("CRM", "2–3 times", "None", "A lot", "")] == [
        "CRM", "2–3 times", "none", "a lot", "",
    ]  # fmt: skip
    assert uncapitalised("I'd rather not") == "I'd rather not"


def test_reaching_a_point_leaves_out_who_did_not_answer() -> None:
    assert at_least(np.array([4.0, np.nan, 3.0, 5.0]), 4).tolist() == [True, False, True]


def test_the_support_of_a_scale_is_every_score_that_one_answer_can_have() -> None:
    assert support_of(COUNTS) == (0, 25, 50, 75, 100)
    assert support_of(Scale("ordered", ("No", "Yes"))) == (0, 100)
    # of two talks 0, 1 or 2; of one 0 or 1: in all 0, 1/2, 1
    assert support_of(Scale("of_five", ("0", "1", "2"))) == (0, 50, 100)
    assert support_of(Scale("of_five", ("0", "1"))) == (0, 100)
    assert len(support_of(OF_FIVE)) == 11
    assert support_of(OF_FIVE) == pytest.approx((0, 20, 25, 100 / 3, 40, 50, 60, 200 / 3, 75, 80, 100))


def test_a_mean_next_to_a_point_is_worded_as_that_point_up_to_an_eighth() -> None:
    # an eighth of a step of 25 is 3.125
    assert [mean_in_words(mean, COUNTS) for mean in (21.8, 21.9, 28.1, 28.2)] == [
        "between none and once", "once", "once", "between once and 2–3 times",
    ]  # fmt: skip
    assert mean_in_words(3.125, COUNTS) == "none"


def test_a_scale_of_one_point_has_no_mean() -> None:
    assert not Scale("ordered", ("Only",)).is_scored
    assert Scale("of_five", ("0", "1")).is_scored
    assert not Scale("two_sided", ("Less", "More")).is_scored


def test_every_answer_missing_reaches_nothing() -> None:
    assert at_least(np.array([np.nan, np.nan]), 1).tolist() == []


def test_the_words_of_a_scale_stand_at_both_ends_and_in_the_middle() -> None:
    assert COUNTS.ends == ("None", "2–3 times", "6 or more")


def test_the_points_of_a_frozen_scale_are_words_or_have_a_label() -> None:
    frozen = {"DEG": {"kind": "ordered", "points": [{"label": "None"}, "Some", 3]}}
    assert scale_named(frozen, "DEG") == Scale("ordered", ("None", "Some", "3"))
    assert scale_named(frozen, "unknown") == Scale("", ())
