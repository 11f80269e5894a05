"""What an analysis reads of the waves beside its own, and what was declared before launch: both change its report."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Any, TypeAlias

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.earlier_reports import HeldBack, draft
from survey_service import jobs
from survey_service.models import Report, Respondent, Survey, Wave
from survey_service.operations.analysis_runs import read_wave
from tests.makers import (
    NOW,
    make_invitation,
    make_organisation,
    make_respondent,
    make_response,
    make_survey,
    make_wave,
    wave_keys,
)

REASON = "Hidden to protect people: beside an earlier report it would reveal a few people."
ANSWERS = (1, 2, 3, 4, 5, 2, 3, 4, 1, 5)

Place: TypeAlias = tuple[str, str]
"""A region and a leader."""
Placed: TypeAlias = tuple[Respondent, Place]


@pytest.fixture
def survey(session: Session) -> Survey:
    return make_survey(session, make_organisation(session))


def make_people(session: Session, survey: Survey, role: str, groups: dict[Place, int]) -> list[Placed]:
    """So many people of a role in each region under each leader."""
    return [
        (make_respondent(session, survey.organisation, role), place)
        for place, count in groups.items()
        for _ in range(count)
    ]


def make_answered_wave(session: Session, survey: Survey, people: Sequence[Placed], **values: Any) -> Wave:
    """A closed wave in which all of these answered, each as ever."""
    wave = make_wave(session, survey, **{"state": "closed", **values})
    for person, (region, leader) in people:
        where = {"region": region, "leader": leader}
        make_invitation(session, wave, person, answered=True, **where)
        make_response(session, wave, {"I1": ANSWERS[person.id % 10]}, role=person.role, **where)
    session.commit()
    return wave


def shown(groups: Sequence[dict[str, Any]], scope: str) -> dict[str, int]:
    """The groups of a scope whose score on the first question stands in a report, with their people."""
    return {
        each["group"]: each["n"]
        for each in groups
        if (each["scope"], each["question"]) == (scope, "I1") and each["mean"] is not None
    }


def test_a_report_holds_back_what_would_follow_from_it_and_the_one_of_the_wave_before(
    session: Session, survey: Survey
) -> None:
    people = make_people(session, survey, "rep", {("North", "Dana"): 8, ("North", "Eli"): 30, ("North", "Fay"): 30})
    long_ago = {"opens_at": NOW - timedelta(days=90), "closes_at": NOW - timedelta(days=80)}
    first = make_answered_wave(session, survey, people[1:], **long_ago)
    second = make_answered_wave(session, survey, people, number=2, name="the next")
    jobs.analyse_now(first.id, now=NOW)
    read = read_wave(session, second, wave_keys(), now=NOW)
    jobs.analyse_now(second.id, now=NOW)

    before, after = session.scalars(select(Report.snapshot).order_by(Report.id))
    alone = draft(HeldBack(read.table, {}, frozenset()), read.settings).snapshot
    assert shown(before["groups"], "leader")["Dana"] == 7
    assert shown(alone["groups"], "leader")["Dana"] == 8  # eight may be shown; what the eighth said may not
    assert "Dana" not in shown(after["groups"], "leader")
    assert REASON in {each["hidden"] for each in after["groups"] if each["group"] == "Dana"}


@pytest.mark.parametrize(("declared", "leaders"), [(True, {"Ann": 12, "Bo": 12}), (False, {})])
def test_leaders_across_regions_are_in_the_release_plan_where_a_wave_declared_them(
    session: Session, survey: Survey, declared: bool, leaders: dict[str, int]
) -> None:
    places = dict.fromkeys(product(("North", "South"), ("Ann", "Bo")), 6)
    people = make_people(session, survey, "manager", places)
    wave = make_answered_wave(session, survey, people, leaders_across=declared)

    read = read_wave(session, wave, wave_keys(), now=NOW)

    report = draft(HeldBack(read.table, {}, frozenset()), read.settings).snapshot
    assert read.settings.cross == ("leader" if declared else "")
    assert shown(report["groups"], "leader") == leaders
    assert shown(report["groups"], "region") == {"North": 12, "South": 12}
