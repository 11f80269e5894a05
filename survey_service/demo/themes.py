"""What the demo's program lead has made of the themes of the last but one wave: one named, two merged."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.demo import LEAD
from survey_service.models import Member, ThemeBoard
from survey_service.operations.theme_actions import chosen_edits, words_edits
from survey_service.operations.theme_edits import Sender, count_changes, known_themes, make_edits
from survey_service.operations.theme_pages import names_of, shown_people, theme_of, with_newest_words

Board = Mapping[str, Any]

NAMED_BY = "coaching talk"
NAME = "Sit in, then tell me"
PARAPHRASE = "Managers ask leaders to watch a coaching talk without a word, and to say afterwards what they saw."
OBJECTIVE = "Leaders watch one coaching talk a month and say what they saw"
SEEN_AFTER = timedelta(days=3)
"""How long after the wave has closed the lead looks at its themes."""


def curate_themes(session: Session) -> None:
    """Name and describe the theme about coaching talks, and merge two others that belong together."""
    stored = session.scalars(select(ThemeBoard).order_by(ThemeBoard.id.desc())).first()
    if stored is None:
        return
    themes = stored.snapshot["themes"]
    named = next((theme for theme in themes if any(word["term"] == NAMED_BY for word in theme["words"])), None)
    if named:
        make(session, stored, lambda board: words_edits(theme_of(board, named["id"]), NAME, PARAPHRASE, OBJECTIVE))
    pair = nearest_pair(stored.snapshot, named["id"] if named else 0)
    if pair:
        make(session, stored, lambda board: chosen_edits("merge", pair, board))
    session.commit()


def make(session: Session, stored: ThemeBoard, wanted: Callable[[Board], Sequence[Any]]) -> None:
    """Send a form as the program lead."""
    survey = stored.wave.survey
    lead = session.scalars(select(Member).where(Member.email == LEAD)).one()
    board = with_newest_words(stored.snapshot, known_themes(session, survey))
    changes = count_changes(session, survey)
    sender = Sender(lead, (("page", f"demo {changes}"),), changes)
    seen_at = stored.wave.closes_at + SEEN_AFTER
    make_edits(session, survey, lambda: wanted(board), sender, names_of(board), now=seen_at)


def nearest_pair(board: Board, but: int) -> list[int]:
    """The smallest two themes that some coarser cut puts together; none where there are no two but the one left out."""
    coarser = [level for level in board["levels"] if level["number"] < board["number_shown"]]
    pairs = [node["ids"] for level in coarser for node in level["nodes"] if len(node["ids"]) == 2]
    people = {theme["id"]: shown_people(theme) for theme in board["themes"]}
    fitting = [pair for pair in pairs if but not in pair and people.keys() >= set(pair)]
    return list(min(fitting, key=lambda pair: sum(people[theme] for theme in pair), default=()))
