"""A manager's rows, and a leader's reason."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from survey_service.checkin_rows import PLAN_LIMIT, REASON_LIMIT, RowEntry
from survey_service.texts import clean_line


class ReasonForm(FlaskForm):
    """Why an ask is declined."""

    reason = TextAreaField(
        "Why not, in a few words",
        [
            InputRequired("Say in a few words why. The manager reads it."),
            Length(max=REASON_LIMIT, message=f"Use up to {REASON_LIMIT} characters. Nothing you wrote is lost."),
        ],
    )


def row_prefix(rep_id: int) -> str:
    """What the field names of one rep's row begin with."""
    return f"rep-{rep_id}"


def read_entries(form: Mapping[str, str], rep_ids: list[int]) -> list[RowEntry]:
    """Read what was entered for each rep; what the form does not offer is judged by the operation."""
    return [read_entry(form, rep_id) for rep_id in rep_ids]


def read_entry(form: Mapping[str, str], rep_id: int) -> RowEntry:
    """Read one row."""
    prefix = row_prefix(rep_id)
    talks = form.get(f"{prefix}-talks", "").strip()
    return RowEntry(
        rep_id=rep_id,
        priority=form.get(f"{prefix}-priority", ""),
        plan=clean_line(form.get(f"{prefix}-plan", "")),
        talks=int(talks) if talks.isdecimal() and len(talks) < 4 else None,
        support=form.get(f"{prefix}-support", "none"),
        last_status=form.get(f"{prefix}-last", ""),
    )


def row_problems(entries: list[RowEntry], *, sending: bool) -> dict[int, str]:
    """What a manager has to look at again, by rep."""
    problems = {}
    for entry in entries:
        if len(entry.plan) > PLAN_LIMIT:
            problems[entry.rep_id] = (
                f"The plan has {len(entry.plan)} characters; use up to {PLAN_LIMIT}. Nothing is lost."
            )
        elif entry.talks is not None and entry.talks > 31:
            problems[entry.rep_id] = "Plan up to 31 talks a month."
        elif sending and not entry.priority:
            problems[entry.rep_id] = "Choose a priority before you send."
    return problems
