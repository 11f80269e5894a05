"""A program lead's edits of a survey's themes: each form made once, obeyed by the next fit, undone in turn."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from analysis.text.curation import (
    CurationError,
    Edit,
    KnownTheme,
    ThemeMemory,
    ThemePlacing,
    confirm,
    edit_from_json,
    edit_sentence,
    edit_to_json,
    fold,
)
from analysis.text.first_fit import FirstFit
from survey_service.errors import ConflictError, NotFoundError
from survey_service.models import Member, Survey, ThemeEdit
from survey_service.models import ThemePlacing as StoredPlacing
from survey_service.operations.theme_runs import queue_theme_run

REGROUPING = frozenset({"merge", "split", "move", "show_number"})
"""Edits that only a new fit can show; all others stand on the page at once."""
SENTENCE_LIMIT = 300
PRIVATE, MOVED = ("confirmed", "before"), "key"
"""The parts of an edit that name comments, and the value that does; what it says of themes is known without them."""
NO_COMMENTS: dict[str, dict[str, int]] = {name: {} for name in PRIVATE}


class ThemesChangedError(ConflictError):
    """Somebody changed the themes after the page was shown; what the form says is still in it."""


@dataclass(frozen=True)
class Sender:
    """Who sends a form, all that the form says with the random name of its page, and how many changes the page knew."""

    member: Member
    said: tuple[tuple[str, str], ...]
    changes: int


@dataclass(frozen=True)
class Change:
    """What one form did, for the list of edits."""

    batch: str
    sentences: tuple[str, ...]
    maker: str
    made_at: datetime
    undone_at: datetime | None
    may_undo: bool

    def told_to(self, reader: str) -> str:
        """What was done, as somebody of that name reads it: "You merged …", or "Nadia Voss merged …"."""
        who = "You" if reader == self.maker else self.maker
        return " ".join(f"{who} {sentence.removeprefix('You ')}" for sentence in self.sentences)


def make_edits(
    session: Session,
    survey: Survey,
    wanted: Callable[[], Sequence[Edit]],
    sender: Sender,
    names: Mapping[int, str],
    *,
    now: datetime,
) -> str:
    """Store what a form asks for, and queue a fit where it regroups comments; the same form again changes nothing.

    `wanted` is asked for the edits once it is clear that the form is new, and its page as fresh as the board; `names`
    are what the themes on the page are called. Gives the
    batch's name, by which the page finds it and undoes it; "" where there was nothing to change.

    Raises:
        ThemesChangedError: the page was older than the last change.
        ConflictError: an edit cannot be made; the message says why.
    """
    lock_survey(session, survey)
    batch = batch_name(survey, sender.said)
    if rows_of_batch(session, survey, batch):
        return batch
    check_unchanged(session, survey, sender)
    edits = confirmed(session, survey, on_board(wanted(), names))
    for place, edit in enumerate(edits):
        session.add(new_row(survey, edit, sender.member, batch, place, edit_sentence(edit, names), now=now))
    session.flush()
    if any(edit_to_json(edit)["kind"] in REGROUPING for edit in edits):
        queue_theme_run(session, survey.id, now=now)
    return batch if edits else ""


def lock_survey(session: Session, survey: Survey) -> None:
    """Let one form of a survey be taken in at a time."""
    session.execute(select(Survey.id).where(Survey.id == survey.id).with_for_update(key_share=True))


def batch_name(survey: Survey, said: Sequence[tuple[str, str]]) -> str:
    """The same for the same form of the same page, and for no other."""
    return hashlib.sha256(json.dumps([survey.id, sorted(said)]).encode()).hexdigest()[:32]


def rows_of_batch(session: Session, survey: Survey, batch: str) -> Sequence[ThemeEdit]:
    """The edits of one form; none where it was never taken in."""
    mine = (ThemeEdit.survey_id == survey.id) & (ThemeEdit.batch == batch)
    return session.scalars(select(ThemeEdit).where(mine).order_by(ThemeEdit.id)).all()


def count_changes(session: Session, survey: Survey) -> int:
    """How many times the edits of a survey have changed: one for each made, one more for each undone."""
    counts = select(func.count(ThemeEdit.id), func.count(ThemeEdit.undone_at)).where(ThemeEdit.survey_id == survey.id)
    made, undone = session.execute(counts).one()
    return int(made + undone)


def check_unchanged(session: Session, survey: Survey, sender: Sender) -> None:
    """Refuse a form from a page that is older than the last change.

    Raises:
        ThemesChangedError: see above; the message says who changed what.
    """
    if sender.changes != count_changes(session, survey):
        last = newest_change(session, survey)
        who = f" {last.told_to(sender.member.name)}" if last else ""
        raise ThemesChangedError(f"The themes were changed after you opened this page.{who}")


def on_board(wanted: Sequence[Edit], names: Mapping[int, str]) -> Sequence[Edit]:
    """The edits, if they are about themes that the page shows: what happens with others would tell how small they are.

    Raises:
        ConflictError: one is about another theme.
    """
    if not {theme for edit in wanted for theme in edit_to_json(edit)["themes"]} <= names.keys():
        raise ConflictError("This theme is not there any more. Choose another one.")
    return wanted


def confirmed(session: Session, survey: Survey, wanted: Sequence[Edit]) -> list[Edit]:
    """The edits with the comments that they are about, each after the one before it.

    Raises:
        ConflictError: one cannot be made.
    """
    before, placing, made = active_edits(session, survey), placing_of(session, survey), list[Edit]()
    for edit in wanted:
        try:
            made.append(confirm(edit, fold([*before, *made], placing)))
        except CurationError as error:
            raise ConflictError(str(error)) from error
    return made


def new_row(
    survey: Survey, edit: Edit, maker: Member, batch: str, place: int, sentence: str, *, now: datetime
) -> ThemeEdit:
    """One edit as it is stored."""
    content, comments = parted(edit)
    return ThemeEdit(
        survey_id=survey.id,
        batch=batch,
        place=place,
        kind=content["kind"],
        content=content,
        comments=comments,
        sentence=sentence[:SENTENCE_LIMIT],
        made_by=maker.id,
        made_at=now,
    )


def parted(edit: Edit) -> tuple[dict[str, Any], dict[str, Any]]:
    """An edit as JSON in two parts: what it says of themes, and the keys of the comments it is about."""
    content = edit_to_json(edit)
    comments = {name: content.pop(name) for name in PRIVATE}
    if MOVED in content["values"]:
        comments[MOVED] = content["values"].pop(MOVED)
    return content, comments


def joined(content: Mapping[str, Any], comments: Mapping[str, Any]) -> Edit:
    """The edit that was parted."""
    values = {**content["values"], **{name: key for name, key in comments.items() if name == MOVED}}
    return edit_from_json({**content, **comments, "values": values})


def active_edits(session: Session, survey: Survey) -> list[Edit]:
    """The edits that are not undone, the oldest first."""
    return list(numbered_edits(session, survey).values())


def numbered_edits(session: Session, survey: Survey) -> dict[int, Edit]:
    """The same by their ids."""
    mine = (ThemeEdit.survey_id == survey.id) & ThemeEdit.undone_at.is_(None)
    rows = session.execute(
        select(ThemeEdit.id, ThemeEdit.content, ThemeEdit.comments).where(mine).order_by(ThemeEdit.id)
    )
    return {number: joined(content, comments) for number, content, comments in rows}


def placing_of(session: Session, survey: Survey) -> ThemePlacing:
    """Where the last fit put which comment; empty before the first one."""
    stored = session.get(StoredPlacing, survey.id)
    return ThemePlacing.from_json(stored.content) if stored else ThemePlacing()


def memory_of(session: Session, survey: Survey, *, as_of: str = "") -> ThemeMemory:
    """All that edits and the last fit say for the next fit, or what the first fit of the wave `as_of` began from.

    Which figures were told is known in either case.
    """
    stored = session.get(StoredPlacing, survey.id)
    content = stored.content if stored else {}
    placing = ThemePlacing.from_json(content)
    if as_of:
        placing = replace(ThemePlacing.from_json(content.get("began", {}).get(as_of, {})), told=placing.told)
    return fold(active_edits(session, survey), placing)


def first_fit_of(session: Session, survey: Survey, wave: str) -> FirstFit | None:
    """How the first fit of a wave and those before it began, and what was done since; None where that is not known."""
    stored = session.get(StoredPlacing, survey.id)
    began = (stored.content if stored else {}).get("began", {}).get(wave, {})
    if not began.get("found"):
        return None
    edits = numbered_edits(session, survey)
    knew = tuple(edit for number, edit in edits.items() if number <= began["knew"])
    return FirstFit(ThemePlacing.from_json(began), knew, tuple(edits.values())[len(knew) :], began["found"])


def last_edit(session: Session, survey: Survey) -> int:
    """The id of the newest edit, undone or not; 0 before the first."""
    return session.scalar(select(func.max(ThemeEdit.id)).where(ThemeEdit.survey_id == survey.id)) or 0


def known_themes(session: Session, survey: Survey) -> Mapping[int, KnownTheme]:
    """What the lead said of each theme, by its id: names, states and texts as they are now, before any new fit."""
    mine = (ThemeEdit.survey_id == survey.id) & ThemeEdit.undone_at.is_(None) & (ThemeEdit.kind != "move")
    rows = session.scalars(select(ThemeEdit.content).where(mine).order_by(ThemeEdit.id))
    return fold(joined(content, NO_COMMENTS) for content in rows).themes


def undo_batch(session: Session, survey: Survey, batch: str, *, now: datetime) -> None:
    """Take back what one form did, and find the themes anew without it; once, however often it is asked.

    Raises:
        NotFoundError: there was no such form.
        ConflictError: something was changed after it.
    """
    lock_survey(session, survey)
    rows = rows_of_batch(session, survey, batch)
    if not rows:
        raise NotFoundError("There is no such change. Choose one from the list of edits.")
    if all(row.undone_at for row in rows):
        return
    if last_active_batch(session, survey) != batch:
        raise ConflictError("Something was changed after it. Undo that first, then this.")
    mine = (ThemeEdit.survey_id == survey.id) & (ThemeEdit.batch == batch)
    session.execute(update(ThemeEdit).where(mine).values(undone_at=now))
    queue_theme_run(session, survey.id, now=now)


def last_active_batch(session: Session, survey: Survey) -> str | None:
    """The newest batch that is not undone."""
    mine = (ThemeEdit.survey_id == survey.id) & ThemeEdit.undone_at.is_(None)
    return session.scalar(select(ThemeEdit.batch).where(mine).order_by(ThemeEdit.id.desc()).limit(1))


def changes_of(session: Session, survey: Survey) -> list[Change]:
    """Every form that was taken in, the newest first, with who sent it and whether it was undone."""
    last = last_active_batch(session, survey)
    batches: dict[str, list[ThemeEdit]] = {}
    for row in session.scalars(select(ThemeEdit).where(ThemeEdit.survey_id == survey.id).order_by(ThemeEdit.id.desc())):
        batches.setdefault(row.batch, []).insert(0, row)
    return [change_of(rows, may_undo=name == last) for name, rows in batches.items()]


def change_of(rows: Sequence[ThemeEdit], *, may_undo: bool) -> Change:
    """One form's edits as a line of the list."""
    first = rows[0]
    sentences = tuple(row.sentence for row in rows)
    return Change(first.batch, sentences, first.maker.name, first.made_at, first.undone_at, may_undo)


def newest_change(session: Session, survey: Survey) -> Change | None:
    """The last form that was taken in, or None."""
    return next(iter(changes_of(session, survey)), None)
