"""What no file of the project may be or hold."""

import re
from urllib.parse import urlsplit

import pytest

from tests.guards.project_tree import project_files, relative

LONGEST = 300
NOT_WRITTEN = {"migrations", "vendor"}  # brought along, or generated from the models and then left alone
ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://[a-z0-9][^\s\"'<>)\]}`,;]*", re.IGNORECASE)
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")

# Names that no request goes to: this machine, names reserved for examples, XML namespaces, and the vendored style
# sheet's notice of where it comes from. A registry is none of them: installing follows the machine's own settings.
KNOWN_HOSTS = {"127.0.0.1", "localhost", "www.w3.org", "getbootstrap.com", "github.com"}
EXAMPLE = re.compile(r"(^|\.)(example(\.(com|net|org))?|invalid|localhost|test)$")

# A mail and the page that `themes` writes are read as one file, without the service: they bring their own style.
STANDALONE = {"mail", "themes_file"}
TEMPLATE_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a script without src": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: link": re.compile(r"javascript:", re.IGNORECASE),
}


def test_no_file_is_longer_than_300_lines() -> None:
    ours = [path for path in project_files(".py", ".html", ".css", ".js") if not NOT_WRITTEN & set(path.parts)]
    lengths = {relative(path): len(path.read_text("utf-8").splitlines()) for path in ours}

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert lengths


def test_no_file_names_an_address_that_is_not_known() -> None:
    unknown = {
        f"{relative(path)}: {host}"
        for path in project_files(".cfg", ".css", ".html", ".js", ".lock", ".md", ".py", ".svg", ".toml", ".yaml", "")
        for host in addressed_hosts(path.read_text("utf-8"))
        if host not in KNOWN_HOSTS and not EXAMPLE.search(host)
    }

    assert unknown == set()


@pytest.mark.parametrize("text", ["https:{}packages.acme.io/simple", "see (http:{}user:word@acme.net:8080/x)."])
def test_an_address_in_a_text_is_seen(text: str) -> None:
    assert len(addressed_hosts(text.format("//"))) == 1


def addressed_hosts(text: str) -> set[str]:
    """Return the hosts of all addresses in a text; what has no dot and is not a number is a placeholder."""
    hosts = {urlsplit(found).hostname or "" for found in ADDRESS.findall(text)}
    return {host for host in hosts if HOST.fullmatch(host)}


def test_no_template_has_inline_style_or_script() -> None:
    found = {
        f"{relative(path)}: {name}"
        for path in project_files(".html")
        for name in inline_parts(path.read_text("utf-8"))
        if not (path.parent.name in STANDALONE and "style" in name)
    }

    assert found == set()


@pytest.mark.parametrize(
    "html",
    [
        "<style>p{}</style>",
        '<p class="a" style="x">',
        "<script>1</script>",
        "<a onclick='1'>",
        '<a href="javascript:1">',
    ],
)
def test_an_inline_part_is_seen(html: str) -> None:
    assert len(inline_parts(html)) == 1


def inline_parts(template: str) -> list[str]:
    """Return the names of what a strict content security policy would block in a template."""
    html = TEMPLATE_CODE.sub("", template)
    return [name for name, pattern in INLINE.items() if pattern.search(html)]
