"""Analyse one closed wave: the one way in."""

from collections.abc import Mapping, Sized
from dataclasses import replace
from itertools import chain

import numpy as np

from analysis.cascade import cascades
from analysis.comparisons import compare
from analysis.earlier_reports import explained, hold_back
from analysis.errors import AnalysisError
from analysis.groups import group_figures
from analysis.headline import lead, title
from analysis.method import hidden_sentences, method
from analysis.monthly_loop import monthly_loop
from analysis.participation import participation
from analysis.results import WaveAnalysis
from analysis.row_order import in_order_of_content
from analysis.shares import hands_on
from analysis.support_mix import measured_mix, support_mix
from analysis.swoop_ins import swoop_ins
from analysis.tables import ROLES, WaveSettings, WaveTable
from analysis.wave_themes import ThemeReading, read_themes


def analyse_wave(
    table: WaveTable, settings: WaveSettings | None = None, themes: ThemeReading | None = None
) -> WaveAnalysis:
    """All that a wave may show: compared, judged, grouped into themes, and hidden where people need it.

    The same answers in any order, with the same settings, give the same analysis. `themes` are those of
    `read_themes(table, settings)`, for a caller who wants the board and the placing too; else they are read here.

    Raises:
        AnalysisError: the table names a role that there is not, or its columns do not fit its rows.
    """
    _check(table)
    settings = _with_ordered_past(settings or WaveSettings())
    minimums = settings.minimums
    held = hold_back(in_order_of_content(table), settings)
    table = held.table
    mix = measured_mix(table, settings)
    compared = compare(table, settings, mix.p_values() if mix else ())
    answered = participation(table, minimums)
    read = themes or read_themes(table, settings)
    groups, suppressions, group_sentences = group_figures(table, settings, held.barred)
    shares, shares_sentence = hands_on(table, minimums)
    analysis = WaveAnalysis(
        title=title(compared.comparisons),
        lead=lead(compared.comparisons),
        participation=answered,
        comparisons=compared.comparisons,
        statements=compared.statements,
        mix=support_mix(mix, compared.other_qs, minimums) if mix else None,
        cascades=cascades(table, minimums),
        hands_on=shares,
        hands_on_sentence=shares_sentence,
        swoop_ins=swoop_ins(table, minimums),
        loop=monthly_loop(table, settings),
        themes=read.shown,
        set_aside=read.set_aside,
        words=read.words,
        set_aside_few=read.set_aside_few,
        groups=groups,
        hidden_sentences=hidden_sentences(answered, group_sentences, minimums, across=bool(settings.cross)),
        suppressions=suppressions,
        method=method(
            table, len(compared.comparisons), compared.n_tests, trends=settings.previous is not None, minimums=minimums
        ),
    )
    return explained(analysis, held.questions)


def _check(table: WaveTable) -> None:
    strangers = sorted(set(np.unique(table.roles).tolist()) - set(ROLES))
    if strangers:
        raise AnalysisError(f"A role is {', '.join(ROLES)}, not {strangers[0]!r}. Correct the roles of the wave table.")
    columns: tuple[Mapping[str, Sized], ...] = (table.segments, table.positions, table.apart, table.picks)
    for name, column in chain.from_iterable(named.items() for named in columns):
        if len(column) != len(table):
            raise AnalysisError(f"{name} has {len(column)} rows and the table {len(table)}. Give one row a response.")


def _with_ordered_past(settings: WaveSettings) -> WaveSettings:
    if settings.previous is None:
        return settings
    _check(settings.previous)
    return replace(settings, previous=in_order_of_content(settings.previous))
