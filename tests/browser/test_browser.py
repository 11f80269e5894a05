"""A handful of journeys in Chromium, on a real server with a worker."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import OpenContext
from tests.browser.site import Site
from tests.browser.watching import PHONE, Watch

CHOICE = "input.btn-check"
CHART = "article svg[role=img]"
GO_ON = ".fp-main-action button.btn-primary"
KINDS = (".fp-of-five", ".fp-picks", ".fp-choices hr", "textarea")
MOST_QUESTIONS = 25
REPORT_TRIES = 60
"""Seconds that a worker may take for a report."""


def sign_in(context: BrowserContext, site: Site, address: str) -> Page:
    """Sign in by the page."""
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    return page


def questions(page: Page) -> Iterator[str]:
    """The question that is open, again and again until the survey is sent."""
    for _ in range(MOST_QUESTIONS):
        if "/questions/" not in page.url:
            return
        yield page.url
    pytest.fail(f"The survey does not get past {page.url}")


def test_a_rep_answers_on_a_phone_without_script(context: OpenContext, site: Site) -> None:
    phone = {
        "viewport": {"width": PHONE, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    }
    page = context(java_script_enabled=False, **phone).new_page()
    page.goto(site.links["rep"])
    assert re.fullmatch(r".*/r", page.url)
    page.get_by_role("link", name="Start").tap()

    page.get_by_role("button", name="Continue").tap()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("alert").get_by_role("link").first.tap()

    tap_through(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answers are in.")
    page.goto(site.links["rep"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answers are in.")


def tap_through(page: Page) -> None:
    """Answer each question by its third choice, words by a sentence, until the receipt."""
    for _ in questions(page):
        words = page.locator("textarea")
        if words.count():
            words.fill("She listens to a call and asks first.")
        else:
            page.locator(CHOICE).nth(2).tap()
        with page.expect_navigation():
            page.locator(GO_ON).tap()
        expect(page.get_by_role("alert")).to_have_count(0)


def test_a_manager_answers_by_keyboard_alone(context: OpenContext, site: Site) -> None:
    page = context().new_page()
    page.goto(site.links["manager"])
    press_on(page, "a.btn-primary")

    for _ in questions(page):
        tab_to(page, "input.btn-check, textarea")
        if page.locator("textarea").count():
            page.keyboard.type("Fewer reports would give me a day a month.")
        else:
            page.keyboard.press("Space")
        press_on(page, "button.btn-primary")

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answers are in.")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something of the kind has the focus, and can be seen to have it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector} on {page.url}")


def press_on(page: Page, selector: str) -> None:
    """Go to a button or link with Tab and press Enter; wait for the next page."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_every_page_of_a_respondent_is_sound(context: OpenContext, site: Site, watch: Watch) -> None:
    page = context().new_page()
    for address in (site.links["executive"], "/r/promise", "/r/stop", "/receipt", "/r/nothing"):
        page.goto(address)
        watch.look_at(page)
    page.goto(site.links["executive"])
    page.get_by_role("link", name="Start").click()
    kinds: set[str] = set()
    for _ in questions(page):
        kind = kind_of_question(page)
        if kind not in kinds:
            go_on(page)
            watch.look_at(page)
            kinds.add(kind)
        if page.locator(CHOICE).count():
            page.locator(CHOICE).first.check(force=True)
            go_on(page)
    watch.look_at(page)


def kind_of_question(page: Page) -> str:
    """How a question is answered, by what stands on its page."""
    return " ".join(kind for kind in KINDS if page.locator(kind).count())


def go_on(page: Page) -> None:
    """Press the page's main button, and wait for the next page."""
    with page.expect_navigation():
        page.locator(GO_ON).click()


def test_every_page_of_a_manager_is_sound(context: OpenContext, site: Site, watch: Watch) -> None:
    page = context().new_page()
    page.goto(site.links["checkin"])
    watch.look_at(page)
    page.get_by_role("button", name=re.compile("^Send")).click()
    watch.look_at(page)


