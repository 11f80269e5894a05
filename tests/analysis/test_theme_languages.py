"""Themes of comments that are not in English, in report and board."""

from dataclasses import replace
from functools import cache

from analysis.tables import Comment, WaveSettings
from analysis.theme_board import BoardTheme
from analysis.wave_themes import ThemeReading, read_themes
from tests.analysis.makers import People, make_wave_table

PRICES = ("Preis", "Rabatt", "Angebot", "Vertrag", "Auftrag")
DELAYS = ("Freigabe", "Antwort", "Entscheidung", "Lieferung", "Rechnung")
TALKS = ("Gespräch", "Training", "Feedback", "Coaching", "Treffen")
ENDS = ("für uns alle hier", "und das ist sehr schade", "weil es nicht anders geht", "wie wir immer sagen")


@cache
def german_reading() -> ThemeReading:
    texts = [
        f"Der {price} ist viel zu hoch und die {delay} dauert immer noch viel zu lange {end}"
        for price in PRICES
        for delay in DELAYS
        for end in ENDS[:2]
    ]
    texts += [
        f"Ich hätte gern mehr {talk} mit meinem Chef und {other} vor dem Kunden {end}"
        for talk in TALKS
        for other in TALKS
        for end in ENDS[2:]
    ]
    comments = tuple(Comment(row, "O1", text, True, f"key-{row}") for row, text in enumerate(texts))
    table = replace(make_wave_table(People(len(texts), 12, 6, (len(texts), 12, 6)), comments=False), comments=comments)
    return read_themes(table, WaveSettings(wave_name="Quarter 1"))


def german_themes() -> list[BoardTheme]:
    themes = list(german_reading().board.themes)
    assert themes
    return themes


def test_parts_of_a_german_theme_are_named_without_articles() -> None:
    terms = {term for theme in german_themes() for part in theme.split for term in part.terms}
    assert terms
    assert {word for term in terms for word in term.split()}.isdisjoint({"der", "die", "das", "den", "dem", "ist"})
