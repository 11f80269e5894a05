"""Which themes wait for the program lead's words."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from survey_service.models import Organisation, Survey
from survey_service.operations.surveys import surveys_of
from survey_service.operations.theme_boards import newest_board
from survey_service.operations.theme_edits import known_themes
from survey_service.operations.theme_pages import is_shown, with_newest_words


@dataclass(frozen=True)
class WordsMissing:
    """How many themes of a survey's newest board have no paraphrase, and which wave it is of."""

    survey: Survey
    wave: str
    count: int


def themes_without_words(session: Session, organisation: Organisation) -> list[WordsMissing]:
    """The surveys with themes that a report shows and nobody has put in words yet."""
    found = [words_missing(session, survey) for survey in surveys_of(session, organisation)]
    return [missing for missing in found if missing.count]


def words_missing(session: Session, survey: Survey) -> WordsMissing:
    """How many themes of one survey have no paraphrase; none where there is no board."""
    stored = newest_board(session, survey)
    if stored is None:
        return WordsMissing(survey, "", 0)
    board = with_newest_words(stored.snapshot, known_themes(session, survey))
    bare = [theme for theme in board["themes"] if is_shown(theme) and not theme["paraphrase"]]
    return WordsMissing(survey, board["wave"], len(bare))
