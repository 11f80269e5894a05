"""The monthly loop: priorities recorded (work records), known to reps (answers), asks answered and supported."""

from analysis.audiences import places
from analysis.disclosure.rules import hidden_sentence, score_allowed, share_text
from analysis.instruments import entries
from analysis.results import Loop
from analysis.scores.scales import at_least
from analysis.tables import WaveSettings, WaveTable


def monthly_loop(table: WaveTable, settings: WaveSettings) -> Loop | None:
    """The loop's figures with the share of reps who know their priority; None where no check-in was counted."""
    counts = settings.loop
    if counts is None:
        return None
    share, n, hidden = _known(table, settings)
    return Loop(
        month=counts.month,
        recorded=counts.recorded,
        recordable=counts.recordable,
        known_share=share,
        known_n=n,
        asks=counts.asks,
        answered=counts.answered,
        supported=counts.supported,
        median_days=counts.median_days,
        sentence=_sentence(counts.recorded, counts.recordable, share),
        known_hidden=hidden,
    )


def _known(table: WaveTable, settings: WaveSettings) -> tuple[str, int | None, str]:
    entry = next((entry for entry in entries(table.instrument, "known") if entry["sides"]), None)
    if entry is None:
        return "", None, "This survey did not ask reps for their priority."
    side, minimums = entry["sides"][0], settings.minimums
    found = places(table, side["role"], side["question"])
    if not score_allowed(len(found), minimums):
        return "", None, hidden_sentence("score", minimums)
    known = int(at_least(found, entry["at_least"]).sum())
    return share_text(known, len(found), minimums), len(found), ""


def _sentence(recorded: int, recordable: int, known: str) -> str:
    if recordable == 0:
        return "No priorities were due this month."
    written = recorded / recordable
    first = "Priorities are" if written >= 0.8 else "Most priorities are" if written > 0.5 else "Few priorities are"
    sentences = [f"{first} written down."]
    if known.isdigit():
        share = int(known)
        rest = "Reps know theirs." if share >= 80 else "Most reps know theirs." if share > 50 else ""
        sentences.append(rest or "Most reps do not know theirs.")
    return " ".join(sentences)
