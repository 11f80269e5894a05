"""What the report says of its own limits."""

from analysis.method import hidden_sentences
from analysis.tables import Minimums


def test_leaders_across_regions_are_told_of_with_the_number_that_protects_them() -> None:
    for minimums, number in ((Minimums(), 10), (Minimums(score=12, comments=12), 12)):
        *_, across, fixed = hidden_sentences((), (), minimums, across=True)
        assert across.startswith("Leaders of several regions are shown too, as was declared before the survey opened")
        assert across.endswith(f"speaks of fewer than {number} people.")
        assert fixed.startswith("The limits were fixed")


def test_what_was_not_declared_is_not_told() -> None:
    assert not any("several regions" in sentence for sentence in hidden_sentences((), (), Minimums()))
