"""The parts of the pages, rendered with plain Jinja: what their HTML must hold whatever page they stand on."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, validators

from survey_service.paths import static_folder, templates_folder

STATUSES = [400, 403, 404, 405, 409, 410, 413, 429, 500, 503]
MENU = [{"label": "Home", "url": "/home", "current": True}, {"label": "People", "url": "/people", "current": False}]


class Elements(HTMLParser):
    """The elements of a page with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, name: str) -> list[str]:
        """Return all values of an attribute."""
        return [attributes[name] for _, attributes in self.found if name in attributes]


def environment(**context: Any) -> Environment:
    """Make Jinja's environment as the application has it, without the application."""
    loader = ChoiceLoader([FileSystemLoader(templates_folder()), FileSystemLoader(Path(__file__).parent)])
    made = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(
        url_for=lambda _endpoint, filename: f"/static/{filename}",
        get_flashed_messages=lambda **_: [("status", "The wave is open."), ("error", "Failed: 2 mails.")],
        csrf_token=lambda: "token",
        **context,
    )
    return made


def render(source: str, **context: Any) -> str:
    """Render a few components, imported as `fp`."""
    return environment().from_string('{% import "macros.html" as fp %}' + source).render(**context)


@pytest.fixture(scope="module")
def gallery() -> Elements:
    return Elements(environment(nav=MENU, is_demo=True).get_template("gallery.html").render())


def test_no_part_brings_a_style_or_a_script(gallery: Elements) -> None:
    tags = {tag for tag, _ in gallery.found}
    names = {name for _, attributes in gallery.found for name in attributes}

    assert tags & {"style", "script"} == set()
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


def test_every_control_has_a_label(gallery: Elements) -> None:
    labelled = set(gallery.values("for"))
    controls = [a for tag, a in gallery.found if tag in {"input", "select", "textarea"} and a.get("type") != "hidden"]

    assert [a for a in controls if a["id"] not in labelled and not a.get("aria-label")] == []
    assert len(controls) > 40


def test_ids_are_unique_and_whatever_is_referred_to_is_there(gallery: Elements) -> None:
    ids = gallery.values("id")
    referred = [*gallery.values("for"), *" ".join(gallery.values("aria-describedby")).split()]
    referred += gallery.values("aria-labelledby")
    referred += [link[1:] for link in gallery.values("href") if link.startswith("#") and len(link) > 1]

    assert len(ids) == len(set(ids))
    assert set(referred) - set(ids) == set()


def test_the_first_control_of_a_question_bears_its_name(gallery: Elements) -> None:
    first = {a["name"]: a["id"] for _, a in reversed(gallery.found) if a.get("type") in {"radio", "checkbox"}}

    assert {name: first[name] for name in ("I1", "I3", "I5", "I10")} == {
        "I1": "I1",
        "I3": "I3",
        "I5": "I5",
        "I10": "I10",
    }


def test_every_style_sheet_a_page_asks_for_is_there(gallery: Elements) -> None:
    asked = [a["href"].removeprefix("/static/") for tag, a in gallery.found if tag == "link"]

    assert [name for name in asked if not (static_folder() / name).is_file()] == []
    assert len(asked) > 10


def test_the_index_lists_every_macro_with_its_arguments() -> None:
    module = vars(environment().get_template("macros.html").module)
    macros = {name: list(macro.arguments) for name, macro in module.items() if hasattr(macro, "arguments")}
    index = (templates_folder() / "macros.html").read_text("utf-8").split("#}")[0]
    listed = {name: _arguments(arguments) for name, arguments in re.findall(r"(\w+)\(((?:[^()]|\(\))*)\)", index)}

    assert macros == {name: listed.get(name) for name in macros}
    assert len(macros) > 50


def _arguments(text: str) -> list[str]:
    names = re.findall(r"(?:^|,)\s*(\w+)", re.sub(r'"[^"]*"', '""', text))
    return [name for name in names if name]


@pytest.mark.parametrize("status", STATUSES)
def test_a_problem_page_says_what_happened_and_has_one_heading(status: int) -> None:
    page = environment().get_template("errors/problem.html")
    html = page.render(status=status, title="This is closed", sentence="The wave closed on Friday.")

    assert html.count("<h1>") == 1
    assert "The wave closed on Friday." in html
    assert f"Problem {status}." in html


def test_a_problem_page_leads_a_member_home_and_others_to_their_mail() -> None:
    page = environment().get_template("errors/problem.html")

    assert 'href="/home"' in page.render(status=404, title="Nothing here", sentence="Check the address.", nav=MENU)
    assert "newest mail" in page.render(status=404, title="Nothing here", sentence="Check the address.")


@pytest.mark.parametrize("layout", ["layout.html", "respond_layout.html"])
def test_demo_data_is_marked_on_every_page_and_only_there(layout: str) -> None:
    page = environment().get_template(layout)

    assert "Demo data." in page.render(is_demo=True)
    assert "Demo data." not in page.render(is_demo=False)


@pytest.mark.parametrize("layout", ["layout.html", "respond_layout.html"])
def test_what_just_happened_stands_in_the_page(layout: str) -> None:
    html = environment().get_template(layout).render()

    assert re.search(r'role="status">\s*<p>The wave is open.</p>', html)
    assert re.search(r'role="alert">\s*<p><strong>Failed:</strong> 2 mails.</p>', html)


def test_the_menu_marks_the_current_page(gallery: Elements) -> None:
    current = {a["href"] for _, a in gallery.found if a.get("aria-current") == "page"}

    assert current == {"/home"}


def test_what_people_wrote_is_escaped() -> None:
    html = render('{{ fp.quote(words) }}{{ fp.open_question("O1", words, value=words) }}', words="<b>&</b>")

    assert html.count("&lt;b&gt;&amp;&lt;/b&gt;") == 3
    assert "<b>" not in html


# Any: the stubs know only pairs of value and label, which WTForms warns about by now.
ROLES: Any = ["rep", "manager"]
PACES: Any = ["weekly", "monthly"]


class PersonForm(Form):
    """One field of each kind that the field macro tells apart."""

    name = StringField("Name", [validators.InputRequired("Write a name.")])
    role = SelectField("Role", choices=ROLES)
    pace = RadioField("How often", choices=PACES)
    told = BooleanField("Tell them by mail")


def test_a_form_field_names_its_mistake_beside_its_label() -> None:
    form = PersonForm(name="", pace="weekly")
    form.validate()
    html = render('{% for entry in form %}{{ fp.field(entry, hint="As on the badge.") }}{% endfor %}', form=form)
    page = Elements(html)
    name = next(a for _, a in page.found if a.get("id") == "name")

    assert "Write a name." in html
    assert name["aria-invalid"] == "true"
    assert set(name["aria-describedby"].split()) <= set(page.values("id"))
    assert set(page.values("for")) == {"name", "role", "pace", "pace-monthly", "told"}


def test_the_words_of_two_roles_begin_with_a_sentence() -> None:
    words = {"one": "rep", "other": "manager", "n_one": 90, "n_other": 30, "words": []}
    charts = {"words-rep-manager-wide": "", "words-rep-manager-narrow": ""}
    for said, *sides in (
        ("Reps write “a”, “b” and “c” more often; managers write “x”.", ("rep", "abcd"), ("manager", "x")),
        ("Managers write “x” and “y” more often.", ("manager", "xy")),
    ):
        words["words"] = [{"phrase": phrase, "role": role, "people": 10, "z": 2} for role, of in sides for phrase in of]
        page = render('{% include "themes/words.html" %}', role_words=[words], word_charts=charts)
        assert f"<p>{said}</p>" in page
