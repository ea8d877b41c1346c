"""The page in a real browser: nothing moves sideways, nothing is fetched, the keyboard reaches everything."""

import pytest

from firsthand.show.page import render
from show.chromium import launched, violations
from show.samples import FAILURES, everything
from show.traces import READINGS, traced

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    yield from launched()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(render(everything(), failures=FAILURES), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    path = tmp_path_factory.mktemp("claims") / "review.html"
    path.write_text(render(list(READINGS.values()), traces=[traced()]), encoding="utf-8")
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


@pytest.mark.parametrize("which", ["address", "claims"])
def test_nothing_keeps_people_out(browser, which, request):
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(request.getfixturevalue(which))
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_claims_do_not_scroll_the_page_sideways_and_say_nothing(browser, claims, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(claims)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert messages == []
    context.close()


def test_a_number_in_the_drawing_leads_to_its_report_without_script(browser, claims):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(claims)
    page.locator("svg.figure a").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#c1r2")
    context.close()


def test_a_number_opens_what_it_rests_on_without_script(browser, claims):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(claims)
    reason = page.get_by_text("Both have the bow door.").first
    assert not reason.is_visible()
    page.locator(".counts summary").nth(2).focus()
    page.keyboard.press("Enter")
    assert reason.is_visible()
    context.close()


def test_claims_on_paper_show_everything(browser, claims):
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.goto(claims)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert page.evaluate("document.querySelector('.counts details ul').getBoundingClientRect().height") > 0
    page.close()
