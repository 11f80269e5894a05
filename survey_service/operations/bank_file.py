"""The shape of the question bank's files: what a scale, an item and a survey must say."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Role = Literal["rep", "manager", "executive"]
ROLES: tuple[Role, ...] = ("rep", "manager", "executive")
Cadence = Literal["weekly", "monthly", "quarterly", "half_yearly"]
Kind = Literal["ordered", "two_sided", "category", "of_five", "picks", "ticks"]

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=300)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]{0,15}$")]


class Entry(BaseModel):
    """Anything in the bank: never changed once read, and a word we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Apart(Entry):
    """An answer that stands apart from the points, such as "Not sure"."""

    key: Literal["not_sure", "there_were_none", "too_early"]
    label: Sentence


class Choice(Entry):
    """One of several to pick or tick; `alone` goes with no other. A role may have a label of its own."""

    key: Key
    label: Sentence
    alone: bool = False
    rep: Sentence | None = None
    manager: Sentence | None = None
    executive: Sentence | None = None


class Scale(Entry):
    """The points or choices of an answer."""

    kind: Kind
    points: tuple[Annotated[str, StringConstraints(min_length=1, max_length=80)], ...] = ()
    keys: tuple[Key, ...] = ()
    choices: tuple[Choice, ...] = ()
    max: Annotated[int, Field(ge=1)] | None = None
    apart: tuple[Apart, ...] = ()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        chosen = self.kind in ("picks", "ticks")
        if chosen and (len(self.choices) < 2 or self.points):
            raise ValueError("picks and ticks need two or more choices, and no points")
        if not chosen and (len(self.points) < 2 or self.choices):
            raise ValueError("this kind needs two or more points, and no choices")
        if self.kind == "two_sided" and len(self.points) != 5:
            raise ValueError("a two-sided scale has five points")
        if (self.kind == "picks") != (self.max is not None):
            raise ValueError("max goes with picks, and only with picks")
        return self


class OnlyIf(Entry):
    """Asked only if the answer to an earlier question is this position or a higher one."""

    question: QuestionId
    at_least: Annotated[int, Field(ge=1)]


class Wording(Entry):
    """How one role is asked; what it leaves out it takes from the item. A `guess` is about somebody else's answer."""

    text: Sentence
    hint: str = ""
    guess: bool = False
    scale: str | None = None
    missing: Sentence | None = None
    apart: tuple[Apart, ...] | None = None


class RoleWordings(Entry):
    """The mirrored wordings of one matter; a role without one is not asked."""

    rep: Wording | None = None
    manager: Wording | None = None
    executive: Wording | None = None

    @model_validator(mode="after")
    def _somebody_is_asked(self) -> Self:
        if not any(self.wording(role) for role in ROLES):
            raise ValueError("write the question for at least one role")
        return self

    def wording(self, role: Role) -> Wording | None:
        """How that role is asked, None where it is not."""
        wording: Wording | None = getattr(self, role)
        return wording


class Item(RoleWordings):
    """One closed question in its mirrored wordings. `unit` names what is counted of five."""

    id: QuestionId
    version: Annotated[int, Field(ge=1)]
    construct_code: str = Field(alias="construct")
    also: tuple[str, ...] = ()
    scale: str
    unit: str = ""
    only_if: OnlyIf | None = None
    missing: Sentence


class OpenQuestion(RoleWordings):
    """One question answered in words."""

    id: QuestionId
    version: Annotated[int, Field(ge=1)]
    max_length: Annotated[int, Field(ge=100, le=5000)] = 1000


class RoleSurvey(Entry):
    """What one role is asked, in order, under which title, in about how many minutes."""

    title: Sentence
    minutes: Annotated[int | float, Field(gt=0, le=30)]
    questions: tuple[QuestionId, ...] = Field(min_length=1)


class SurveyEntry(Entry):
    """One survey that ships; `turn` is the month of the quarter that a monthly block has."""

    key: Key
    title: Sentence
    about: Sentence
    cadence: Cadence
    on: bool = True
    turn: Literal[1, 2, 3] | None = None
    rep: RoleSurvey | None = None
    manager: RoleSurvey | None = None
    executive: RoleSurvey | None = None

    def roles(self) -> dict[Role, RoleSurvey]:
        """The roles that are asked, in the order rep, manager, executive."""
        asked: dict[Role, RoleSurvey | None] = {role: getattr(self, role) for role in ROLES}
        return {role: survey for role, survey in asked.items() if survey is not None}


class ComparedSide(Entry):
    """One side of what a report lays side by side: a role's answer to a question, and its label in a chart."""

    side: Literal["needed", "wanted", "got", "given", "guessed", "said", "count", "stage", "effect"]
    role: Role
    question: str
    label: str = ""


class Comparison(Entry):
    """What a report lays side by side; the words beyond these are the analysis' own (see comparisons.toml)."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    kind: Literal["need_gap", "perception_gap", "cascade", "shares", "mix", "swoop_in", "known"]
    sides: tuple[ComparedSide, ...]


class Bank(Entry):
    """The whole bank, each part found by its id or key."""

    version: str
    constructs: dict[str, str]
    scales: dict[str, Scale]
    items: dict[str, Item]
    open_questions: dict[str, OpenQuestion]
    surveys: dict[str, SurveyEntry]
    comparisons: tuple[Comparison, ...] = ()


RawTable = dict[str, Any]
