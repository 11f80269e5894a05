"""The mapping of an import: a small TOML file that says what each column is."""

import re
import tomllib
from datetime import date
from functools import cache, cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from survey_service.errors import InvalidFileError
from survey_service.operations.question_bank import instrument_for, load_bank, shipped_surveys

Role = Literal["rep", "manager", "executive"]
Name = Annotated[str, Field(min_length=1, max_length=300)]
MOST_PICKS = 2
DASHES = re.compile("[\u2010-\u2015\u2212]")


class MappedQuestion(BaseModel):
    """What one column answers: a question of the bank, an open question, or an ordered one with its own points."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str = ""
    open: bool = False
    may_quote: bool = False
    asked: tuple[Role, ...] = ("rep", "manager", "executive")
    kind: Literal["ordered", "two_sided", "category", "of_five", "picks", "ticks"] = "ordered"
    points: tuple[str, ...] = ()
    """The labels from low to high; a cell holds a label, or its place counted from 1 where no label is a number."""
    choices: tuple[dict[str, Any], ...] = ()
    """What one may pick from, as {key, label}; a cell holds several with a semicolon between them."""
    values: dict[str, int | str] = Field(default_factory=dict)
    """What the file says instead, each with its place or the key of an apart answer."""
    measures: str = Field("", alias="construct")

    @model_validator(mode="after")
    def has_a_scale(self) -> "MappedQuestion":
        """Ask for points where there are no others."""
        if not self.open and max(len(self.points), len(self.choices)) < 2:
            raise ValueError(f"question {self.id} needs its points from low to high, or open = true")
        return self

    @cached_property
    def answers(self) -> dict[str, int | str]:
        """Every answer as `spelled`, with what it means."""
        numbered = any(label.strip().isdecimal() for label in self.points)
        places = {} if numbered else {str(place): place for place in range(1, len(self.points) + 1)}
        labels = {spelled(label): place for place, label in enumerate(self.points, start=1)}
        picks = {spelled(choice["label"]): choice["key"] for choice in self.choices}
        return {**places, **labels, **picks, **{spelled(said): meant for said, meant in self.values.items()}}

    def answer_of(self, said: str) -> Any:
        """What a cell means in the canonical form of answers, None where the question does not know it."""
        if self.choices:
            return self.picked(said)
        meant = self.answers.get(spelled(said).removesuffix(".0"))
        if self.kind == "of_five" and isinstance(meant, int):
            return {"n": meant - 1, "of": 5}
        return meant

    def picked(self, said: str) -> list[Any] | None:
        """The choices a cell names, each once and in the order of the bank."""
        keys = [self.answers.get(spelled(part.strip())) for part in said.split(";") if part.strip()]
        too_many = self.kind == "picks" and len(set(keys)) > MOST_PICKS
        if not keys or None in keys or too_many:
            return None
        return [choice["key"] for choice in self.choices if choice["key"] in keys]

    def takes(self) -> str:
        """What a cell may hold, in words."""
        known = dict.fromkeys([*self.points, *(choice["label"] for choice in self.choices), *self.values])
        most = f"up to {MOST_PICKS}" if self.kind == "picks" else "any number"
        how = f"{most}, with a semicolon between them, of" if self.choices else "one of"
        return f"{how}: {', '.join(known)}"

    def scale(self) -> dict[str, Any]:
        """Its scale as an instrument holds it."""
        if self.choices:
            return {"kind": self.kind, "max": MOST_PICKS, "choices": list(self.choices)}
        return {"kind": self.kind, "points": list(self.points)}


class Mapping(BaseModel):
    """What the columns of a file are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organisation: Name = "My organisation"
    survey: Name
    wave: Annotated[str, Field(max_length=300)] = ""
    """The name of the one wave; or `date_column` and `one_wave_a` make one wave a period."""
    day: date | None = None
    date_column: str = ""
    one_wave_a: Literal["", "year", "quarter", "month"] = ""
    role_column: str
    roles: dict[str, Role | Literal[""]]
    segments: dict[Literal["region", "leader", "team"], str] = Field(default_factory=dict)
    questions: dict[str, MappedQuestion]

    @model_validator(mode="after")
    def names_its_waves(self) -> "Mapping":
        """A wave has a name, or a date to be named by."""
        if not self.wave and not (self.date_column and self.one_wave_a):
            raise ValueError(
                "give the wave a name (wave = …), or a date_column and one_wave_a = year, quarter or month"
            )
        if not self.date_column and self.day is None:
            raise ValueError("say when people were asked: a date_column, or one day = 2026-03-15 for all rows")
        return self

    @model_validator(mode="after")
    def asks_each_question_once(self) -> "Mapping":
        """Two columns cannot answer one question."""
        ids = [question.id for question in self.questions.values()]
        twice = next((name for name in ids if ids.count(name) > 1), None)
        if twice:
            raise ValueError(f"two columns answer question {twice}; name the column that counts")
        return self

    def columns(self) -> list[str]:
        """Every column the mapping reads."""
        dated = [self.date_column] if self.date_column else []
        return [self.role_column, *dated, *self.segments.values(), *self.questions]

    def role_of(self, said: str) -> str | None:
        """The role a cell means; "" is left out, None is not known."""
        return {name.casefold(): role for name, role in self.roles.items()}.get(said.casefold())

    def wave_of(self, day: date) -> str:
        """The name of the wave a day belongs to."""
        if self.wave:
            return self.wave
        quarter = f"quarter {(day.month + 2) // 3}, {day.year}"
        return {"year": str(day.year), "quarter": quarter, "month": f"{day:%B %Y}"}[self.one_wave_a]

    def instrument(self) -> dict[str, Any]:
        """The frozen instrument of the imported waves: every role was asked every question."""
        closed = [question for question in self.questions.values() if not question.open]
        return {
            "key": "imported",
            "version": "1.0",
            "title": self.survey,
            "scales": {question.id: question.scale() for question in closed},
            "constructs": {question.measures: question.measures for question in closed if question.measures},
            "roles": {
                role: {"title": self.survey, "minutes": 1, "questions": self.questions_of(role)}
                for role in sorted({role for role in self.roles.values() if role})
            },
        }

    def questions_of(self, role: str) -> list[dict[str, Any]]:
        """What a role was asked."""
        return [frozen(question) for question in self.questions.values() if role in question.asked]


