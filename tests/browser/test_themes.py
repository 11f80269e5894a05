"""The themes console in Chromium: with the keyboard alone, without script, in both widths and both schemes."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenContext
from tests.browser.site import Site
from tests.browser.test_browser import press_on, sign_in, tab_to
from tests.browser.watching import PHONE, Watch

THEMES = "/surveys/1/themes"
TRIES = 60
"""Seconds that a worker may take for a new board."""


def test_every_page_of_themes_is_sound(context: OpenContext, site: Site, watch: Watch) -> None:
    page = sign_in(context(), site, site.lead)
    for address in ("/themes", f"{THEMES}?all=1&words=a", f"{THEMES}?themes=2"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("What the comments are about")
        watch.look_at(page)


def test_a_lead_names_a_theme_by_keyboard_and_undoes_it(context: OpenContext, site: Site, watch: Watch) -> None:
    page = sign_in(context(), site, site.lead)
    page.goto(THEMES)
    tab_to(page, "#name")
    page.keyboard.press("Control+A")
    page.keyboard.type("More one-to-one time")
    press_on(page, "button[value=save]")

    expect(page.locator("#theme-title")).to_have_text("More one-to-one time")
    expect(page.get_by_role("status").first).to_contain_text("You renamed")
    watch.look_at(page)
    press_on(page, ".fp-feedback button")
    expect(page.get_by_role("status").first).to_contain_text("Undone:")
    settled(page)
    expect(page.locator("#theme-title")).not_to_have_text("More one-to-one time")


def test_two_themes_are_merged_on_a_phone_without_script(context: OpenContext, site: Site, watch: Watch) -> None:
    page = sign_in(context(java_script_enabled=False, viewport={"width": PHONE, "height": 844}), site, site.lead)
    page.goto(THEMES)
    before = themes_of(page)
    (first, _), (second, _), *others = before
    for theme in (first, second):
        page.locator(f".fp-themes input[type=checkbox][value='{theme}']").check()
    page.get_by_role("button", name=re.compile("^Merge")).click()

    expect(page.get_by_role("status").first).to_contain_text("You merged")
    settled(page)
    assert {theme for theme, _ in themes_of(page)} in ({first, *dict(others)}, {second, *dict(others)})
    page.get_by_role("button", name=re.compile("^Undo")).first.click()
    expect(page.get_by_role("status").first).to_contain_text("Undone:")
    settled(page)
    assert themes_of(page) == before


def themes_of(page: Page) -> list[tuple[str, str]]:
    """The numbers of the themes that stand on the page, with all that stands beside them, in its order."""
    rows = page.locator(".fp-themes .fp-theme").all()
    ticks = [row.locator("input[type=checkbox]").get_attribute("value") or "" for row in rows]
    return [(tick, row.inner_text()) for tick, row in zip(ticks, rows, strict=True)]


def settled(page: Page) -> None:
    """Reload until the worker has made the new board."""
    for _ in range(TRIES):
        if not page.locator(".fp-work").count():
            return
        page.wait_for_timeout(1_000)
        page.goto(THEMES)
    raise AssertionError("The worker makes no board.")
