"""Two waves side by side, where everyone who answered both said the same again."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from analysis.disclosure.attacker import PublishedSet
from analysis.disclosure.audit import audit_releases
from analysis.disclosure.bounds import Range, exactly, sum_range
from analysis.disclosure.published_sets import wave_sets
from analysis.disclosure.releases import whole_figures
from analysis.disclosure.two_waves import between, nearly_equal, pinned, possible_sums
from analysis.earlier_reports import HeldBack, draft, hold_back
from analysis.tables import SEGMENTS, Asked, Minimums, Release, WaveSettings, WaveTable
from analysis.wave_analysis import analyse_wave
from tests.analysis.disclosure.waves import Person, make_table

FIVE = (0.0, 25.0, 50.0, 75.0, 100.0)
LIMITS = Range(0, 100)
REASON = "Hidden to protect people: beside an earlier report it would reveal a few people."
ANSWERS = (1, 2, 3, 4, 5, 2, 3, 4, 1, 5)


def staff(*counts: tuple[str, int], silent: tuple[int, ...] = (), answers: dict[int, float] | None = None) -> WaveTable:
    """Reps of leaders in one region: (leader, how many); a rep's number is their place, and their answer follows it.

    silent: the numbers of those who were asked and did not answer. answers: other answers of some numbers.
    """
    people: list[tuple[int, Person]] = []
    for place, (leader, count) in enumerate(counts):
        for number in range(100 * place, 100 * place + count):
            said = (answers or {}).get(number, float(ANSWERS[number % 10]))
            people.append((number, ("rep", "North", leader, f"{leader}{number % 100 // 4}", {"I1": said})))
    there = [person for number, person in people if number not in silent]
    table = make_table(there, [person for number, person in people if number in silent])
    numbers = [number for number, _ in people if number not in silent] + list(silent)
    return WaveTable(**{**vars(table), "asked": known(table.asked, numbers, len(there))})


def known(asked: Asked, numbers: list[int], answered: int) -> Asked:
    there = np.arange(len(numbers)) < answered
    return Asked(asked.roles, {scope: asked.segments[scope] for scope in SEGMENTS}, True, np.array(numbers), there)


def published(table: WaveTable, order: int = 0) -> Release:
    return draft(HeldBack(table, {}, frozenset()), WaveSettings(wave_name=f"wave {order}", order=order))


def told(now: WaveTable, before: WaveTable) -> list[str]:
    return [one.leak.sentence for one in between(wave_sets([published(now, 1)]), wave_sets([published(before)]))]


def test_a_leader_with_one_rep_more_tells_what_the_new_one_said() -> None:
    found = told(staff(("Dana", 8), ("Eli", 30)), staff(("Dana", 7), ("Eli", 30)))
    assert (
        "what one person answered follows from leader Dana (reps, I1) and, in wave 0, leader Dana (reps, I1), if the "
        "others did not change"
    ) in found


def test_a_leader_with_one_rep_less_tells_it_too() -> None:
    assert any("leader Dana" in one for one in told(staff(("Dana", 7), ("Eli", 30)), staff(("Dana", 8), ("Eli", 30))))


def test_what_is_left_beside_shown_groups_is_compared_as_well() -> None:
    now = staff(("Dana", 30), ("Eli", 8), ("Fay", 4))
    before = staff(("Dana", 30), ("Eli", 8), ("Fay", 4), silent=(200,))
    assert any("leader Eli and Fay (reps, I1) and, in wave 0, leader Eli and Fay" in one for one in told(now, before))


def test_five_new_reps_tell_nothing() -> None:
    assert told(staff(("Dana", 12), ("Eli", 30)), staff(("Dana", 7), ("Eli", 30))) == []


def test_five_who_left_tell_nothing() -> None:
    assert told(staff(("Dana", 7), ("Eli", 30)), staff(("Dana", 12), ("Eli", 30))) == []


def test_two_in_whom_the_sets_differ_are_counted_together() -> None:
    now, before = staff(("Dana", 8), ("Eli", 30), silent=(4,)), staff(("Dana", 8), ("Eli", 30), silent=(0,))
    assert any(one.startswith("what 2 people answered") for one in told(now, before))


def test_a_large_group_tells_nothing_of_one_who_is_new() -> None:
    assert told(staff(("Dana", 33), ("Eli", 30)), staff(("Dana", 32), ("Eli", 30))) == []


def test_the_same_people_tell_nothing_even_if_they_changed_their_minds() -> None:
    moved = staff(("Dana", 8), ("Eli", 30), answers={3: 1.0})
    assert told(moved, staff(("Dana", 8), ("Eli", 30))) == []


def test_where_nobody_knows_who_left_the_question_out_nothing_follows() -> None:
    before = staff(("Dana", 7), ("Eli", 30))
    now = staff(("Dana", 9), ("Eli", 30), answers={3: np.nan})
    assert told(now, before) == []


def test_a_wave_without_known_people_is_not_compared() -> None:
    now = staff(("Dana", 8), ("Eli", 30))
    bare = WaveTable(**{**vars(now), "asked": Asked(now.asked.roles, now.asked.segments)})
    assert told(bare, staff(("Dana", 7), ("Eli", 30))) == []


def test_another_wording_is_another_question() -> None:
    before = staff(("Dana", 7), ("Eli", 30))
    questions = [{**one, "version": 2} for one in before.instrument["roles"]["rep"]["questions"]]
    reworded = {**before.instrument, "roles": {**before.instrument["roles"], "rep": {"questions": questions}}}
    older = WaveTable(**{**vars(before), "instrument": reworded})
    assert told(staff(("Dana", 8), ("Eli", 30)), older) == []


def test_the_report_hides_what_would_tell_and_says_why() -> None:
    before, now = staff(("Dana", 7), ("Eli", 30), ("Fay", 30)), staff(("Dana", 8), ("Eli", 30), ("Fay", 30))
    settings = WaveSettings(wave_name="wave 1", order=1, beside=(published(before),))
    found = analyse_wave(now, settings)
    dana = next(one for one in found.groups if one.group == "Dana" and one.question == "I1")
    assert (dana.mean, dana.hidden) == (None, REASON)
    release = Release("wave 1", 1, found.snapshot(), now.instrument, now.asked, settings.minimums)
    assert audit_releases([published(before), release]).leaks == ()
    bare = analyse_wave(now, WaveSettings(order=1))
    assert next(one for one in bare.groups if one.group == "Dana" and one.question == "I1").mean is not None


def test_a_role_that_tells_as_a_whole_is_held_back_with_its_reason() -> None:
    before, now = staff(("Dana", 7)), staff(("Dana", 8))
    settings = WaveSettings(order=1, beside=(published(before),))
    assert hold_back(now, settings).questions == {("rep", "I1")}
    found = analyse_wave(now, settings)
    assert {one.hidden for one in found.groups if (one.role, one.question) == ("rep", "I1")} == {REASON}
    assert all(figure.mean is None for one in found.comparisons for figure in one.figures if figure.question == "I1")


def test_hiding_stops_when_nothing_follows_any_more() -> None:
    before = staff(("Dana", 7), ("Eli", 8), ("Fay", 9), ("Gus", 10))
    now = staff(("Dana", 8), ("Eli", 9), ("Fay", 8), ("Gus", 11))
    held = hold_back(now, WaveSettings(order=1, beside=(published(before),)))
    assert list(between(wave_sets([draft(held, WaveSettings(order=1))]), wave_sets([published(before)]))) == []


@pytest.mark.parametrize(
    ("now", "before", "joined", "left", "is_pinned"),
    [
        (exactly(300), exactly(200), 1, 0, True),
        (sum_range(8, 50, LIMITS), sum_range(7, 50, LIMITS), 1, 0, True),
        (sum_range(30, 50, LIMITS), sum_range(29, 50, LIMITS), 1, 0, False),
        (exactly(300), exactly(200), 1, 1, True),
        (exactly(300), exactly(225), 1, 1, False),
        (exactly(300), exactly(225), 0, 2, False),
        (exactly(300), exactly(500), 0, 2, True),
        (exactly(300), exactly(0), 1, 0, False),
    ],
)
def test_what_a_difference_leaves_open(now: Range, before: Range, joined: int, left: int, is_pinned: bool) -> None:
    assert pinned(now - before, joined, left, FIVE) is is_pinned


def test_it_is_enough_that_one_of_the_two_is_known() -> None:
    # By hand: of 0, 25 and 100 only 100 is 75 to 100 more than another, than 0 or than 25.
    uneven = (0.0, 25.0, 100.0)
    assert pinned(Range(75, 100), 1, 1, uneven)
    assert pinned(Range(-100, -75), 1, 1, uneven)
    assert not pinned(Range(-25, 25), 1, 1, uneven)


def some(n: int, *atoms: int) -> PublishedSet:
    return PublishedSet("", frozenset(atoms), n, exactly(0))


BOTH = sparse.csr_array(np.array([[4, 0, 0, 0], [0, 5, 1, 0], [0, 0, 0, 0]]))
"""Ten people answered both waves; one of them has moved."""


@pytest.mark.parametrize(
    ("now", "other", "differ"),
    [
        (some(12, 0, 1), some(11, 0, 1, 2), [(2, 1)]),
        (some(11, 0, 1), some(10, 0, 1), [(2, 1)]),
        (some(14, 0, 1), some(10, 0, 1, 2), [(4, 0)]),
        (some(15, 0, 1), some(10, 0, 1, 2), []),
        (some(10, 0, 1), some(14, 0, 1, 2), [(0, 4)]),
        (some(10, 0, 1), some(15, 0, 1, 2), []),
        (some(10, 0, 1), some(10, 0, 1, 2), []),
        (some(3, 2), some(3, 3), []),
        (some(3, 1), some(2, 2), [(2, 1)]),
    ],
)
def test_sets_are_compared_that_share_people_and_differ_by_a_few(
    now: PublishedSet, other: PublishedSet, differ: list[tuple[int, int]]
) -> None:
    assert list(nearly_equal([now], [other], BOTH, 5)) == [(now, other, *few) for few in differ]


def test_every_set_is_compared_with_every_other() -> None:
    now, others = [some(4, 0), some(6, 1)], [some(5, 1), some(5, 0)]
    found = nearly_equal(now, others, BOTH, 5)
    assert list(found) == [(now[0], others[1], 0, 1), (now[1], others[0], 1, 0)]
    assert list(nearly_equal([], others, BOTH, 5)) == list(nearly_equal(now, [], BOTH, 5)) == []


def test_the_larger_minimum_of_two_waves_holds() -> None:
    # All say the same, so that five more people's sum is certain.
    before, now = (staff(("Dana", n), answers=dict.fromkeys(range(20), 5.0)) for n in (12, 17))
    assert told(now, before) == []
    stricter = replace(published(before), minimums=Minimums(score=7))
    found = between(wave_sets([published(now, 1)]), wave_sets([stricter]))
    assert any(one.leak.sentence.startswith("what 5 people answered") for one in found)


def gaps(managers: int, version: int = 1) -> Release:
    """Managers of whom each has a need of 100 and a gap; version: of the wording of what they got."""
    people: list[Person] = [("manager", "", "", "", {"I12": 5.0, "I13": 1.0 + n % 2}) for n in range(managers)]
    table = make_table(people)
    questions = [
        {**one, "version": version if one["id"] == "I13" else 1}
        for one in table.instrument["roles"]["manager"]["questions"]
    ]
    instrument = {**table.instrument, "roles": {"manager": {"questions": questions}}}
    return published(replace(table, instrument=instrument, asked=known(table.asked, [*range(managers)], managers)))


def test_a_gap_is_compared_while_both_its_questions_are_the_same() -> None:
    found = [one.key for one in between(wave_sets([gaps(8)]), wave_sets([gaps(7)]))]
    assert ("I12-I13", "gap") in found
    assert list(between(wave_sets([gaps(8, version=2)]), wave_sets([gaps(7)]))) == []


def test_each_wave_is_audited_beside_the_one_before_it() -> None:
    first, second, third = (published(staff(("Dana", n), ("Eli", 30)), order) for order, n in enumerate((7, 8, 30)))
    both = audit_releases([second, first])
    assert (both.waves, both.reports) == (2, 2)
    assert any("in wave 0, leader Dana" in leak.sentence for leak in both.leaks)
    assert audit_releases([first, third]).leaks == ()
    anew = replace(second, snapshot={**second.snapshot, "title": "read anew"})
    again = audit_releases([first, second, anew, third])
    assert (again.waves, again.reports) == (3, 4)
    assert (set(again.leaks), len(again.leaks)) == (set(both.leaks), len(both.leaks))


def test_an_audit_counts_scores_and_sums() -> None:
    # By hand: I1 of the organisation, its one region and two leaders, of whom both together are all.
    release = published(staff(("Dana", 12), ("Eli", 30)))
    found = audit_releases([release])
    assert (found.figures, found.sums) == (4 + len(whole_figures(release.snapshot)), 2)


def test_possible_sums() -> None:
    assert possible_sums(0, FIVE).tolist() == [0.0]
    assert possible_sums(2, FIVE).tolist() == [25.0 * place for place in range(9)]
