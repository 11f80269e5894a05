"""The question bank that ships: read, checked, and frozen into the instrument of a wave."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import ValidationError

from survey_service.errors import InvalidFileError, NotFoundError
from survey_service.operations.bank_file import (
    ROLES,
    Bank,
    Choice,
    Comparison,
    Entry,
    Item,
    OpenQuestion,
    RawTable,
    Role,
    RoleWordings,
    Scale,
    SurveyEntry,
    Wording,
)

EntryKind = TypeVar("EntryKind", bound=Entry)
OPEN_HINT = (
    "Optional. Please leave out names. We hide names, e-mail addresses and phone numbers before anyone reads comments."
)


@cache
def load_bank() -> Bank:
    """The shipped bank, read once and checked.

    Raises:
        InvalidFileError: an entry is not what it must be; the message names the file and the entry.
    """
    return read_bank(files("survey_service") / "question_bank")


def read_bank(folder: Traversable) -> Bank:
    """Read every TOML file of a folder as one bank.

    Raises:
        InvalidFileError: the message names the file and the item, scale or survey, and says what is wrong.
    """
    tables = [(path.name, _parsed(path)) for path in _sorted_files(folder)]
    bank = Bank(
        version=_only(tables, "version"),
        constructs=_only(tables, "constructs"),
        scales=_named_entries(tables),
        items=_entries(tables, "items", "id", Item),
        open_questions=_entries(tables, "open_questions", "id", OpenQuestion),
        surveys=_entries(tables, "surveys", "key", SurveyEntry),
        comparisons=tuple(_entries(tables, "comparisons", "id", Comparison).values()),
    )
    _check_references(bank)
    return bank


def shipped_surveys(bank: Bank) -> tuple[SurveyEntry, ...]:
    """The surveys of the bank in the order of its file, the ones switched off too (`on` says it)."""
    return tuple(bank.surveys.values())


def instrument_for(bank: Bank, survey_key: str) -> dict[str, Any]:
    """The frozen questions of one survey, as JSON values: all that a wave keeps of the bank.

    Raises:
        NotFoundError: the bank has no survey of that key.
    """
    survey = bank.surveys.get(survey_key)
    if survey is None:
        raise NotFoundError(f"The question bank has no survey “{survey_key}”. It has {', '.join(bank.surveys)}.")
    roles = {role: _frozen_role(bank, survey, role) for role in survey.roles()}
    questions = [question for role in roles.values() for question in role["questions"]]
    scales = {question["scale"] for question in questions if "scale" in question}
    constructs = {question["construct"] for question in questions if "construct" in question}
    return {
        "key": survey.key,
        "version": bank.version,
        "title": survey.title,
        "scales": {code: _frozen_scale(bank.scales[code]) for code in bank.scales if code in scales},
        "constructs": {code: name for code, name in bank.constructs.items() if code in constructs},
        "roles": roles,
        "comparisons": [entry.model_dump() for entry in bank.comparisons if _is_asked(entry, roles)],
    }


def _is_asked(entry: Comparison, roles: Mapping[Role, dict[str, Any]]) -> bool:
    asked = {(role, question["id"]) for role, survey in roles.items() for question in survey["questions"]}
    return any((side.role, side.question) in asked for side in entry.sides)


def instrument_checksum(instrument: dict[str, Any]) -> str:
    """SHA-256 over the instrument as JSON with sorted keys: equal content, equal checksum, on every database."""
    text = json.dumps(instrument, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _sorted_files(folder: Traversable) -> list[Traversable]:
    return sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)


def _parsed(path: Traversable) -> RawTable:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidFileError(f"{path.name} cannot be read as TOML: {error}. Mend the line it names.") from error


def _only(tables: list[tuple[str, RawTable]], name: str) -> Any:
    found = [table[name] for _, table in tables if name in table]
    if len(found) != 1:
        raise InvalidFileError(f"The question bank says “{name}” {len(found)} times. Say it once, in bank.toml.")
    return found[0]


def _named_entries(tables: list[tuple[str, RawTable]]) -> dict[str, Scale]:
    scales: RawTable = _only(tables, "scales")
    return {code: _checked(Scale, raw, f"scale {code}") for code, raw in scales.items()}


def _entries(tables: list[tuple[str, RawTable]], name: str, key: str, kind: type[EntryKind]) -> dict[str, EntryKind]:
    entries: dict[str, EntryKind] = {}
    for file_name, raw in ((file_name, raw) for file_name, table in tables for raw in table.get(name, [])):
        where = f"{file_name}, {name.rstrip('s').replace('_', ' ')} {raw.get(key, 'without ' + key)}"
        entry = _checked(kind, raw, where)
        if raw[key] in entries:
            raise InvalidFileError(f"{where}: it is there twice. Give one of the two another {key}.")
        entries[raw[key]] = entry
    return entries


def _checked(kind: type[EntryKind], raw: RawTable, where: str) -> EntryKind:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidFileError(f"{where}{': ' + place if place else ''}: {first['msg']}.") from error


def _check_references(bank: Bank) -> None:
    for item in bank.items.values():
        _check_item(bank, item)
    for survey in bank.surveys.values():
        for role, asked in survey.roles().items():
            _check_order(bank, f"surveys.toml, survey {survey.key}, {role}", role, asked.questions)


def _check_item(bank: Bank, item: Item) -> None:
    codes = {item.scale} | {wording.scale for wording in _wordings(item) if wording.scale}
    for code in sorted(codes - bank.scales.keys()):
        raise InvalidFileError(f"item {item.id}: there is no scale {code}. Add it to bank.toml or choose another.")
    for code in sorted({item.construct_code, *item.also} - bank.constructs.keys()):
        raise InvalidFileError(f"item {item.id}: there is no construct {code}. Add it to bank.toml or choose another.")
    if bank.scales[item.scale].kind == "of_five" and not item.unit:
        raise InvalidFileError(f'item {item.id}: say what is counted, such as unit = "talks".')


def _wordings(entry: RoleWordings) -> Iterable[Wording]:
    return (wording for wording in (entry.rep, entry.manager, entry.executive) if wording)


def _check_order(bank: Bank, where: str, role: Role, questions: tuple[str, ...]) -> None:
    for place, question_id in enumerate(questions):
        entry = bank.items.get(question_id) or bank.open_questions.get(question_id)
        if entry is None or entry.wording(role) is None:
            raise InvalidFileError(f"{where}: {question_id} has no wording for this role. Write one or leave it out.")
        earlier = entry.only_if.question if isinstance(entry, Item) and entry.only_if else None
        if earlier and earlier not in questions[:place]:
            raise InvalidFileError(f"{where}: {question_id} depends on {earlier}. Ask {earlier} before it.")
        if question_id in questions[:place]:
            raise InvalidFileError(f"{where}: {question_id} is there twice. Leave one out.")


def _frozen_role(bank: Bank, survey: SurveyEntry, role: Role) -> dict[str, Any]:
    asked = survey.roles()[role]
    return {
        "title": asked.title,
        "minutes": asked.minutes,
        "questions": [_frozen_question(bank, question_id, role) for question_id in asked.questions],
    }


def _frozen_question(bank: Bank, question_id: str, role: Role) -> dict[str, Any]:
    if question_id in bank.items:
        return _frozen_item(bank, bank.items[question_id], role)
    entry = bank.open_questions[question_id]
    wording = _wording(entry, role)
    return {
        "id": entry.id,
        "version": entry.version,
        "kind": "open",
        "text": wording.text,
        "hint": wording.hint or OPEN_HINT,
        "max_length": entry.max_length,
        "only_if": None,
    }


def _frozen_item(bank: Bank, item: Item, role: Role) -> dict[str, Any]:
    wording = _wording(item, role)
    scale_code = wording.scale or item.scale
    apart = bank.scales[scale_code].apart if wording.apart is None else wording.apart
    return {
        "id": item.id,
        "version": item.version,
        "construct": item.construct_code,
        "scale": scale_code,
        "text": wording.text,
        "hint": wording.hint,
        "missing": wording.missing or item.missing,
        "unit": item.unit,
        "guess": wording.guess,
        "apart": [answer.model_dump() for answer in apart],
        "only_if": item.only_if.model_dump() if item.only_if else None,
    }


def _wording(entry: RoleWordings, role: Role) -> Wording:
    wording = entry.wording(role)
    if wording is None:
        raise InvalidFileError(f"There is no wording for the role {role}. Write one, or leave the question out.")
    return wording


def _frozen_scale(scale: Scale) -> dict[str, Any]:
    if scale.choices:
        frozen: dict[str, Any] = {"kind": scale.kind, "choices": [_frozen_choice(choice) for choice in scale.choices]}
        return frozen | ({"max": scale.max} if scale.max else {})
    return {"kind": scale.kind, "points": list(scale.points)} | ({"keys": list(scale.keys)} if scale.keys else {})


def _frozen_choice(choice: Choice) -> dict[str, Any]:
    labels = {role: label for role in ROLES if (label := getattr(choice, role))}
    frozen: dict[str, Any] = {"key": choice.key, "label": choice.label}
    return frozen | ({"labels": labels} if labels else {}) | ({"alone": True} if choice.alone else {})
