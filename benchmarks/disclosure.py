"""The attacker against random organisations: `python3 -m benchmarks.disclosure`.

Every organisation has two waves, with people who come, go, move and do not answer. Both reports are made as the product
makes them and given to the auditor together: of all of them every score by group and role, of some the whole report
with its shares, mix and effects. Then once more with one rule left out at a time, where the auditor must find
something, or it proves nothing.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, get_args

from analysis import analyse_wave
from analysis.comparison_plan import planned_comparisons
from analysis.disclosure.audit import Audit, audit_releases
from analysis.disclosure.cost import PlanCost, plan_cost
from analysis.disclosure.planning import plan_wave
from analysis.disclosure.release_plan import PlanRule
from analysis.earlier_reports import HeldBack, draft, hold_back
from analysis.figures import COARSE, SCORES, answered_alike, is_few, whole_points, within
from analysis.measured import figures_of, values_of
from analysis.scores.intervals import mean_bounds
from analysis.scores.scales import support_of
from analysis.tables import Minimums, Release, WaveSettings, WaveTable
from benchmarks.organisations import QUESTIONS, two_waves
from benchmarks.sections import Section, document, leave

OFF = (*get_args(PlanRule), "few people", "two waves")
"""The rules that can be left out: those of the release plan, and the two that follow it."""


@dataclass
class Tally:
    """What was tried on some organisations, and what was found."""

    organisations: int = 0
    figures: int = 0
    sums: int = 0
    leaks: Counter[str] = field(default_factory=Counter)
    leaking: int = 0
    cost: PlanCost = field(default_factory=PlanCost)
    held_back: int = 0
    first: str = ""

    def add(self, seed: int, audit: Audit) -> None:
        self.organisations += 1
        self.figures += audit.figures
        self.sums += audit.sums
        self.leaks.update(leak.kind for leak in audit.leaks)
        self.leaking += bool(audit.leaks)
        self.first = self.first or (f"organisation {seed}: {audit.leaks[0].sentence}" if audit.leaks else "")

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.organisations + other.organisations,
            self.figures + other.figures,
            self.sums + other.sums,
            self.leaks + other.leaks,
            self.leaking + other.leaking,
            self.cost + other.cost,
            self.held_back + other.held_back,
            self.first or other.first,
        )


def whole_reports(seeds: Iterable[int]) -> Tally:
    """Two whole reports of each organisation, made and audited as the product does."""
    tally = Tally()
    for seed in seeds:
        first, second = two_waves(seed)
        before = report(first, WaveSettings(wave_name="the wave before"), order=1)
        settings = WaveSettings(
            wave_name="this wave", previous=first, previous_name="the wave before", beside=(before,)
        )
        tally.add(seed, audit_releases([before, report(second, settings, order=2)]))
        held = hold_back(second, settings)
        tally.cost += plan_cost(plan_wave(held.table, settings.minimums, barred=held.barred))
        tally.held_back += len(held.questions)
    return tally


def report(table: WaveTable, settings: WaveSettings, order: int) -> Release:
    """One report as it is published."""
    snapshot = analyse_wave(table, settings).snapshot()
    return Release(settings.wave_name, order, snapshot, table.instrument, table.asked, settings.minimums)


def scores_alone(seeds: Iterable[int], off: str = "", questions: tuple[str, ...] = QUESTIONS) -> Tally:
    """The scores of two waves of each organisation, with one rule left `off`: quicker than whole reports."""
    tally = Tally()
    for seed in seeds:
        first, second = two_waves(seed, questions)
        before = scores(first, WaveSettings(wave_name="the wave before"), off, order=1)
        after = scores(second, WaveSettings(wave_name="this wave", beside=(before,)), off, order=2)
        tally.add(seed, audit_releases([before, after]))
    return tally


def scores(table: WaveTable, settings: WaveSettings, off: str, order: int) -> Release:
    """The scores of one wave as they are published, or as they would be without a rule."""
    held = HeldBack(table, {}, frozenset()) if off == "two waves" else hold_back(table, settings)
    release = draft(held, settings, [rule for rule in get_args(PlanRule) if rule == off])
    if off == "few people":
        release = replace(release, snapshot={**release.snapshot, "cascades": plainly(held.table, settings.minimums)})
    return replace(release, order=order)


def plainly(table: WaveTable, minimums: Minimums) -> list[dict[str, Any]]:
    """The figures of comparisons with the interval of few people's own answers, merely out to tens."""
    found: list[dict[str, Any]] = []
    for plan in planned_comparisons(table.instrument):
        values, support = values_of(plan, table), support_of(plan.scale)
        figures = []
        for one, given in zip(figures_of(plan, values, table, minimums), values, strict=True):
            bare = len(given) >= minimums.score and is_few(len(given), support, minimums)
            if bare and not answered_alike(given, minimums):
                interval = within(mean_bounds(given, *SCORES), SCORES, COARSE)
                one = replace(one, n=len(given), mean=whole_points(float(given.mean())), interval=interval)  # noqa: PLW2901
            figures.append(asdict(one))
        found.append({"figures": figures})
    return found