def spelled(label: str) -> str:
    """A label as it is compared: without case, and with a hyphen for any dash, as other tools write 2–3."""
    return DASHES.sub("-", label).casefold()


def frozen(question: MappedQuestion) -> dict[str, Any]:
    """One question as an instrument holds it."""
    text = {
        "id": question.id,
        "version": 1,
        "text": question.text or question.id,
        "hint": "",
        "construct": question.measures,
    }
    if question.open:
        return {**text, "kind": "open", "max_length": 100_000}
    return {**text, "scale": question.id, "apart": [], "only_if": None}


def read_mapping(content: bytes) -> Mapping:
    """Read a mapping file; a question named after the bank (id = "I1") takes its text, construct and points from there.

    Raises:
        InvalidFileError: it is not TOML, or lacks something; the message names the place.
    """
    try:
        raw = tomllib.loads(content.decode())
        return Mapping.model_validate(
            {**raw, "questions": {name: from_bank(raw_question) for name, raw_question in raw["questions"].items()}}
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidFileError(f"The mapping is not TOML: {error}.") from error
    except (KeyError, AttributeError, TypeError) as error:
        raise InvalidFileError(
            "The mapping has no [questions.COLUMN] tables. Each names what one column answers."
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InvalidFileError(f"The mapping is wrong at {place}: {first['msg']}.") from error


def from_bank(question: dict[str, Any]) -> dict[str, Any]:
    """Fill in what the question bank knows of a question."""
    known = bank_questions().get(question.get("id", ""), {})
    return {**known, **question}


@cache
def bank_questions() -> dict[str, dict[str, Any]]:
    """What the shipped surveys ask: the text, construct and scale of each closed question."""
    bank = load_bank()
    found: dict[str, dict[str, Any]] = {}
    for survey in shipped_surveys(bank):
        instrument = instrument_for(bank, survey.key)
        for role in instrument["roles"].values():
            for question in role["questions"]:
                if "scale" in question:
                    scale = instrument["scales"][question["scale"]]
                    points = {name: scale[name] for name in ("kind", "points", "choices") if name in scale}
                    found.setdefault(
                        question["id"], {"text": question["text"], "construct": question["construct"], **points}
                    )
    return found
