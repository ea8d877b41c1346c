"""A real browser for the tests, and axe to look at what it shows."""

import os
import shutil
from pathlib import Path

import pytest

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[2] / ".venv" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def missing(reason):
    """Skip with the reason; in continuous integration a check that does not run is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def launched():
    """Give a browser, and close it at the end."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing("Chromium is not installed; install the package chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed; install firsthand[dev]")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


def violations(page):
    """Run axe on a page; return what it finds wrong: the rule, and where."""
    if not AXE.is_file():
        missing("axe-core is not there; fetch it with: make axe")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = page.evaluate("async (tags) => (await axe.run({runOnly: tags})).violations", RULES)
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
