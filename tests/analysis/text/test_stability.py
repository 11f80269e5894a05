import numpy as np

from analysis.text.stability import REFITS, times_found_again

ORDERS = ("alpha", "beta", "gamma", "delta", "kappa", "sigma")
CALLS = ("first", "second", "big", "hard", "cold", "video")
PRICES = [f"The price approval for order {word} is slow at the desk" for word in ORDERS]
TALKS = [f"More coaching talks before the {word} call with my manager" for word in CALLS]


def test_themes_that_are_plain_come_back_every_time() -> None:
    found = times_found_again(PRICES + TALKS, np.repeat([0, 1], 6), lambda _: None)
    assert found.tolist() == [REFITS, REFITS]


def test_themes_drawn_at_random_do_not_come_back() -> None:
    found = times_found_again(PRICES + TALKS, np.arange(12) % 4, lambda _: None)
    assert found.max() < REFITS


def test_the_order_of_the_comments_does_not_matter() -> None:
    labels, order = np.arange(12) % 3, np.random.default_rng(1).permutation(12)
    comments = PRICES + TALKS
    shuffled = times_found_again([comments[i] for i in order], labels[order], lambda _: None)
    assert shuffled.tolist() == times_found_again(comments, labels, lambda _: None).tolist()


def test_without_themes_there_is_nothing_to_find() -> None:
    assert times_found_again([], np.array([], dtype=np.int64), lambda _: None).tolist() == []
