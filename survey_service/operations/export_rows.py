"""The rows of the export, from a report's snapshot: participation, comparisons, supports, groups, themes."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from survey_service.charts.wording import share_bounds, share_percent
from survey_service.operations.export_columns import NAMES

Snapshot = Mapping[str, Any]
Row = dict[str, Any]
"""Column name to a str, int, float, bool or None; dates as ISO text."""


def export_rows(snapshot: Snapshot) -> list[Row]:
    """Every row of a report's export, each with every column in order.

    What a snapshot hides has no number in any row, and says why in `suppression_reason`.
    """
    wave = snapshot["wave"]
    shared = {
        "wave": wave["name"],
        "opened": wave["opened"],
        "closed": wave["closed"],
        "instrument_version": wave["instrument_version"],
        "scope": "organisation",
        "scope_is_merged": False,
        "generated_at": wave["generated_at"],
        "checksum": snapshot_checksum(snapshot),
    }
    rows = (dict.fromkeys(NAMES) | shared | row for row in content(snapshot))
    return [{name: plain(value) for name, value in row.items()} for row in rows]


def plain(value: Any) -> Any:
    """A value that every format can hold: control characters go, since a TAB before it would hide a formula."""
    return "".join(letter for letter in value if letter >= " ").strip() if isinstance(value, str) else value


def snapshot_checksum(snapshot: Snapshot) -> str:
    """SHA-256 of a snapshot as JSON with sorted keys; the checksum that its report carries."""
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def content(snapshot: Snapshot) -> Iterator[Row]:
    """What each row has of its own."""
    invited = {side["role"]: side["asked"] for side in snapshot["participation"]}
    yield from (participation_row(side) for side in snapshot["participation"])
    for rank, comparison in enumerate(snapshot["comparisons"], start=1):
        yield from comparison_rows(comparison, rank, invited)
    if snapshot["mix"]:
        yield from mix_rows(snapshot["mix"], invited)
    yield from (group_row(figure) for figure in snapshot["groups"] if figure["scope"] != "organisation")
    titles = {each["construct"]: each["title"] for each in reversed(snapshot["comparisons"])}
    for themes in snapshot["themes"]:
        yield from theme_rows(themes, invited, titles)


def participation_row(side: Mapping[str, Any]) -> Row:
    """How many of one role answered."""
    return {
        "audience": side["role"],
        "n_invited": side["asked"],
        "n_answered": side["answered"],
        "share_pct": side["share"],
        "suppression_reason": side["hidden"] or None,
    }


def comparison_rows(comparison: Mapping[str, Any], rank: int, invited: Mapping[str, int | None]) -> Iterator[Row]:
    """One comparison: a row for each role in it, with that role's own means and the effect that they share."""
    shared = {
        "construct": comparison["construct"],
        "disconnect": comparison["title"],
        "verdict": comparison["verdict"],
        "priority_rank": rank,
        "change_since_last": (comparison["change"] or {}).get("sentence") or comparison["change_note"] or None,
        **effects(comparison),
    }
    roles = dict.fromkeys(figure["role"] for figure in comparison["figures"]) or {None: None}
    for role in roles:
        figures = [figure for figure in comparison["figures"] if figure["role"] == role]
        need = next((figure for figure in figures if figure["side"] == "needed"), None)
        received = next((figure for figure in figures if figure["side"] != "needed"), None)
        reasons = [comparison["hidden"], *(figure["hidden"] for figure in figures)]
        yield shared | {
            "audience": role,
            "n_invited": invited.get(str(role)),
            "n_answered": least(figure["n"] for figure in figures),
            "need_mean": need["mean"] if need else None,
            "received_mean": received["mean"] if received else None,
            "suppression_reason": " ".join(dict.fromkeys(reason for reason in reasons if reason)) or None,
        }


def effects(comparison: Mapping[str, Any]) -> Row:
    """The effect of a comparison: for a need gap its points, its dominance and the giver's delta; else the delta."""
    need_gap = comparison["kind"] == "need_gap"
    gap = comparison["gap_interval"] or {}
    delta = (comparison["given_interval"] if need_gap else comparison["effect_interval"]) or {}
    return {
        "gap_points": comparison["gap"],
        "gap_low": gap.get("low"),
        "gap_high": gap.get("high"),
        "dominance": comparison["effect"] if need_gap else None,
        "delta": comparison["given_effect"] if need_gap else comparison["effect"],
        "delta_low": delta.get("low"),
        "delta_high": delta.get("high"),
        "p_value": comparison["p"],
        "q_value": comparison["q"],
    }


def least(counts: Iterable[int | None]) -> int | None:
    """The smallest count that is known, or None."""
    return min((count for count in counts if count is not None), default=None)


