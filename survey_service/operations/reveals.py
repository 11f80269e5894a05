"""An executive's own guesses beside what managers said: from the report's snapshot and their own answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey_service.answers import Instrument, Question, apart_keys, kind_of, scale_of
from survey_service.charts.own_guess import draw_own_guess
from survey_service.charts.wording import between, share_bounds, share_width, shown, whole

Snapshot = Mapping[str, Any]
Answers = Mapping[str, Any]

WANTED, GIVEN = "I10", "I11"
"""The questions of the eight supports: which managers would pick, which one gave."""

PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "last")


@dataclass(frozen=True)
class Ranked:
    """One support in the managers' order."""

    label: str
    share: str
    width: float
    guessed: bool


@dataclass(frozen=True)
class Beside:
    """One question: the own answer, and what others said or why that is hidden. `scale` is a drawing, or ""."""

    title: str
    is_guess: bool
    own: str
    role: str
    theirs: str
    caption: str
    hidden: str = ""
    scale: str = ""


@dataclass(frozen=True)
class Reveal:
    """The page: a headline, the ranking (empty where it is hidden or was not asked), and question by question."""

    title: str
    lead: str
    ranking: tuple[Ranked, ...]
    n_managers: int | None
    mix_hidden: str
    questions: tuple[Beside, ...]


def reveal(instrument: Instrument, answers: Answers, snapshot: Snapshot) -> Reveal:
    """Put one executive's answers beside the report."""
    mix = snapshot["mix"] or {"rows": (), "hidden": "", "n_managers": None}
    rows = [] if mix["hidden"] else [row for row in mix["rows"] if row["wanted"]]
    guessed = picked(answers.get(WANTED))
    title, lead = headline(rows, guessed)
    ranking = (Ranked(row["label"], row["wanted"], share_width(row["wanted"]), row["key"] in guessed) for row in rows)
    questions = sorted(instrument["roles"]["executive"]["questions"], key=lambda one: not one.get("guess"))
    beside = (one for question in questions for one in put_beside(instrument, question, answers, snapshot))
    return Reveal(title, lead, tuple(ranking), mix["n_managers"], mix["hidden"], tuple(beside))


def picked(answer: object) -> list[str]:
    """The keys of an answer of picks; none for "not sure" or no answer."""
    return [str(key) for key in answer] if isinstance(answer, list) else []


def headline(rows: Sequence[Mapping[str, str]], guessed: Sequence[str]) -> tuple[str, str]:
    """How many of the managers' two most wanted were guessed, and where the guesses stand on their list."""
    shares = {row["key"]: share_width(row["wanted"]) for row in rows}
    guesses = [key for key in guessed if key in shares]
    exact = all(bounds and bounds[0] == bounds[1] for bounds in (share_bounds(row["wanted"]) for row in rows))
    if not guesses or not exact:
        return "Your view beside what managers said", ""
    second = sorted(shares.values(), reverse=True)[:2][-1]
    hits = sum(shares[key] >= second for key in guesses)
    words = {0: "none of", 1: "one of"}.get(hits, "both of")
    labels = {row["key"]: row["label"] for row in rows}
    return f"You guessed {words} your managers’ top two", " ".join(standing(key, labels, shares) for key in guesses)


def standing(key: str, labels: Mapping[str, str], shares: Mapping[str, float]) -> str:
    """Where one guess stands on the managers' list, in a sentence."""
    above = sum(share > shares[key] for share in shares.values())
    level = sum(share == shares[key] for share in shares.values())
    is_last = above + level == len(shares) and above > 0
    place = "last" if is_last else PLACES[min(above, len(PLACES) - 1)]
    if level > 1:
        return f"“{labels[key]}” shares the {place} place."
    return f"“{labels[key]}” is {place} on their list{', as you thought' if above < 2 else ''}."


def put_beside(instrument: Instrument, question: Question, answers: Answers, snapshot: Snapshot) -> Iterator[Beside]:
    """One question of the mirror beside the figure of the same question; nothing where the report has none."""
    answer = answers.get(question["id"])
    if answer is None or question["id"] == WANTED:
        return
    if question["id"] == GIVEN:
        yield from supports_beside(instrument, question, answer, snapshot)
    elif kind_of(instrument, question) == "ordered":
        figure = other_figure(snapshot, question["id"])
        if figure:
            yield score_beside(instrument, question, answer, figure)
    elif kind_of(instrument, question) == "two_sided":
        yield from shares_beside(instrument, question, answer, snapshot)


