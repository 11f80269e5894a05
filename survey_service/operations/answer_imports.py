"""Answers collected elsewhere become closed waves: a mapping says what each column is, a preview what would happen."""

import re
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateutil.parser import parse as parse_date
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey_service.clock import months_after
from survey_service.errors import ConflictError, InvalidFileError
from survey_service.models import Instrument, Organisation, Response, Survey, Wave
from survey_service.operations.analysis_runs import queue_run
from survey_service.operations.answer_mapping import Mapping as AnswerMapping
from survey_service.operations.answer_mapping import read_mapping
from survey_service.operations.key_pairs import add_key
from survey_service.operations.sealed_answers import CHUNK, Body
from survey_service.operations.wave_tables import checksum
from survey_service.sealing import padded, seal_to
from survey_service.table_files import Table, read_table
from survey_service.texts import clean_line, clean_text
from survey_service.wave_keys import KeyFolder

__all__ = ["Preview", "import_answers", "preview_answers", "read_mapping"]

SHOWN_ERRORS = 20
LONGEST_SEGMENT = 300
KNOWN_YEARS = range(1970, 2101)
UNLIKE_DAYS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 (only to see which parts a date leaves open)


@dataclass(frozen=True)
class CellError:
    """One cell that cannot be imported: where it is, what it says, and how to mend it."""

    row: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True)
class ImportedAnswer:
    """One row of the file as a response of a wave."""

    wave: str
    day: date
    role: str
    segments: Mapping[str, str]
    answers: dict[str, Any]


@dataclass
class Preview:
    """What an import would do; nothing is changed yet."""

    mapping: AnswerMapping
    rows: list[ImportedAnswer] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    errors: list[CellError] = field(default_factory=list)

    def waves(self) -> dict[str, list[ImportedAnswer]]:
        """The rows by wave, oldest first."""
        found: dict[str, list[ImportedAnswer]] = {}
        for row in sorted(self.rows, key=lambda row: row.day):
            found.setdefault(row.wave, []).append(row)
        return found

    def lines(self) -> Iterator[str]:
        """The preview in words, for a terminal."""
        yield f"{len(self.rows):,} rows fine, {len(self.errors):,} need mending, {self.left_out.total():,} left out."
        for name, rows in self.waves().items():
            roles = Counter(row.role for row in rows)
            yield f"  Wave {name}: " + ", ".join(f"{count:,} {role}" for role, count in sorted(roles.items()))
        for reason, count in sorted(self.left_out.items()):
            yield f"  Left out: {count:,} where {reason}"
        for error in self.errors[:SHOWN_ERRORS]:
            yield f"  Row {error.row}, column {error.column}, “{error.value[:60]}”: {error.sentence}"
        if len(self.errors) > SHOWN_ERRORS:
            yield f"  … and {len(self.errors) - SHOWN_ERRORS:,} more."


def preview_answers(mapping: AnswerMapping, content: bytes) -> Preview:
    """Read every row of a file under a mapping.

    Raises:
        InvalidFileError: the file cannot be read, or lacks a column the mapping names.
    """
    table = read_table(content)
    require_columns(table, mapping)
    preview = Preview(mapping)
    for number, cells in table.rows:
        read_row(preview, number, cells)
    if not preview.rows and not preview.errors:
        raise InvalidFileError("No row of the file is left to import. Check the roles of the mapping.")
    return preview


def require_columns(table: Table, mapping: AnswerMapping) -> None:
    """Refuse a file that lacks a column the mapping names."""
    missing = [name for name in mapping.columns() if name not in table.columns]
    if missing:
        raise InvalidFileError(f"There is no column “{missing[0]}”. The file has: {', '.join(table.columns)}.")


def read_row(preview: Preview, number: int, cells: dict[str, str]) -> None:
    """Read one row into the preview: as an answer, as left out, or as its errors."""
    mapping, errors = preview.mapping, len(preview.errors)
    said = cells[mapping.role_column].strip()
    role = mapping.role_of(said)
    if role is None:
        known = ", ".join(sorted(mapping.roles))
        preview.errors.append(
            CellError(number, mapping.role_column, said, f"Not a role of the mapping. It knows: {known}.")
        )
        return
    if role == "":
        preview.left_out[f"{mapping.role_column} is “{said}”"] += 1
        return
    day = day_of(preview, number, cells)
    segments = dict(read_segments(preview, number, cells))
    answers = dict(read_answers(preview, number, cells))
    if len(preview.errors) > errors or day is None:
        return
    if not answers:
        preview.left_out["no question is answered"] += 1
        return
    preview.rows.append(ImportedAnswer(mapping.wave_of(day), day, role, segments, answers))


def day_of(preview: Preview, number: int, cells: dict[str, str]) -> date | None:
    """The day of a row; today's wave has no date column."""
    column = preview.mapping.date_column
    if not column:
        return preview.mapping.day
    day = whole_day(cells[column].strip())
    if day is None:
        preview.errors.append(CellError(number, column, cells[column], "Not a date. Write it as 2026-09-25."))
    return day


def whole_day(said: str) -> date | None:
    """The day a cell names; a year or a month alone is its first day. None where it names none of these."""
    if found := re.fullmatch(r"(\d{4})(?:-(\d{2}))?", said):
        said = f"{found[1]}-{found[2] or '01'}-01"
    try:
        days = {parse_date(said, default=other, ignoretz=True).date() for other in UNLIKE_DAYS}
    except (ValueError, ArithmeticError):
        return None
    day = days.pop()
    return None if days or day.year not in KNOWN_YEARS else day


