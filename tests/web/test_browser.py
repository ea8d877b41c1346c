"""The application in a real browser: what keeps people out, what others wrote, and the main paths."""

import pytest

from show.chromium import launched, violations
from show.traces import READINGS

pytestmark = pytest.mark.browser

PAGES = ["/", "/claims/k1", "/articles?q=bow", "/parties", "/inputs", "/judgements", "/quotations", "/nothing"]


@pytest.fixture(scope="module")
def browser():
    yield from launched()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    found = context.new_page()
    found.messages = []
    found.on("console", lambda message: found.messages.append(message.text))
    found.on("pageerror", lambda error: found.messages.append(str(error)))
    yield found
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(browser, address, scheme):
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    article = f"/articles/{READINGS['copy0'].document.id}"
    beside = f"{article}/beside/{READINGS['copy1'].document.id}"
    for path in [*PAGES, article, beside]:
        page.goto(address + path)
        assert violations(page) == [], path
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways_or_complains(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    for path in PAGES[:-1]:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert messages == []
    context.close()


def test_searching_and_narrowing_down(page, address):
    page.goto(address)
    page.get_by_label("Search the articles").fill("bow door")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="14 articles").wait_for()
    page.get_by_role("link", name="denies it").click()
    page.get_by_role("heading", name="1 article").wait_for()
    assert "stance=denies" in page.url
    page.get_by_role("link", name="take away").click()
    page.get_by_role("heading", name="14 articles").wait_for()
    assert page.messages == []


def test_the_keyboard_reaches_the_content_and_the_figure(page, address):
    page.goto(address + "/claims/k1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.className"))
    assert {"scroll", "#c1r1"} <= reached


def test_without_script_the_main_paths_work(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/articles?q=bow")
    page.get_by_role("link", name="denies it").click()
    assert page.get_by_role("heading", name="1 article").is_visible()
    context.close()


def test_the_language_is_changed_and_kept(page, address):
    page.goto(address)
    page.get_by_role("link", name="svenska").click()
    page.goto(address + "/articles")
    assert page.locator("h1").inner_text() == "Artiklar"
    assert page.evaluate("document.documentElement.lang") == "sv"