def mix_rows(mix: Mapping[str, Any], invited: Mapping[str, int | None]) -> Iterator[Row]:
    """The eight supports for each role: importance is what managers want (executives guess), frequency what came."""
    if mix["hidden"]:
        yield {"construct": "K5", "disconnect": "Support mix", "suppression_reason": mix["hidden"]}
        return
    sides = (("manager", "wanted", "got", "n_managers"), ("executive", "guessed", "given", "n_executives"))
    for role, importance, frequency, count in sides:
        for rank, row in enumerate(mix["rows"], start=1):
            if row[importance] or row[frequency]:
                yield {
                    "construct": "K5",
                    "disconnect": f"Support mix: {row['label']}",
                    "audience": role,
                    "skill_tag": row["key"],
                    "n_invited": invited.get(role),
                    "n_answered": mix[count],
                    "importance": exact(row[importance]),
                    "frequency": exact(row[frequency]),
                    "priority_rank": rank if role == "manager" else None,
                    "suppression_reason": ranges({importance: row[importance], frequency: row[frequency]}),
                }


def exact(share: str) -> float | None:
    """A share that is one number, or None where only a range may be shown."""
    bounds = share_bounds(share)
    return bounds[0] if bounds and bounds[0] == bounds[1] else None


def ranges(shares: Mapping[str, str]) -> str | None:
    """The shares of which only a range may be shown, in words."""
    banded = [f"{name} {share_percent(share)}" for name, share in shares.items() if share and exact(share) is None]
    return f"Only a range may be shown: {', '.join(banded)}." if banded else None


def group_row(figure: Mapping[str, Any]) -> Row:
    """One score of one group."""
    gap = figure["measure"] == "gap"
    interval = figure["interval"] or {}
    return {
        "scope": f"{figure['scope']}: {figure['group']}",
        "scope_is_merged": figure["merged"],
        "construct": figure["construct"],
        "disconnect": f"{figure['question']} {figure['measure']}",
        "audience": figure["role"],
        "n_answered": figure["n"],
        "received_mean": None if gap else figure["mean"],
        "gap_points": figure["mean"] if gap else None,
        "gap_low": interval.get("low") if gap else None,
        "gap_high": interval.get("high") if gap else None,
        "suppression_reason": figure["hidden"] or None,
    }


def theme_rows(
    themes: Mapping[str, Any], invited: Mapping[str, int | None], titles: Mapping[str, str]
) -> Iterator[Row]:
    """The themes of one role, one row for those that are too small to be shown, and, where too few wrote for themes, a
    row for each construct that people touched on. `titles` maps a construct to what is compared on it.
    """
    shared = {"audience": themes["role"], "n_answered": themes["n_people"], "n_invited": invited.get(themes["role"])}
    for rank, theme in enumerate(themes["themes"], start=1):
        yield shared | theme_row(theme, rank) | {"disconnect": titles.get(theme["construct"])}
    for count in themes.get("constructs", ()):
        yield shared | construct_row(count) | {"disconnect": titles.get(count["construct"])}
    if themes["hidden"]:
        small = {"theme_source": "comments", "theme_label": "smaller themes", "suppression_reason": themes["hidden"]}
        yield {**shared, "n_answered": None, **small}


def theme_row(theme: Mapping[str, Any], rank: int) -> Row:
    """One theme of one role; the words are the lead's, where there are any. An old report has no contrast."""
    return people(theme) | {
        "theme_source": "comments, broader themes" if len(theme.get("parts", ())) > 1 else "comments",
        "construct": theme["construct"] or None,
        "theme_id": theme["theme_id"],
        "theme_label": theme["label"],
        "skill_tag": theme.get("skill_tag") or None,
        "p_value": theme.get("contrast_p"),
        "q_value": theme.get("contrast_q"),
        "change_since_last": " · ".join(part for part in (theme["direction"], theme["before"]) if part),
        "priority_rank": rank,
        "top_terms": "; ".join(theme["terms"]),
        "paraphrase": theme.get("paraphrase") or None,
        "suggested_objective": theme.get("objective") or None,
    }


def construct_row(count: Mapping[str, Any]) -> Row:
    """How many people of one role touched on a construct, by the codebook."""
    reason = {"suppression_reason": count["hidden"]} if count["hidden"] else {}
    return people(count) | {"theme_source": "codebook", "construct": count["construct"]} | reason


def people(counted: Mapping[str, Any]) -> Row:
    """People and share, or the range that may be shown in their place."""
    text = counted.get("share_text", "")
    return {
        "n_people_in_theme": counted["n_people"],
        "share_pct": counted["share"],
        "frequency": counted["share"],
        "suppression_reason": ranges({"share": text}) if counted["share"] is None and text else None,
    }
