"""The words of a comparison: its statement, the lines under it, its caption, and what changed."""

from analysis.measured import Effect, Measured
from analysis.results import Verdict
from analysis.scores.effects import LARGE, MEDIUM, SMALL, size_in_words
from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE
from analysis.scores.trends import Difference
from analysis.scores.verdicts import GIVERS_MINIMUM, PAIRED_MINIMUM, RECEIVERS_MINIMUM
from analysis.tables import Minimums
from analysis.wording import decimal, effect_with_bounds, people, signed, whole


def statement(found: Measured, verdict: Verdict) -> str:
    """The one sentence of a comparison."""
    words = found.plan.statements
    if found.effect is None or verdict == "not_enough_evidence":
        return f"Not enough evidence to say whether {words.unclear}."
    if verdict == "aligned":
        return words.alike
    higher = words.first_higher if found.effect.value > 0 else words.second_higher
    return higher.format(far="far " if abs(found.effect.value) >= LARGE else "")


def lines(found: Measured, verdict: Verdict, given_q: float | None, minimums: Minimums) -> tuple[str, ...]:
    """One or two plain lines under the statement; a doubt comes with what would settle it."""
    if found.effect is None:
        return (_too_few(found, minimums),)
    told = (
        [_gap_line(found), _given_line(found, given_q, minimums)] if found.plan.kind == "need_gap" else [found.shares]
    )
    if verdict == "watch":
        told.append(f"The difference is of {size_in_words(found.effect.value)} size, {_chance(found, minimums)}.")
    elif verdict == "aligned":
        told.append("If there is a difference, it is smaller than a medium one.")
    elif verdict == "not_enough_evidence":
        told.append("More answers, or a larger difference, would settle it.")
    elif not any(told):
        told.append(f"The difference is {size_in_words(found.effect.value)}, more than chance gives.")
    return tuple(line for line in told if line)


def caption(found: Measured, minimums: Minimums) -> str:
    """Sizes and the effect with its interval: "n 18 managers, 131 reps · difference .46 (.22 to .65)"."""
    apart = (f"{people(each.role, each.n_apart)} gave no figure" for each in found.figures if each.n_apart)
    return " · ".join(part for part in (f"n {_sizes(found, minimums)}", *apart, _effect_in_figures(found)) if part)


def _effect_in_figures(found: Measured) -> str:
    if found.plan.kind == "need_gap":
        if found.given is None or not found.given.visible:
            return ""
        return f"gave v got: {effect_with_bounds(found.given.value, found.given.bounds)}"
    if found.effect is None or not found.effect.visible:
        return ""
    effect = towards_statement(found.effect)
    return f"difference {effect_with_bounds(effect.value, effect.bounds)}"


def towards_statement(effect: Effect) -> Effect:
    """The effect told from the side that the statement names first: never below 0."""
    return effect.turned() if effect.value < 0 else effect


def change_sentence(found: Measured, before: float, difference: Difference, since: str, *, clear: bool) -> str:
    """What changed since the wave before: "Since quarter 2: gap was 53, no clear change (−18 to +10)"."""
    (low, high), value = difference.bounds, difference.value
    leaning = found.gap.points if found.gap else found.effect.value if found.effect else 0.0
    turn = -1.0 if leaning < 0 else 1.0
    before, value = turn * before, turn * value
    low, high = sorted((turn * low, turn * high))
    direction = "wider" if value > 0 else "narrower"
    if found.plan.kind == "need_gap":
        moved = f"{direction} by {abs(whole(value))} points" if clear else "no clear change"
        return f"Since {since}: gap was {_points(before)}, {moved} ({signed(low)} to {signed(high)})"
    moved = f"{direction} by {decimal(abs(value))}" if clear else "no clear change"
    return f"Since {since}: {decimal(before)}, {moved} ({decimal(low, plus=True)} to {decimal(high, plus=True)})"


def _gap_line(found: Measured) -> str:
    if found.gap is None:
        return ""
    points, bounds = whole(abs(found.gap.points)), found.gap.interval
    told = f"The gap is {points} point{'s' * (points != 1)}"
    if bounds is None:
        return f"{told} for everyone."
    low, high = (bounds.low, bounds.high) if found.gap.points >= 0 else (-bounds.high, -bounds.low)
    return f"{told}, likely between {_points(low)} and {_points(high)}."


def _points(value: float) -> str:
    return signed(value).removeprefix("+")


def _given_line(found: Measured, q: float | None, minimums: Minimums) -> str:
    given = found.given
    if given is None or q is None or abs(given.value) < SMALL:
        return ""
    givers = people(found.plan.sides[2].role, None)
    receivers = people(found.plan.sides[1].role, None)
    told = (
        f"{givers.capitalize()} report giving {'more' if given.value > 0 else 'less'} than {receivers} report getting"
    )
    if q <= FALSE_DISCOVERY_RATE and abs(given.value) >= MEDIUM:
        return f"{told}: a {size_in_words(given.value)} difference."
    return f"{told}, but with {_count(found, 2, minimums)} it may be chance."


def _chance(found: Measured, minimums: Minimums) -> str:
    smaller = min(range(2), key=lambda side: found.sizes[side])
    return f"but with {_count(found, smaller, minimums)} it may be chance"


def _too_few(found: Measured, minimums: Minimums) -> str:
    first, second = (people(side.role, None) for side in found.plan.sides[:2])
    if found.plan.kind == "need_gap":
        return f"It takes {max(PAIRED_MINIMUM, minimums.score)} {first} who answer both questions; fewer did."
    receivers = max(RECEIVERS_MINIMUM, minimums.score)
    return f"It takes {GIVERS_MINIMUM} {first} and {receivers} {second}; fewer answered."


def _sizes(found: Measured, minimums: Minimums) -> str:
    sides = range(len(found.sizes))
    distinct = {found.plan.sides[side].role: _count(found, side, minimums) for side in sides}
    return ", ".join(distinct.values())


def _count(found: Measured, side: int, minimums: Minimums) -> str:
    role, size = found.plan.sides[side].role, found.sizes[side]
    return people(role, size) if size >= minimums.score else f"fewer than {minimums.score} {people(role, None)}"