def test_every_page_of_a_program_lead_is_sound(context: OpenContext, site: Site, watch: Watch) -> None:
    page = context().new_page()
    page.goto("/sign-in")
    watch.look_at(page)
    page = sign_in(page.context, site, site.lead)
    wave = site.open_wave
    for address in (
        "/home",
        "/surveys",
        "/surveys/1",
        "/surveys/1/edit",
        "/surveys/new",
        "/surveys/new/quarterly",
        "/surveys/bank/quarterly",
        "/people",
        "/people/import",
        "/waves",
        f"/waves/{wave}",
        f"/waves/{wave}/close",
        f"/waves/{wave}/not-arrived",
        "/reports",
        f"/reports/{site.closed_wave}",
        "/check-ins",
        "/nothing",
    ):
        page.goto(address)
        watch.look_at(page)


def test_the_watch_sees_what_is_wrong(context: OpenContext, watch: Watch) -> None:
    watch.host = "elsewhere.example"
    page = context().new_page()
    page.goto("/sign-in")
    page.evaluate("document.body.innerHTML = '<img width=2000 height=9><p style=\"color: red\">x</p>'")
    watch.look_at(page)
    noticed, watch.noticed = watch.noticed, []

    assert any("request to " in line for line in noticed)
    assert any("px too wide" in line for line in noticed)
    assert any("image-alt" in line for line in noticed)
    assert any("Content Security Policy" in line for line in noticed)


def test_a_roster_file_is_previewed(context: OpenContext, site: Site, watch: Watch) -> None:
    page = sign_in(context(), site, site.lead)
    page.goto("/people/import")
    rows = "name,e-mail,role,manager\nAda,ada@tarnbrook.example,rep,nobody@tarnbrook.example\nBo,bo@a.example,rep,\n"
    page.get_by_label("Roster file").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.get_by_role("button", name="Read the file").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Check what people.csv would change")
    watch.look_at(page)
    page.get_by_role("button", name="Cancel").click()


def test_an_executive_guesses_sees_managers_answers_and_reads(context: OpenContext, site: Site, watch: Watch) -> None:
    page = sign_in(context(), site, site.executive)
    page.goto(f"/reports/{site.closed_wave}")
    expect(page).to_have_url(f"{site.base}/reports/{site.closed_wave}/guess")
    watch.look_at(page)
    for question in page.locator(".fp-question").all():
        question.locator(CHOICE).nth(1).check(force=True)
    page.get_by_role("button", name="Keep these guesses").click()

    expect(page).to_have_url(f"{site.base}/reports/{site.closed_wave}/reveal")
    watch.look_at(page)
    page.goto(f"/reports/{site.closed_wave}")
    expect(page.locator(CHART).first).to_be_visible()
    page.goto("/check-ins/answers")
    watch.look_at(page)


def test_a_lead_closes_a_wave_and_takes_its_report_home(context: OpenContext, site: Site) -> None:
    page = sign_in(context(), site, site.lead)
    page.goto(f"/waves/{site.open_wave}")
    page.get_by_role("link", name=re.compile("Close")).first.click()
    page.get_by_role("button", name="Close it for good").click()
    expect(page.get_by_text("Closed. The answers are being sealed")).to_be_visible()

    expect(report_of(page, site.open_wave)).to_be_visible()

    paper = page.context.request.get(f"/reports/{site.open_wave}/report.pdf")
    assert (paper.headers["content-type"], paper.body()[:5]) == ("application/pdf", b"%PDF-")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("JSON")).click()
    rows = json.loads(download.value.path().read_text("utf-8"))
    assert {row["audience"] for row in rows} >= {"rep", "manager"}


def report_of(page: Page, wave: int) -> Locator:
    """The chart of a wave's report, once the worker has made it."""
    page.goto(f"/reports/{wave}")
    for _ in range(REPORT_TRIES):
        if page.locator(CHART).count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    return page.locator(CHART).first
