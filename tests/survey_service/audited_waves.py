"""A closed wave of three regions, of which one is too small to be shown, and a report that shows too much of it."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from analysis.disclosure.planning import plan_wave
from analysis.groups import measure_figures
from analysis.tables import Minimums
from survey_service.models import Survey, Wave
from survey_service.operations.wave_tables import wave_table
from tests.makers import make_invitation, make_respondent, make_response, make_wave, wave_keys

REGIONS = {"North": 9, "South": 8, "Coast": 3}


def make_answered_wave(session: Session, survey: Survey, **values: Any) -> Wave:
    """Everybody asked has answered; the wave is closed and has no report yet."""
    wave = make_wave(session, survey, **{"state": "closed", **values})
    for region, people in REGIONS.items():
        for number in range(people):
            respondent = make_respondent(session, survey.organisation, region=region)
            make_invitation(session, wave, respondent, region=region, answered=True)
            answer(session, wave, region, number)
    session.commit()
    return wave


def answer(session: Session, wave: Wave, region: str, number: int) -> None:
    """One response; the answers go round the scale."""
    answers = {"I1": number % 5 + 1, "I2": 2, "I3": {"n": number % 6, "of": 5}, "I4": number % 4 + 1}
    make_response(session, wave, answers, region=region)


def careless_groups(session: Session, wave: Wave) -> list[dict[str, Any]]:
    """The groups of a report that hides nobody beside those too few."""
    planned = plan_wave(wave_table(session, wave, wave_keys()), Minimums(), switched_off=["complementary"])
    return [asdict(figure) for one in planned for figure in measure_figures(one, Minimums())]
