"""How seeds are written."""

import re

import pytest

from analysis.errors import AnalysisError
from analysis.text.codebook_patterns import needs_of, pattern_of, starts_of

PARTS = {"manager": "(manager*|boss|team lead*)"}


@pytest.mark.parametrize(
    ("written", "text", "matches"),
    [
        ("micro~manag*", "micromanaged", True),
        ("micro~manag*", "micro managing", True),
        ("micro-manage", "micro manage", True),
        ("quota", "quotas", False),
        ("quota*", "quotas", True),
        ("never .. {manager}", "never even once saw my boss", True),
        ("never .. {manager}", "never late , my boss", False),
        ("never .. {manager}", "never one two three four five boss", False),
        ("the [very] top", "the top", True),
        ("the [very] top", "the very top", True),
        ("{manager} (is |was )*(so )?rude", "team lead was so rude", True),
        ("{manager} (is |was )*(so )?rude", "manager rude", True),
        ("^pressure$", "pressure", True),
        ("^pressure$", "pressure , pay", True),
        ("^pressure$", "pressure washers", False),
    ],
)
def test_a_seed_matches_what_it_says(written: str, text: str, *, matches: bool) -> None:
    assert bool(re.match(pattern_of(written, PARTS), text)) is matches


def test_an_item_of_a_list_starts_after_a_mark_or_an_and() -> None:
    pattern = re.compile(pattern_of("^pressure$", PARTS))

    assert pattern.match("pay , pressure", 6)
    assert pattern.match("pay and pressure", 8)
    assert not pattern.match("blood pressure", 6)


def test_a_seed_is_tried_only_where_its_first_word_and_its_needed_word_may_stand() -> None:
    assert starts_of("(no|lack of) .. (coaching|one on one)") == {"no", "lack"}
    assert needs_of("(no|lack of) .. (coaching|one on one)") == {"coaching", "one"}
    assert needs_of("swoop*") == {"swoop"}
    assert needs_of("ask us (first)?") == {"us"}
    assert needs_of("(no )*(pay)?") == {"no", "pay"}


def test_a_seed_may_start_with_what_follows_a_word_that_may_be_missing() -> None:
    assert starts_of("[very] top") == {"very", "top"}
    assert starts_of("(no )?pay") == {"no", "pay"}
    assert starts_of("((so|very) slow|late)") == {"so", "very", "late"}


def test_a_seed_that_could_start_with_anything_is_refused() -> None:
    with pytest.raises(AnalysisError, match="Write its first letters"):
        starts_of("*ing")


def test_a_bracket_that_never_closes_is_refused() -> None:
    with pytest.raises(AnalysisError, match="never closes"):
        starts_of("(no|lack of coaching")