def shared_out(work: Callable[[Iterable[int]], Tally], organisations: int, jobs: int, what: str) -> Tally:
    """The tally of organisations 0, 1, 2..., worked on by several processes, with a line that shows how far it is."""
    chunks = [range(start, min(start + 50, organisations)) for start in range(0, organisations, 50)]
    total = Tally()
    with ProcessPoolExecutor(jobs) as pool:
        for found in pool.map(work, chunks):
            total += found
            print(f"\r{what}: {total.organisations:,} of {organisations:,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return total


def tables(scores: Tally, whole: Tally, without: dict[str, Tally]) -> list[Section]:
    """What was found, and what it costs."""
    header = ("", "organisations", "scores", "sums judged", "with a leak", "leaks")
    rows = [_row("all rules, every score", scores), _row("all rules, whole reports", whole)]
    rows += [_row(f"without “{rule.replace('_', ' ')}”", found) for rule, found in without.items()]
    attacked = Section("The attacker", "Two waves of each organisation, audited together.", header, rows)
    cost = whole.cost
    hidden = [[f"hidden: {reason.replace('_', ' ')}", f"{number:,}"] for reason, number in cost.hidden.most_common()]
    counted = [
        ["scores of groups in the second wave", f"{cost.groups:,}"],
        *hidden,
        ["hidden beyond the plain minimum", f"{cost.beyond_minimum:,}"],
        ["hidden groups that stand in merged rows", f"{cost.in_merged:,}"],
        ["questions of a role held back as a whole", f"{whole.held_back:,}"],
    ]
    return [attacked, Section("What it costs", "Scores hidden in the second waves, by rule.", ("", "number"), counted)]


def _row(what: str, found: Tally) -> list[str]:
    numbers = (found.organisations, found.figures, found.sums, found.leaking, found.leaks.total())
    return [what, *(f"{number:,}" for number in numbers)]


def main() -> int:
    """Run it; 1 where the rules leak, or where leaving one out shows nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organisations", type=int, default=20_000)
    parser.add_argument("--whole", type=int, default=2_000, help="organisations whose reports are made as a whole")
    parser.add_argument("--without", type=int, default=2_000, help="organisations for each rule that is left out")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--markdown", type=Path, help="a page to put the tables into, between its marks")
    asked = parser.parse_args()
    every_score = shared_out(scores_alone, asked.organisations, asked.jobs, "all rules, every score")
    whole = shared_out(whole_reports, asked.whole, asked.jobs, "all rules, whole reports")
    without = {
        rule: shared_out(partial(scores_alone, off=rule), asked.without, asked.jobs, f"without “{rule}”")
        for rule in OFF
        if asked.without
    }
    text = document(tables(every_score, whole, without))
    print(text)
    first = every_score.first or whole.first
    if first:
        print(f"\nThe first leak: {first}")
    if asked.markdown:
        leave(text, asked.markdown, "disclosure.py")
    return int(bool(first) or any(found.leaking == 0 for found in without.values()))


if __name__ == "__main__":
    sys.exit(main())