def other_figure(snapshot: Snapshot, question_id: str) -> Mapping[str, Any] | None:
    """What managers, else reps, said to the same question."""
    figures = [figure for comparison in snapshot["comparisons"] for figure in comparison["figures"]]
    same = [figure for figure in figures if figure["question"] == question_id]
    by_role = {figure["role"]: figure for figure in reversed(same)}
    return by_role.get("manager") or by_role.get("rep")


def score_beside(instrument: Instrument, question: Question, answer: object, figure: Mapping[str, Any]) -> Beside:
    """A question with one figure: words, the score with its interval, and the scale with both on it."""
    points = scale_of(instrument, question)["points"]
    who = f"{figure['role'].capitalize()}s"
    visible = shown(figure)
    drawn = visible and isinstance(answer, int)
    return Beside(
        title=question["text"],
        is_guess=bool(question.get("guess")),
        own=own_words(question, points, answer),
        role=figure["role"],
        theirs=figure["words"][:1].upper() + figure["words"][1:] if visible else "",
        caption=score_caption(who, figure, about_self=not question.get("guess")) if visible else "",
        hidden="" if visible else figure["hidden"] or "hidden",
        scale=draw_own_guess(points, int(str(answer)), figure) if drawn else "",
    )


def score_caption(who: str, figure: Mapping[str, Any], *, about_self: bool) -> str:
    """The figure with its doubt; a manager's answer is about all leaders, and that has to be said."""
    start = f"{who} speak of all leaders, not of you alone: " if about_self else f"{who}: "
    likely = f", likely {between(figure['interval']).replace('–', ' to ')}" if figure["interval"] else ""
    return f"{start}{whole(figure['mean'])} of 100{likely} · n {figure['n']}"


def own_words(question: Question, points: Sequence[str], answer: object) -> str:
    """The own answer in the words of the form."""
    labels = {apart["key"]: apart["label"] for apart in question.get("apart", ())}
    if isinstance(answer, int) and 1 <= answer <= len(points):
        return points[answer - 1]
    return str(labels.get(str(answer), answer)) if answer in apart_keys(question) else ""


def supports_beside(instrument: Instrument, question: Question, answer: object, snapshot: Snapshot) -> Iterator[Beside]:
    """What one gave most time to, beside what managers got most."""
    mix = snapshot["mix"]
    rows = [row for row in mix["rows"] if row["got"]] if mix and not mix["hidden"] else []
    if not rows:
        return
    choices = {choice["key"]: choice["label"] for choice in scale_of(instrument, question)["choices"]}
    own = ", ".join(choices[key] for key in picked(answer) if key in choices) or own_words(question, (), answer)
    most = sorted(rows, key=lambda row: -share_width(row["got"]))[:2]
    theirs = ", ".join(f"{row['label']} ({row['got']}\u00a0%)" for row in most)
    caption = f"What managers got most, percent of people · n {mix['n_managers']}"
    yield Beside(question["text"], is_guess=False, own=own, role="manager", theirs=theirs, caption=caption)


def shares_beside(instrument: Instrument, question: Question, answer: object, snapshot: Snapshot) -> Iterator[Beside]:
    """A two-sided question: the own answer beside three shares, never a mean."""
    same = (row for row in snapshot["hands_on"] if row["question"] == question["id"] and row["role"] == "manager")
    for row in same:
        theirs = f"too little {row['low']}\u00a0%, about right {row['middle']}\u00a0%, too much {row['high']}\u00a0%"
        yield Beside(
            title=question["text"],
            is_guess=bool(question.get("guess")),
            own=own_words(question, scale_of(instrument, question)["points"], answer),
            role="manager",
            theirs="" if row["hidden"] else theirs.capitalize(),
            caption="" if row["hidden"] else f"{row['label']} · n {row['n']}",
            hidden=row["hidden"],
        )
