import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.word_contrast import contrast_words

CALLS = [f"Cold calls from {day}, quarterly targets" for day in ("Monday", "Friday", "noon", "eight")] * 10
PLANS = [f"Weekly coaching and {what}, quarterly targets" for what in ("plans", "budget", "hiring", "reports")] * 10
GROUPS = ["rep"] * 40 + ["manager"] * 40


def test_each_side_is_named_by_what_it_writes() -> None:
    found = contrast_words(CALLS + PLANS, GROUPS, "rep", "manager")
    assert [word.phrase for word in found.words] == ["cold calls", "weekly coaching"]
    assert [(word.count_one, word.count_other) for word in found.words] == [(40, 0), (0, 40)]
    assert found.words[0].z > 1.96 > -1.96 > found.words[1].z
    assert found.words[0].x == pytest.approx(1.602, abs=0.001)
    assert (found.people_one, found.people_other) == (40, 40)


def test_what_both_sides_write_is_ground_and_not_named() -> None:
    found = contrast_words(CALLS + PLANS, GROUPS, "rep", "manager")
    assert any(x == pytest.approx(1.903, abs=0.001) and z == 0 for x, z in found.rest)


def test_a_person_counts_once_for_a_word() -> None:
    found = contrast_words(CALLS + PLANS, GROUPS, "rep", "manager", person_ids=[*range(10)] * 4 + [*range(10, 50)])
    assert found.people_one == 10
    assert found.words[0].count_one == 10


def test_a_word_of_fewer_people_is_not_named() -> None:
    comments = [*CALLS[:20], *["The zebra account"] * 20, *PLANS]
    few = contrast_words(comments, GROUPS, "rep", "manager", fewest=21).words
    assert all("zebra" not in word.phrase for word in few)
    named = contrast_words(comments, GROUPS, "rep", "manager", fewest=20).words
    assert any("zebra" in word.phrase for word in named)


def test_no_more_words_are_named_than_asked_for() -> None:
    praise = ["calm office, fair pay, short commute, modern tools"] * 40
    found = contrast_words(praise + PLANS, GROUPS, "rep", "manager", top=2)
    assert sum(word.z > 0 for word in found.words) == 2


def test_groups_alike_have_no_words_of_their_own() -> None:
    assert contrast_words(CALLS * 2, GROUPS, "rep", "manager").words == ()


@pytest.mark.parametrize("other", ["manager", "nobody"])
def test_a_small_or_empty_group_is_not_contrasted(other: str) -> None:
    found = contrast_words(CALLS[:20] + PLANS[:9], ["rep"] * 20 + ["manager"] * 9, "rep", other)
    assert found.words == ()
    assert found.hidden == "Fewer than 10 people in one of the two groups."


@given(st.randoms(use_true_random=False))
def test_the_sides_swapped_turn_the_sign_in_any_order(chance: random.Random) -> None:
    order = chance.sample(range(80), 80)
    comments, groups = (CALLS + PLANS), GROUPS
    there = contrast_words(comments, groups, "rep", "manager").words
    back = contrast_words([comments[at] for at in order], [groups[at] for at in order], "manager", "rep").words
    assert [(word.phrase, word.z) for word in there] == [(word.phrase, -word.z) for word in reversed(back)]


def test_a_third_group_is_what_words_are_weighed_by_and_no_side() -> None:
    two = contrast_words(CALLS + PLANS[:20], GROUPS[:60], "rep", "manager")
    third = [*CALLS, *PLANS[:20], *["Budget and cold calls in Berlin"] * 30]
    three = contrast_words(third, [*GROUPS[:60], *["board"] * 30], "rep", "manager")
    assert (three.people_one, three.people_other) == (40, 20)
    assert [(word.count_one, word.count_other) for word in three.words] == [(40, 0), (0, 20)]
    assert [word.phrase for word in three.words] == [word.phrase for word in two.words]
    # "cold calls": 40 of 40 and 0 of 20, 70 of all 90, who are the prior.
    by_hand = (np.log(110 / 20) - np.log(70 / 40)) / np.sqrt(1 / 110 + 1 / 70)
    assert three.words[0].z == pytest.approx(by_hand, abs=1e-6)


def test_a_word_that_both_sides_write_stands_where_all_who_wrote_it_put_it() -> None:
    comments = ["Price approval is slow"] * 30 + ["Fine as it is"] * 10 + ["Price approval is slow"] * 10 + PLANS[:30]
    word = contrast_words(comments, GROUPS, "rep", "manager").words[0]
    assert (word.phrase, word.count_one, word.count_other) == ("price approval", 30, 10)
    assert word.x == pytest.approx(1.602, abs=0.001)


def test_words_go_from_the_first_sides_clearest_to_the_others() -> None:
    both = ["zebra account, modern tools"] * 30 + ["zebra account"] * 10
    said = ["weekly coaching, annual budget"] * 25 + ["weekly coaching"] * 15
    words = contrast_words(both + said, GROUPS, "rep", "manager").words
    assert [word.phrase for word in words] == ["zebra account", "modern tools", "annual budget", "weekly coaching"]


def test_a_word_gives_way_to_the_phrase_that_most_wrote_it_in() -> None:
    coaching = ["weekly coaching sessions"] * 24 + ["weekly coaching"] * 8 + ["coaching"] * 8
    assert contrast_words(coaching + CALLS, GROUPS, "rep", "manager").words[0].phrase == "weekly coaching"
    few = ["coaching"] * 30 + ["coaching sessions"] * 10
    assert contrast_words(few + CALLS, GROUPS, "rep", "manager").words[0].phrase == "coaching"


def test_languages_may_be_told_for_each_comment() -> None:
    told = contrast_words(CALLS + PLANS, GROUPS, "rep", "manager", languages=["en"] * 80)
    assert told == contrast_words(CALLS + PLANS, GROUPS, "rep", "manager")


def test_of_many_people_some_are_drawn_in_any_order() -> None:
    comments = [f"{text} number{turn}" for turn in range(150) for text in CALLS + PLANS]
    comments = [text.replace("Cold", "Warm") if row < 6_000 else text for row, text in enumerate(comments)]
    groups = GROUPS * 150
    found = contrast_words(comments, groups, "rep", "manager")
    assert found == contrast_words(comments[::-1], groups[::-1], "rep", "manager")
    assert found.people_one == 3000
    assert all(1_300 < word.count_one < 1_700 for word in found.words if word.phrase in {"cold calls", "warm calls"})
