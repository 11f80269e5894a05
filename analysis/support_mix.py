"""The support mix: what managers wanted and got, what executives gave and guessed, beyond what chance gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.audiences import paired_picks, picks_of
from analysis.disclosure.rules import distribution_allowed, hidden_sentence, score_allowed, share_text
from analysis.figures import COARSE, POINT, shown_p
from analysis.instruments import Entry, choice_label, entries, question_of
from analysis.results import Mix, MixRow
from analysis.scores.mix import Mismatch, Picks, paired_mismatch, unpaired_mismatch
from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE
from analysis.scores.scales import uncapitalised
from analysis.scores.verdicts import PAIRED_MINIMUM
from analysis.tables import Minimums, WaveSettings, WaveTable
from analysis.wording import listed, people, whole

TELLING = 0.1
"""A support that a tenth more people wanted than got, or the other way round, is named in the sentence."""
COLUMNS = ("wanted", "got", "given", "guessed")


@dataclass(frozen=True)
class MeasuredMix:
    """The picks of each column, and how far wanted is from got, and guessed from wanted, where that may be shown."""

    entry: Entry
    choices: tuple[tuple[str, str], ...]
    picks: Mapping[str, Picks]
    mismatch: Mismatch | None
    guess: Mismatch | None

    def p_values(self) -> tuple[float, ...]:
        """The p of each test."""
        return tuple(found.p for found in (self.mismatch, self.guess) if found is not None)


def measured_mix(table: WaveTable, settings: WaveSettings) -> MeasuredMix | None:
    """What was picked, or None where the instrument asks no role for wanted supports."""
    entry = next(entries(table.instrument, "mix"), None)
    sides = {side["side"]: side for side in entry["sides"]} if entry else {}
    if entry is None or "wanted" not in sides:
        return None
    picks = {name: picks_of(table, side["role"], side["question"]) for name, side in sides.items()}
    return MeasuredMix(
        entry=entry,
        choices=_choices(table, sides["wanted"]),
        picks=picks,
        mismatch=_mismatch(table, sides, settings),
        guess=_guess(picks, settings),
    )


def support_mix(found: MeasuredMix, qs: tuple[float, ...], minimums: Minimums) -> Mix:
    """The mix as it may be shown; `qs` belong to the tests of `found.p_values()`, in order."""
    remaining = iter(qs)
    q = next(remaining) if found.mismatch else None
    guess_q = next(remaining) if found.guess else None
    wanted, guessed = found.picks["wanted"], found.picks.get("guessed", found.picks.get("given"))
    n_executives = 0 if guessed is None else len(guessed)
    return Mix(
        rows=_rows(found, minimums),
        excess=found.mismatch.excess if found.mismatch else None,
        p=found.mismatch.p if found.mismatch else None,
        guess_excess=found.guess.excess if found.guess else None,
        guess_p=found.guess.p if found.guess else None,
        n_managers=len(wanted) if score_allowed(len(wanted), minimums) else None,
        n_executives=n_executives if score_allowed(n_executives, minimums) else None,
        sentence=_sentence(found, q, guess_q, minimums),
        hidden=_hidden(found, ("wanted",), minimums),
        hidden_executives=_hidden(found, ("given", "guessed"), minimums),
    )


def _choices(table: WaveTable, side: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    asked = question_of(table.instrument, side["role"], side["question"]) or {}
    choices = table.instrument["scales"][asked["scale"]]["choices"]
    return tuple((choice["key"], choice_label(choice, side["role"])) for choice in choices)


def _mismatch(table: WaveTable, sides: Mapping[str, Mapping[str, str]], settings: WaveSettings) -> Mismatch | None:
    if "got" not in sides or sides["got"]["role"] != sides["wanted"]["role"]:
        return None
    role = sides["wanted"]["role"]
    wanted, got = paired_picks(table, role, sides["wanted"]["question"], sides["got"]["question"])
    if len(wanted) < max(PAIRED_MINIMUM, settings.minimums.score):
        return None
    return _told(paired_mismatch(wanted, got, settings.random_state), (len(wanted),), settings.minimums)


def _guess(picks: Mapping[str, Picks], settings: WaveSettings) -> Mismatch | None:
    guessed, wanted = picks.get("guessed"), picks["wanted"]
    if guessed is None or not all(score_allowed(len(each), settings.minimums) for each in (guessed, wanted)):
        return None
    sizes = len(guessed), len(wanted)
    return _told(unpaired_mismatch(guessed, wanted, settings.random_state), sizes, settings.minimums)


def _told(found: Mismatch, sizes: tuple[int, ...], minimums: Minimums) -> Mismatch:
    """A mismatch as it may be shown: of few people in tens, since their picks could be found by trying all of them."""
    step = POINT if all(distribution_allowed(n, minimums) for n in sizes) else COARSE
    return found._replace(excess=step * whole(found.excess / step), p=shown_p(found.p, sizes, minimums))


def _rows(found: MeasuredMix, minimums: Minimums) -> tuple[MixRow, ...]:
    rows = [
        MixRow(key, label, *(_share(found.picks.get(column), place, minimums) for column in COLUMNS))
        for place, (key, label) in enumerate(found.choices)
    ]
    return tuple(sorted(rows, key=lambda row: -_rank(row.wanted)))


def _rank(share: str) -> int:
    """Where a share stands in the order; a band by its figure, so that no order tells more than the bands do."""
    return int(share.split()[0]) - ("less" in share) if share else 0


def _share(picks: Picks | None, place: int, minimums: Minimums) -> str:
    if picks is None or len(picks) == 0:
        return ""
    return share_text(int(picks[:, place].sum()), len(picks), minimums)


def _hidden(found: MeasuredMix, names: tuple[str, ...], minimums: Minimums) -> str:
    """Why the columns of one role are hidden; "" where they are shown, or not asked."""
    asked = [side for side in found.entry["sides"] if side["side"] in names]
    if all(score_allowed(len(found.picks[side["side"]]), minimums) for side in asked):
        return ""
    return hidden_sentence("score", minimums).replace(" answered", f" {people(asked[0]['role'], None)} answered")


def _sentence(found: MeasuredMix, q: float | None, guess_q: float | None, minimums: Minimums) -> str:
    told = []
    if found.mismatch is not None and q is not None:
        told.append(_differ("What managers wanted and what they got", found.mismatch, q))
        told.append(_instead(found, minimums) if found.mismatch.excess > 0 and q <= FALSE_DISCOVERY_RATE else "")
    if found.guess is not None and guess_q is not None and not (told and told[-1]):
        told.append(_differ("What executives guessed and what managers wanted", found.guess, guess_q))
    return " ".join(part for part in told if part) or "Too few answered to say whether wanted and got differ."


def _differ(what: str, mismatch: Mismatch, q: float) -> str:
    if q <= FALSE_DISCOVERY_RATE and whole(mismatch.excess) > 0:
        return f"{what} differ by {whole(mismatch.excess)} % more than chance would."
    return f"{what} differ no more than chance would make them."


def _instead(found: MeasuredMix, minimums: Minimums) -> str:
    """What came most beyond the want, and the two most wanted beyond what came."""
    wanted, got = found.picks["wanted"], found.picks["got"]
    if not all(distribution_allowed(len(picks), minimums) for picks in (wanted, got)):
        return ""
    beyond = got.mean(axis=0) - wanted.mean(axis=0)
    came = [place for place in (-beyond).argsort(kind="stable")[:1] if beyond[place] >= TELLING]
    missed = [place for place in beyond.argsort(kind="stable")[:2] if beyond[place] <= -TELLING]
    if not came or not missed:
        return ""
    return f"They got {_short(found, came)}; they wanted {_short(found, missed)}."


def _short(found: MeasuredMix, chosen: list[int]) -> str:
    short = found.entry.get("short", {})
    return listed([short.get(found.choices[place][0], uncapitalised(found.choices[place][1])) for place in chosen])
