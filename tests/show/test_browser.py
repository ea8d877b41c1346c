"""The page in a real browser: nothing moves sideways, nothing is fetched, the keyboard reaches everything."""

import os
import shutil

import pytest

from firsthand.show.page import render
from show.samples import FAILURES, everything

pytestmark = pytest.mark.browser
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


def missing(reason):
    """Skip with the reason; in continuous integration a check that does not run is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser():
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


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(render(everything(), failures=FAILURES), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_sideways_scroll_no_message_no_request(browser, address, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    messages, requests = [], []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert messages == []
    assert [url for url in requests if not url.startswith(("file://", "data:,"))] == []
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the stylesheet was not applied"
    context.close()


def test_the_keyboard_reaches_the_skip_link_and_every_number(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    reached = set()
    for _ in range(page.locator("a").count()):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href')"))
    numbers = sum(len(reading.attributions) for reading in everything())
    assert {f"#{kind}{n}" for kind in "am" for n in range(1, numbers + 1)} <= reached
    page.close()


def test_the_number_leads_to_its_card(browser, address):
    page = browser.new_page(viewport={"width": 375, "height": 700})
    page.goto(address)
    page.locator('a[href="#a9"]').first.click()
    assert page.url.endswith("#a9")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 700
    page.close()


def test_labels_of_the_drawn_way_do_not_overlap(browser, address):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(address)
    overlaps = page.evaluate(
        """[...document.querySelectorAll('svg.way')].flatMap(svg => {
             const boxes = [...svg.querySelectorAll('svg text')].map(t => t.getBoundingClientRect());
             const outer = svg.getBoundingClientRect();
             return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
               a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4)
               .concat(a.left < outer.left - 1 || a.right > outer.right + 1 ? [a] : []));
           }).length"""
    )
    assert overlaps == 0
    page.close()


def test_on_paper_nothing_is_hidden(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    hidden = page.evaluate(
        """[...document.querySelectorAll('main p, main li, main h2, main h3, main svg')]
             .filter(e => e.getBoundingClientRect().height === 0 && e.textContent.trim()).length"""
    )
    assert hidden == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.row > p')).position") == "static"
    page.close()