def read_segments(preview: Preview, number: int, cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The segments of one row, each a short line."""
    for name, column in preview.mapping.segments.items():
        said = clean_line(cells[column])
        if len(said) > LONGEST_SEGMENT:
            wrong = f"Longer than {LONGEST_SEGMENT} characters, so no group. Is it the right column?"
            preview.errors.append(CellError(number, column, said, wrong))
        yield str(name), said


def read_answers(preview: Preview, number: int, cells: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """The answers of one row, in the canonical form; empty cells are unanswered questions."""
    for column, question in preview.mapping.questions.items():
        said = clean_text(cells[column]).strip()
        if not said:
            continue
        if question.open:
            yield question.id, {"text": said, "may_quote": question.may_quote}
            continue
        answer = question.answer_of(said)
        if answer is None:
            wrong = f"Not an answer of this question. It takes {question.takes()}."
            preview.errors.append(CellError(number, column, said, wrong))
        else:
            yield question.id, answer


def import_answers(session: Session, preview: Preview, keys: KeyFolder, *, now: datetime) -> list[Wave]:
    """Store each wave of a preview as a closed one, encrypted to a key of its own, and queue its analysis.

    Its answers are kept as long as those of a wave that closes now.

    Raises:
        ConflictError: the survey has a wave of that name already, so this file has been imported before.
    """
    survey = imported_survey(session, preview.mapping, now=now)
    instrument = stored_instrument(session, preview.mapping.instrument())
    names = set(session.scalars(select(Wave.name).where(Wave.survey_id == survey.id)))
    waves = []
    for number, (name, rows) in enumerate(preview.waves().items(), start=len(names) + 1):
        if name in names:
            raise ConflictError(f"“{survey.name}” has a wave “{name}” already. Nothing was imported twice.")
        wave = closed_wave(session, survey, instrument, number, name, rows)
        wave.answers_until = months_after(now, wave.keep_months)
        store_rows(session, wave, add_key(session, wave, keys), rows)
        queue_run(session, wave, now=now)
        waves.append(wave)
    return waves


def imported_survey(session: Session, mapping: AnswerMapping, *, now: datetime) -> Survey:
    """Find or make the survey that imported waves belong to; it plans no waves of its own."""
    organisation = session.scalar(select(Organisation).order_by(Organisation.id).limit(1))
    if organisation is None:
        organisation = Organisation(name=mapping.organisation, created_at=now)
        session.add(organisation)
        session.flush()
    mine = (Survey.organisation_id == organisation.id) & (Survey.name == mapping.survey)
    survey = session.scalar(select(Survey).where(mine))
    if survey is None:
        survey = Survey(
            organisation_id=organisation.id,
            name=mapping.survey,
            instrument_key="imported",
            cadence="quarterly",
            starts_on=now.date(),
            active=False,
            created_at=now,
        )
        session.add(survey)
        session.flush()
    return survey


def stored_instrument(session: Session, content: dict[str, Any]) -> Instrument:
    """Store an instrument once, under its checksum."""
    key = checksum(content)
    found = session.scalar(select(Instrument).where(Instrument.checksum == key))
    if found is None:
        found = Instrument(key=content["key"], version=content["version"], checksum=key, content=content)
        session.add(found)
        session.flush()
    return found


def closed_wave(
    session: Session, survey: Survey, instrument: Instrument, number: int, name: str, rows: list[ImportedAnswer]
) -> Wave:
    """One closed wave; it is sealed from the beginning, since nobody is known to have answered."""
    first, last = min(row.day for row in rows), max(row.day for row in rows)
    wave = Wave(
        survey_id=survey.id,
        number=number,
        name=name,
        state="closed",
        opens_at=midnight(first),
        closes_at=midnight(last) + timedelta(days=1, seconds=-1),
        instrument_id=instrument.id,
        minimum_score=survey.minimum_score,
        minimum_comments=survey.minimum_comments,
        leaders_across=survey.leaders_across,
        imported=True,
        sealed=True,
        keep_months=survey.organisation.keep_months,
    )
    session.add(wave)
    session.flush()
    return wave


def store_rows(session: Session, wave: Wave, public: bytes, rows: list[ImportedAnswer]) -> None:
    """Store the responses of a wave, in random order; nobody has a receipt for one, and it is dated by its wave."""
    bodies = [body_of_row(row) for row in rows]
    secrets.SystemRandom().shuffle(bodies)
    length = max(len(padded(body)) for body in bodies)
    day = wave.closes_at.date()
    for start in range(0, len(bodies), CHUNK):
        chunk = [
            {"key": secrets.token_bytes(16), "wave_id": wave.id, "sealed_body": sealed, "day": day}
            for sealed in (seal_to(public, padded(body, length)) for body in bodies[start : start + CHUNK])
        ]
        session.execute(insert(Response), chunk)


def body_of_row(row: ImportedAnswer) -> dict[str, Any]:
    """What is encrypted of one row."""
    segments = {name: row.segments.get(name, "") for name in ("region", "leader", "team")}
    return Body(role=row.role, answers=row.answers, **segments).content()


def midnight(day: date) -> datetime:
    """The beginning of a day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
