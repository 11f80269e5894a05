"""The report on a file of comments in Chromium, opened from disk: sound at both widths, its slider without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Locator, Page, expect

from survey_service.commands.themes import themes_command
from tests.browser.watching import DESK, HEIGHT, Watch

COMMENTS = Path(__file__).parents[1] / "files" / "comments.csv"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with roles and periods."""
    folder = tmp_path_factory.mktemp("report")
    columns = ("--by", "role", "--period-column", "date", "--themes", "6")
    result = CliRunner().invoke(themes_command, [str(COMMENTS), *columns, "--output", str(folder)])
    assert result.exit_code == 0, result.output
    return folder / "report.html"


@pytest.fixture
def watch() -> Iterator[Watch]:
    """A page from disk asks for nothing else."""
    watch = Watch("")
    yield watch
    assert watch.noticed == []


@pytest.fixture
def page(browser: Browser, report: Path, watch: Watch) -> Iterator[Page]:
    """The report in a browser without script."""
    context = browser.new_context(viewport={"width": DESK, "height": HEIGHT}, java_script_enabled=False)
    watch.context(context)
    page = context.new_page()
    page.goto(report.as_uri())
    yield page
    context.close()


def rows(page: Page) -> Locator:
    """The themes that are listed on the level that is chosen."""
    return page.locator("li.fp-size:visible")


def test_the_report_is_sound_on_a_phone_and_on_a_desk(browser: Browser, report: Path, watch: Watch) -> None:
    context = browser.new_context()
    watch.context(context)
    page = context.new_page()
    page.goto(report.as_uri())
    for details in page.locator("details").all():
        details.evaluate("each => each.open = true")
    watch.look_at(page)
    context.close()


def test_the_slider_shows_fewer_or_more_themes_without_script(page: Page) -> None:
    asked = page.get_by_role("radio", name="6 themes, as asked")
    expect(asked).to_be_checked()
    expect(rows(page)).to_have_count(6)
    fewer = page.get_by_role("radio").first
    fewer.check()
    count = int(str(fewer.get_attribute("value")))
    assert count < 6
    expect(rows(page)).to_have_count(count)
    expect(page.locator(".fp-lead:visible")).to_contain_text(f"{count} themes.")


def test_the_slider_follows_the_arrow_keys(page: Page) -> None:
    page.get_by_role("radio", name="6 themes, as asked").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="6 themes, as asked")).not_to_be_checked()
    assert rows(page).count() < 6


def test_a_link_in_the_list_opens_its_theme(page: Page) -> None:
    link = rows(page).last.get_by_role("link")
    target = page.locator(str(link.get_attribute("href")))
    expect(target).to_be_hidden()
    link.click()
    expect(target).to_be_visible()


def test_paper_shows_the_level_that_is_chosen_and_every_theme_of_it(page: Page) -> None:
    page.get_by_role("radio").first.check()
    count = rows(page).count()
    page.emulate_media(media="print")
    expect(rows(page)).to_have_count(count)
    expect(page.locator(".fp-all .fp-two:visible")).to_have_count(count)
    expect(page.get_by_role("radiogroup")).to_have_count(0)
