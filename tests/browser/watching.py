"""What goes wrong behind a page: scripts, the content security policy, requests that leave, and a page too wide."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

PHONE, DESK = 390, 1280
HEIGHT = 900
LOOKS = 20
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Watch:
    """What was noticed, as lines that name the page."""

    host: str
    noticed: list[str] = field(default_factory=list)

    def context(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("request", self.request)
        context.on("console", self.console)
        context.on("weberror", lambda error: self.noticed.append(f"script error: {error.error}"))

    def request(self, request: Request) -> None:
        """Note a request that goes elsewhere."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.noticed.append(f"request to {request.url}")

    def console(self, message: ConsoleMessage) -> None:
        """Note an error or a warning; a page that answers 4xx or 5xx on purpose is none."""
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.noticed.append(f"{message.type} on {message.page.url if message.page else '?'}: {message.text}")

    def look_at(self, page: Page) -> None:
        """Look at the page that is open: light on a phone, dark on a desk."""
        for width, scheme in ((PHONE, "light"), (DESK, "dark")):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            where = f"{urlsplit(page.url).path} at {width} px, {scheme}"
            if too_wide := settled_width(page):
                self.noticed.append(f"{where}: {too_wide} px too wide")
            self.noticed += [f"{where}: {line}" for line in violations(page)]


def settled_width(page: Page) -> int:
    """How many pixels the page is too wide once it has taken its new size; a busy machine takes a moment."""
    for _ in range(LOOKS):
        if not page.evaluate(TOO_WIDE):
            return 0
        page.wait_for_timeout(100)
    return int(page.evaluate(TOO_WIDE))


def violations(page: Page) -> list[str]:
    """What axe finds, a line each."""
    found: dict[str, Any] = Axe().run(page).response
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"][:3]]
