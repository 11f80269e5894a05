"""A board of themes as the analysis leaves it, of the organisation in the design's pictures."""

import json
from typing import Any

WAVES = ["quarter 1, 2026", "quarter 2, 2026", "quarter 3, 2026"]
UNDER = "Hidden to protect people: fewer than 10 in each."
REPS, MANAGERS = 104, 16

NAMES: list[tuple[str, int | None, int | None, str, str]] = [
    ("More one-to-one time", 34, None, "rising", "K1"),
    ("Waiting for a price", 27, None, "new", "K15"),
    ("Asked, not told", 19, None, "fading", "K2"),
    ("Sit in, then tell me", None, 11, "steady", "K6"),
    ("Before the big call", 16, None, "tentative", "K2"),
    ("Targets that count calls", 13, None, "steady", ""),
]
WORDS = ("one-to-one", "before the call", "every week", "her time")
COMMENTS = (
    "When she asks what I would try first I learn the most, but it happens maybe once a month.",
    "Half an hour before a big call beats two hours after it.",
    "I would trade the team meeting for ten minutes alone with [name].",
    "We talk about the number, never about how to get there.",
)


ROLE_WORDS = {
    "one": "rep",
    "other": "manager",
    "n_one": REPS,
    "n_other": MANAGERS,
    "words": [
        {"phrase": "waiting for a price", "role": "rep", "people": 30, "z": 4.5},
        {"phrase": "pricing desk", "role": "rep", "people": 20, "z": 2.5},
        {"phrase": "sit in", "role": "manager", "people": 10, "z": 3.0},
    ],
}


def role_count(role: str, n: int | None, of: int, trend: str) -> dict[str, Any]:
    """One role's figures of a theme."""
    share = None if n is None else round(100 * n / of)
    text = "" if share is None else str(share)
    hidden = UNDER if n is None else ""
    shown = {"n_people": n, "share": share, "share_text": text}
    return {"role": role, **shown, "hidden": hidden, "trend": trend if n is not None else ""}


def history_line(role: str, n: int | None, of: int) -> dict[str, Any]:
    """A share that grows by five points a wave."""
    points = []
    for place, wave in enumerate(WAVES):
        share = None if n is None else round(100 * n / of) - 5 * (len(WAVES) - 1 - place)
        low, high = (None, None) if share is None else (share - 8, share + 9)
        points.append({"wave": wave, "share": share, "low": low, "high": high, "hidden": "" if share else UNDER})
    return {"role": role, "points": points}


def board_theme(number: int, **values: Any) -> dict[str, Any]:
    """One theme of the board, by its place in NAMES from 1."""
    name, reps, managers, trend, construct = NAMES[number - 1]
    texts = COMMENTS if number == 1 else ()
    return {
        "id": number,
        "name": name,
        "named_by_you": False,
        "state": "open",
        "paraphrase": "",
        "objective": "",
        "roles": [role_count("rep", reps, REPS, trend), role_count("manager", managers, MANAGERS, trend)],
        "words": [
            {"term": term, "weight": 1.5} for term in ("one-to-one", "before the call", "every week", "her time")
        ],
        "not_words": [{"term": "meeting", "weight": -1.0}],
        "identity": {
            "verdict": "kept",
            "origins": [number],
            "share": 91,
            "low": 80,
            "high": 96,
            "sure": "sure",
            "sentence": "Carried on from quarter 2: 91 % of its comments are still here.",
        },
        "stability": 0.9,
        "tentative": trend == "tentative",
        "construct": construct,
        "skill_tag": "one_to_one" if number == 1 else "",
        "quotes": list(texts[:2]),
        "movable": [{"handle": f"{number}{place}".ljust(22, "0"), "text": text} for place, text in enumerate(texts)],
        "history": [history_line("rep", reps, REPS), history_line("manager", managers, MANAGERS)],
        "split": [{"label": "one-to-one", "terms": ["one-to-one"]}, {"label": "her time", "terms": ["her time"]}],
        "contrast_p": 0.01,
        "contrast_q": 0.03,
        **values,
    }


def level(number: int) -> dict[str, Any]:
    """One cut of the merge tree."""
    themes = [board_theme(place % len(NAMES) + 1) for place in range(number)]
    nodes = [
        {"label": each["name"], "terms": ["a", "b"], "ids": [each["id"]], "roles": each["roles"]} for each in themes
    ]
    return {"number": number, "nodes": nodes}


def role_line(role: str, **values: Any) -> dict[str, Any]:
    """What is known of all that one role wrote."""
    nothing = {"n_people": None, "small_themes": 0, "small_people": None, "broader": False, "hidden": ""}
    return {"role": role, **nothing, **values}


def sample_board(**values: Any) -> dict[str, Any]:
    """The board in the design's picture; `values` stand in place of its own."""
    board = {
        "version": 1,
        "wave": WAVES[-1],
        "waves": WAVES,
        "minimum": 10,
        "mode": "themes",
        "note": "",
        "number_suggested": len(NAMES),
        "number_shown": len(NAMES),
        "levels": [level(number) for number in (2, 3, 4, 6, 9)],
        "themes": [board_theme(number) for number in range(1, len(NAMES) + 1)],
        "aside": [],
        "roles": [
            {"role": "rep", "n_people": REPS, "small_themes": 4, "small_people": 20, "broader": False, "hidden": ""},
            {
                "role": "manager",
                "n_people": MANAGERS,
                "small_themes": 0,
                "small_people": None,
                "broader": True,
                "hidden": "",
            },
        ],
        "set_aside": {"nothing_to_add": 21, "empty": 3, "unclear": 30},
        "constructs": [],
        "words": [ROLE_WORDS],
        **values,
    }
    return dict(json.loads(json.dumps(board)))


def constructs_board() -> dict[str, Any]:
    """Too few comments for themes: people are counted by what the codebook knows."""
    counts = [
        {"construct": "K1", "role": "rep", "n_people": 12, "share": 55, "share_text": "55", "hidden": ""},
        {"construct": "K8", "role": "rep", "n_people": None, "share": None, "share_text": "", "hidden": UNDER},
    ]
    note = "Fewer than 30 comments were written: too few to group into themes."
    return sample_board(mode="constructs", note=note, themes=[], levels=[], constructs=counts)


def hidden_board() -> dict[str, Any]:
    """Everything that can be withheld is."""
    roles = [role_line(role, hidden=UNDER) for role in ("rep", "manager")]
    return sample_board(themes=[], levels=[], roles=roles, set_aside={}, note="")
