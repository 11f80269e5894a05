"""The tables. Plain typed classes; the database keeps the rules."""

from survey_service.models.base import Base
from survey_service.models.checkin import CheckIn, CheckInRow
from survey_service.models.guess import Guess
from survey_service.models.organisation import Member, Organisation
from survey_service.models.outbox import OutboxMessage
from survey_service.models.report import AnalysisRun, Report
from survey_service.models.response import Draft, Response
from survey_service.models.roster import Respondent, RosterImport
from survey_service.models.survey import Instrument, Survey
from survey_service.models.theme import ThemeBoard, ThemeEdit, ThemePlacing, ThemeRun
from survey_service.models.wave import Invitation, Wave, WaveKey

__all__ = [
    "AnalysisRun",
    "Base",
    "CheckIn",
    "CheckInRow",
    "Draft",
    "Guess",
    "Instrument",
    "Invitation",
    "Member",
    "Organisation",
    "OutboxMessage",
    "Report",
    "Respondent",
    "Response",
    "RosterImport",
    "Survey",
    "ThemeBoard",
    "ThemeEdit",
    "ThemePlacing",
    "ThemeRun",
    "Wave",
    "WaveKey",
]
