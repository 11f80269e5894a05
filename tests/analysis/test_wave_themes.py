"""What people wrote: counted as people, hidden below ten, quoted only with consent and masked."""

from dataclasses import replace

from analysis.results import ThemeShown, ThemesOfRole
from analysis.tables import Comment, WaveSettings, WaveTable
from analysis.wave_themes import read_themes
from tests.analysis.makers import People, different_comments, make_wave_table

CROWD = People(160, 40, 6, (160, 40, 6))


def wave_with(reps: dict[str, int], *, may_quote: bool = True, people: People = CROWD) -> WaveTable:
    """A wave in which the first reps write about one thing, the next about another."""
    table = make_wave_table(people, comments=False)
    texts = [text for subject, count in reps.items() for text in different_comments(subject, count)]
    return replace(table, comments=tuple(Comment(row, "O1", text, may_quote) for row, text in enumerate(texts)))


def of_reps(table: WaveTable, previous: WaveTable | None = None) -> ThemesOfRole:
    themes = read_themes(table, WaveSettings(previous=previous, previous_name="June" if previous else "")).shown
    return next(found for found in themes if found.role == "rep")


def about(found: ThemesOfRole, word: str) -> list[ThemeShown]:
    """The themes whose quotes mention a word."""
    return [theme for theme in found.themes if any(word in quote for quote in theme.quotes)]


def test_people_are_counted_not_comments() -> None:
    table = wave_with({"pricing": 45, "sit in": 45, "reports": 30})
    twice = [replace(said, question="O2") for said in table.comments]
    found = of_reps(replace(table, comments=(*table.comments, *twice)))
    assert found.n_people == 120
    assert found.themes
    people = [theme.n_people or 0 for theme in found.themes]
    assert sum(people) <= 120
    assert people == sorted(people, reverse=True)


def test_fewer_than_ten_writers_are_hidden() -> None:
    themes = read_themes(wave_with({"pricing": 9}), WaveSettings()).shown
    assert [(each.n_people, each.themes) for each in themes] == [(None, ())] * 3
    assert {each.hidden for each in themes} == {"Hidden to protect people: comments need 10 people."}


def test_fewer_than_thirty_comments_are_not_grouped() -> None:
    found = of_reps(wave_with({"pricing": 15, "sit in": 12}))
    assert (found.n_people, found.themes) == (27, ())
    assert found.hidden == "Fewer than 30 comments were written: too few to group into themes."


def test_the_wave_before_helps_to_group_a_small_one() -> None:
    now = wave_with({"pricing": 24, "sit in": 4})
    assert of_reps(now).hidden.startswith("Fewer than 30 comments")
    found = of_reps(now, wave_with({"pricing": 60, "sit in": 60, "reports": 40}))
    assert (found.n_people, found.hidden) == (28, "Hidden to protect people: fewer than 10 in each.")
    assert not about(found, "coaching")


def test_small_themes_are_counted_together_and_not_named() -> None:
    past = wave_with({"reports": 60, "pricing": 60, "sit in": 60})
    found = of_reps(wave_with({"pricing": 70, "reports": 7, "sit in": 6}), past)
    assert about(found, "pric")
    assert not about(found, "forecast")
    assert not about(found, "coaching talk")
    assert found.n_small_themes >= 2
    assert found.small_people is not None
    assert found.small_people % 5 == 0
    assert all(theme.n_people is None or theme.n_people >= 10 for theme in found.themes)


def test_what_grew_is_rising_and_what_shrank_is_fading() -> None:
    found = of_reps(wave_with({"pricing": 110, "reports": 40}), wave_with({"pricing": 30, "reports": 120}))
    rising, fading = about(found, "pric"), about(found, "report")
    assert "rising" in {theme.direction for theme in rising}
    assert "fading" not in {theme.direction for theme in rising}
    assert "fading" in {theme.direction for theme in fading}
    assert all(theme.before.startswith("June: ") and theme.before.endswith(" %") for theme in fading)


def test_what_nobody_wrote_about_before_is_new() -> None:
    found = of_reps(wave_with({"pricing": 60, "reports": 60}), wave_with({"pricing": 120}))
    new = about(found, "report")
    assert new
    assert {(theme.direction, theme.before) for theme in new} == {("new", "")}


def test_too_few_writers_before_leave_the_direction_open() -> None:
    found = of_reps(wave_with({"pricing": 60, "reports": 60}), wave_with({"pricing": 6}))
    assert {theme.direction for theme in found.themes} == {"tentative"}


def test_a_direction_does_not_say_what_a_hidden_figure_was() -> None:
    found = of_reps(wave_with({"pricing": 60, "reports": 60}), wave_with({"pricing": 5, "reports": 5}))
    assert found.themes
    assert {(theme.direction, theme.before) for theme in found.themes} == {("tentative", "")}


def test_what_grew_from_few_is_rising_whoever_these_were() -> None:
    before = wave_with({"pricing": 4, "reports": 90})
    found = of_reps(wave_with({"pricing": 60, "reports": 60}), before)
    told = {(theme.direction, theme.before) for theme in about(found, "pric")}
    assert ("rising", "") in told
    assert told <= {("rising", ""), ("new", "")}


def test_quotes_need_consent() -> None:
    quoted = of_reps(wave_with({"pricing": 60, "sit in": 60}))
    silent = of_reps(wave_with({"pricing": 60, "sit in": 60}, may_quote=False))
    assert all(theme.quotes for theme in quoted.themes)
    assert not any(theme.quotes for theme in silent.themes)


def test_quotes_and_terms_are_masked() -> None:
    table = wave_with({"pricing": 60, "sit in": 60})
    named = [replace(said, text=f"{said.text} and Robin Ferrant knows, robin@example.org") for said in table.comments]
    found = of_reps(replace(table, comments=tuple(named), names=("Robin Ferrant",)))
    shown = " ".join(text for theme in found.themes for text in (theme.label, *theme.terms, *theme.quotes))
    assert found.themes
    assert "Ferrant" not in shown
    assert "example.org" not in shown


def test_boilerplate_is_set_aside_and_counted() -> None:
    table = wave_with({"pricing": 60, "sit in": 60})
    nothing = [Comment(row, "O2", "n/a", may_quote=True) for row in range(130, 150)]
    read = read_themes(replace(table, comments=(*table.comments, *nothing)), WaveSettings())
    themes, set_aside = read.shown, read.set_aside
    assert themes[0].n_people == 120
    assert sum(set_aside.values()) >= 20
    assert set_aside["nothing_to_add"] == 20


def test_what_a_role_of_few_writers_wrote_is_in_no_count() -> None:
    table = wave_with({"pricing": 60, "sit in": 60})
    few = [Comment(row, "O1", text, may_quote=True) for row, text in enumerate(("n/a", "None", "More coaching"), 200)]
    set_aside = read_themes(replace(table, comments=(*table.comments, *few)), WaveSettings()).set_aside
    assert "nothing_to_add" not in set_aside
    assert read_themes(replace(table, comments=tuple(few)), WaveSettings()).set_aside == {}


def test_a_role_that_was_asked_nothing_open_has_no_themes() -> None:
    table = make_wave_table(comments=False)
    roles = {role: dict(asked) for role, asked in table.instrument["roles"].items()}
    roles["executive"]["questions"] = [each for each in roles["executive"]["questions"] if each.get("kind") != "open"]
    themes = read_themes(replace(table, instrument={**table.instrument, "roles": roles}), WaveSettings()).shown
    assert [found.role for found in themes] == ["rep", "manager"]
