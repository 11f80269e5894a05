from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from analysis.text.normalise import words_of
from analysis.text.quotes import pick_quotes

PRICES = [
    "I wait four days for a price approval from the desk",
    "Price approval from the desk takes four days or more",
    "Every discount needs three people and nobody decides",
    "The price tool is slow in the middle of a quote",
    "too slow",
    "word " * 46,
]


def test_the_most_typical_comment_comes_first_and_all_fit_the_length() -> None:
    chosen = pick_quotes(PRICES, 3)
    assert chosen[0] in {0, 1}
    assert len(chosen) == 3
    assert all(6 <= len(words_of(PRICES[place])) <= 45 for place in chosen)


def test_near_duplicates_are_never_quoted_together() -> None:
    sentence = "I wait four days for a price approval"
    same = [sentence, f"{sentence}!", sentence.upper()]
    assert len(pick_quotes(same, 3)) == 1


def test_the_same_words_in_another_order_are_not_quoted_twice() -> None:
    said = ["The staff were very friendly and helpful", "Helpful staff, and all of them friendly, thanks"]
    assert len(pick_quotes(said * 3, 3)) == 1


def test_a_comment_that_says_what_the_theme_is_called_comes_first() -> None:
    comments = [f"A good place to work for a while, I like it {when}" for when in ("here", "still", "much", "now")]
    comments.append("Weekly coaching would make it a good place for new people")
    assert pick_quotes(comments, 1, ["weekly coaching", "new people"]) == [4]
    assert pick_quotes(comments, 1, ["the", "of", "weekly coaching", "new people"]) == [4]  # what says nothing


def test_a_comment_that_says_two_of_many_terms_does_not_come_before_what_most_say() -> None:
    comments = [f"A good place to work for a while, I like it {when}" for when in ("here", "still", "much", "now")]
    comments.append("Weekly coaching and bigger budgets would help our new reps")
    terms = ["price", "coaching", "budgets", "travel", "discount", "forecast", "training", "hiring"]
    assert pick_quotes(comments, 1, terms)[0] < 4


def test_a_large_theme_gives_quotes_in_any_order() -> None:
    many = [f"I wait {days} days for the price approval of deal{days}" for days in range(1000)]
    assert {many[place] for place in pick_quotes(many)} == {many[::-1][place] for place in pick_quotes(many[::-1])}


def test_nothing_fits_and_nothing_is_quoted() -> None:
    assert pick_quotes(["too slow", ""], 3) == []


def test_the_order_of_the_comments_does_not_matter() -> None:
    chosen = {tuple(order[place] for place in pick_quotes(order, 2)) for order in permutations(PRICES[:4])}
    assert len(chosen) == 1


@given(st.lists(st.text(st.sampled_from("ab \ud800é."), max_size=60), max_size=12), st.integers(1, 4))
def test_any_text_gives_distinct_places(comments: list[str], count: int) -> None:
    chosen = pick_quotes(comments, count)
    assert len(chosen) == len(set(chosen)) <= count


def test_up_to_forty_five_words_are_quoted() -> None:
    words = [f"word{place}" for place in range(45)]
    assert pick_quotes([" ".join(words)], 1) == [0]
    assert pick_quotes([" ".join([*words, "more"])], 1) == []


def test_six_words_are_enough_for_a_quote_and_three_quotes_for_a_theme() -> None:
    said = ["weekly coaching talks with my manager", "forecast reports take away every Monday"]
    said += ["price approval comes after two days", "onboarding for new reps is missing", "five words are not enough"]
    assert sorted(pick_quotes(said[3:])) == [0]
    assert len(pick_quotes(said)) == 3


def test_a_comment_like_no_other_is_quoted_once() -> None:
    assert pick_quotes(PRICES[:1], 3) == [0]
    assert pick_quotes(["it is what it was for all of us"], 3) == [0]  # no word of content


def test_half_of_the_same_words_is_too_much_for_two_quotes() -> None:
    comments = [
        "Discount approval desk answers slowly every Monday morning",
        "Discount approval desk answers slowly after holidays usually",
        "Managers rarely join our coaching talks before customer meetings",
    ]
    chosen = pick_quotes(comments, 3)
    assert len(chosen) == 2
    assert 2 in chosen


def test_two_quotes_that_share_half_of_their_words_are_too_alike_though_the_rest_differs() -> None:
    comments = [
        "Discount approval forecast hinders my pleasant mornings",
        "Discount approval coaching delights everybody upstairs now",
        "Forecast coaching travels between continents and oceans",
    ]
    assert pick_quotes(comments, 3) == [1, 2]


def test_the_first_quote_shares_most_with_the_others_and_the_second_says_what_it_does_not() -> None:
    wanted = ["forecast region coaching discount", "discount forecast price", "region price forecast"]
    wanted.append("price coaching training")
    assert pick_quotes([f"we want {each} for all of us" for each in wanted], 2) == [0, 1]


def test_the_first_term_of_a_theme_counts_more_than_the_second() -> None:
    said = ["weekly coaching talks with somebody who listens well", "forecast reports that nobody reads on any Monday"]
    assert pick_quotes(said, 1, ["coaching", "forecast"]) == [0]
    assert pick_quotes(said, 1, ["forecast", "coaching"]) == [1]
