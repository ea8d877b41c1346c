"""Everything others wrote is hostile: on no page of the application does any of it run or become an element."""

import msgspec
import pytest
from starlette.testclient import TestClient

from firsthand.trace.records import Count, Merge, Origin, Traced
from firsthand.web.app import application
from firsthand.web.safety import Rules
from show.chromium import launched
from show.reader import Page
from show.test_hostile import HOSTILE, hostile_reading
from show.traces import traced
from web.conftest import HOSTS, fill, running

NAMES = ("script", "image", "quote", "address", "template", "style", "math", "svg", "entity")


def readings():
    """A reading for each kind of hostile words, all of them in every field."""
    found = []
    for name in NAMES:
        one = hostile_reading(HOSTILE[name])
        rows = tuple(
            msgspec.structs.replace(row, id=f"{name}-{row.id}", doc=name, parent=None) for row in one.attributions
        )
        found.append(
            msgspec.structs.replace(
                one,
                document=msgspec.structs.replace(one.document, id=name),
                attributions=rows,
                speakers=(msgspec.structs.replace(one.speakers[0], attribution=rows[0].id),),
                said=(msgspec.structs.replace(one.said[0], attribution=rows[0].id),),
                chains=(msgspec.structs.replace(one.chains[0], attribution=rows[0].id),),
            )
        )
    return found


def claims():
    """A claim for each kind of hostile words, all of them in every field of every record."""
    base = traced()
    for name in NAMES:
        words = HOSTILE[name]
        first = msgspec.structs.replace(
            base.reports[0],
            document=name,
            doc=words,
            outlet=words,
            words=words,
            variant=None,
            chain=(words, words + "2"),
            origin=words,
        )
        second = msgspec.structs.replace(first, id="r2", stance="denies", published=words, said_on=words)
        yield Traced(
            id=name,
            claim=words,
            reports=(first, second),
            merges=(Merge(id=words, a=first.id, b="r2", level="probable", kind="citation", score=0.5, why=words),),
            origins=(Origin(label=words, kind="unnamed", reports=(first.id,)),),
            independent_origins=Count(min=1, best=1, max=1),
        )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    app = application(
        fill(tmp_path_factory.mktemp("hostile") / "x.case", readings()), rules=Rules(hosts=HOSTS), work=False
    )
    app.state.desk.traces = lambda: tuple(claims())
    return app


def paths(client):
    found = ["/", "/claims", "/articles", "/articles?q=alert", "/parties", "/outlets", "/quotations", "/judgements"]
    found += [f"/claims/{name}" for name in NAMES] + [f"/articles/{name}" for name in NAMES]
    found += [f"/parties/{one['id']}" for one in client.get("/parties.json").json()["parties"]]
    found += [f"/outlets/{one['id']}" for one in client.get("/outlets.json").json()["outlets"]]
    return found


def test_no_words_become_elements_attributes_or_links(hostile):
    with TestClient(hostile, headers={"accept": "text/html"}) as client:
        for path in paths(client):
            answer = client.get(path)
            assert answer.status_code == 200, path
            page = Page(answer.text)
            assert page.errors == [], path
            names = [tag for tag, _ in page.tags]
            assert not {"img", "math", "iframe", "object", "style", "textarea"} & set(names), path
            assert names.count("script") == 1, path
            for _, attributes in page.tags:
                assert not [name for name in attributes if name.startswith("on") or name == "style"], path
                assert not attributes.get("href", "").lower().strip().startswith(("javascript:", "data:", "//")), path


@pytest.fixture(scope="module")
def browser():
    yield from launched()


@pytest.mark.browser
def test_nothing_runs_in_a_browser(hostile, browser):
    page = browser.new_page()
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: ran.append(message.text))
    page.on("pageerror", lambda error: ran.append(str(error)))
    with running(hostile) as address:
        for path in [
            "/",
            "/parties",
            "/articles?q=alert",
            *(f"/{kind}/{n}" for kind in ("claims", "articles") for n in NAMES),
        ]:
            page.goto(address + path, wait_until="domcontentloaded")
    assert ran == []
    page.close()
