"""A decision made in the browser: it changes the count, is in the log, survives a new trace, and can be undone."""

import json
import time

import pytest

from firsthand.store.case import Case
from firsthand.web.app import application
from firsthand.web.jobs import Job, Jobs, Task
from firsthand.web.safety import Rules
from firsthand.web.work import work
from show.chromium import launched
from web.conftest import HOSTS, running

pytestmark = pytest.mark.browser

CLAIM = "The ferry Alka left Mornvik with its bow door open"
TEXTS = (
    ("Mornvik Tidende", "2032-02-02", f"{CLAIM}, harbour pilot Jon Tveit told Mornvik Tidende on Monday."),
    (
        "Dagsnytt Nord",
        "2032-02-03",
        f"{CLAIM}, harbour pilot Jon Tveit said on Tuesday.",
    ),
    ("Kystavisen", "2032-02-04", f"{CLAIM}, the deckhand Mona Skarv told Kystavisen."),
    ("Havnebladet", "2032-02-04", "Nothing of note was unloaded in Mornvik this week, and the fish market was quiet."),
)


@pytest.fixture(scope="module")
def browser():
    yield from launched()


@pytest.fixture(scope="module")
def traced_case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judging")
    source, case = folder / "in.jsonl", folder / "alka.case"
    rows = [
        {"id": f"{n}", "outlet": outlet, "published": day, "text": text} for n, (outlet, day, text) in enumerate(TEXTS)
    ]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert work(Task(kind="add", case=str(case), inputs=(str(source),)))
    assert work(Task(kind="trace", case=str(case), claim=CLAIM))
    assert work(Task(kind="views", case=str(case)))
    return case


def counts(case):
    with Case(case, readonly=True) as kept:
        (one,) = [traced for traced in kept.traces() if traced.claim == CLAIM]
    return one


def at_once(app, case):
    """Do jobs in this process and at once, not in one of their own: starting those takes longer than their work."""

    def submit(kind, about, *, inputs=(), claim=None):
        assert work(Task(kind=kind, case=str(case), inputs=inputs, claim=claim))
        return Job(id=1, kind=kind, about=about, state="done")

    app.state.desk.jobs.submit = submit


def pressed(page, button):
    """Press a button whose form changes something, and see that it was taken."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        button.click()
    assert answer.value.status == 303
    page.wait_for_load_state()


def test_a_decision_counts_is_logged_survives_and_can_be_undone(browser, traced_case):
    before = counts(traced_case)
    assert (before.independent_origins.best, len(before.reports)) == (2, 3)
    app = application(traced_case, rules=Rules(hosts=HOSTS), work=False)
    at_once(app, traced_case)
    page = browser.new_page()
    with running(app) as address:
        page.goto(f"{address}/claims/{before.id}")
        assert page.locator(".counts").get_by_text("2 origins").count() == 1
        for _ in before.merges:  # there may be more than one reason to count the two as one
            page.locator(".counts summary", has_text="origins").click()
            merge = page.locator("li.merge").first
            merge.locator("summary", has_text="Decide").click()
            merge.get_by_label("Why").fill("He spoke twice, of two crossings.")
            merge.get_by_label("Who decides").fill("Ada")
            pressed(page, merge.get_by_role("button", name="They do not"))
            page.goto(f"{address}/claims/{before.id}")
        assert page.locator(".counts").get_by_text("3 origins").count() == 1
        assert "He spoke twice, of two crossings." in page.locator("#main").inner_text()

        page.goto(f"{address}/judgements")
        row = page.locator("tbody tr").first
        assert "Ada" in row.inner_text()
        assert "they do not rest on one origin" in row.inner_text()
        assert "He spoke twice" in page.request.get(f"{address}/judgements.csv").text()

        assert work(Task(kind="trace", case=str(traced_case)))  # a new trace of everything
        assert counts(traced_case).independent_origins.best == 3

        for _ in before.merges:
            page.goto(f"{address}/judgements")
            pressed(page, page.get_by_role("button", name="Undo").first)
        page.goto(f"{address}/judgements")
        assert "undone" in page.locator("tbody").inner_text()
    assert counts(traced_case).independent_origins.best == 2
    page.close()


def test_a_text_that_is_pasted_is_read_and_found(browser, traced_case):
    app = application(traced_case, rules=Rules(hosts=HOSTS), work=False)
    at_once(app, traced_case)
    page = browser.new_page()
    with running(app) as address:
        page.goto(f"{address}/inputs")
        page.get_by_label("Or paste a text").fill("The lighthouse keeper, Ole Brandt, said the zeppelin had landed.")
        page.get_by_label("Its title").fill("A zeppelin over Mornvik")
        pressed(page, page.get_by_role("button", name="Add"))
        page.goto(f"{address}/articles?q=zeppelin")
        assert page.get_by_role("heading", name="1 article").is_visible()
        page.get_by_role("link", name="A-zeppelin-over-Mornvik.txt").first.click()
        assert "Ole Brandt" in page.locator("#main").inner_text()
    page.close()


def test_a_job_is_done_in_a_process_of_its_own_and_says_how_far_it_is(tmp_path):
    (tmp_path / "a.txt").write_text("Ole Brandt said the zeppelin had landed.", encoding="utf-8")
    missing = tmp_path / "none.txt"
    jobs = Jobs(tmp_path / "new.case")
    first = jobs.submit("add", "two files", inputs=(str(tmp_path / "a.txt"), str(missing)))
    until = time.monotonic() + 240
    while jobs.get(first.id).state in ("waiting", "running") and time.monotonic() < until:
        time.sleep(0.1)
    done = jobs.get(first.id)
    jobs.close()
    assert (done.state, done.done, done.total) == ("done", 2, 2)
    assert "none.txt" in done.failures[0]
    with Case(tmp_path / "new.case", readonly=True) as kept:
        assert kept.counts().documents == 1
    assert jobs.submit("views", "") is None
