import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.site import Site, serving
from tests.browser.watching import DESK, HEIGHT, Watch

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000
"""Milliseconds that a page may take on a busy machine."""

OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("Chromium is missing. On Debian or Ubuntu: apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The organisation and its server."""
    with serving(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Whatever goes wrong behind the pages of a test fails it."""
    watch = Watch(site.base.removeprefix("http://"))
    yield watch
    assert watch.noticed == []


@pytest.fixture
def context(browser: Browser, site: Site, watch: Watch) -> Iterator[OpenContext]:
    """Open a browser's window of its own, such as one without script; all are closed at the end."""
    opened: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=site.base, **{"viewport": {"width": DESK, "height": HEIGHT}, **options})
        context.set_default_timeout(PATIENCE)
        watch.context(context)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()
