"""Who may ask, and what a browser may do with the answers."""

import pytest
from starlette.testclient import TestClient

from firsthand.web.app import application
from firsthand.web.safety import Rules
from web.conftest import HOSTS

NOTE = {"decision": "undo", "subject": "none"}


@pytest.mark.parametrize("host", ["127.0.0.1:8321", "localhost", "LOCALHOST:1", "[::1]:8321"])
def test_our_own_names_are_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "[::2]"])
def test_other_names_are_not(client, host):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "ferry" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),  # let in: there is no such decision to undo
        ({"sec-fetch-site": "same-origin"}, 404),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"origin": "http://testserver"}, 404),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/judgements", "/claims", "/inputs"])
def test_a_change_is_taken_from_our_own_pages_only(client, path, headers, status):
    answer = client.post(path, data=NOTE, headers=headers)
    assert (answer.status_code == 403) == (status == 403)
    if path == "/judgements":
        assert answer.status_code == status


@pytest.mark.parametrize("path", ["/", "/claims/k1", "/nothing", "/static/style.css", "/overview.json", "/claims.csv"])
def test_every_answer_has_the_headers(client, path):
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_no_page_has_a_script_or_style_of_its_own(client):
    for path in ("/", "/claims/k1", "/articles", "/inputs", "/judgements"):
        text = client.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert text.count("<script") == 1
        assert '<script src="/static/htmx.min.js" defer></script>' in text


@pytest.fixture(scope="module")
def guarded(case):
    with TestClient(
        application(case, rules=Rules(hosts=HOSTS, token="s3cret"), work=False), follow_redirects=False
    ) as found:
        yield found


def test_without_the_token_nothing_is_shown(guarded):
    for path in ("/", "/overview.json", "/static/style.css", "/openapi.json", "/?token=wrong"):
        answer = guarded.get(path)
        assert answer.status_code == 401
        assert "ferry" not in answer.text
    assert guarded.post("/judgements", data=NOTE).status_code == 401


def test_the_token_opens_in_a_header_or_once_in_the_address(guarded):
    assert guarded.get("/", headers={"authorization": "Bearer s3cret"}).status_code == 200
    answer = guarded.get("/articles?q=ferry&token=s3cret")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/articles?q=ferry"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert guarded.get("/").status_code == 200
    guarded.cookies.clear()


def test_the_token_is_not_sent_on_to_another_host(guarded):
    answer = guarded.get("//evil.example/?token=s3cret")
    assert not answer.headers.get("location", "/").startswith("//")
    guarded.cookies.clear()


def test_too_much_is_refused(case):
    with TestClient(application(case, rules=Rules(hosts=HOSTS, max_body=10_000), work=False)) as small:
        assert small.post("/inputs", data={"text": "x" * 20_000}).status_code == 413

        def streamed():
            yield b"text=" + b"x" * 20_000

        kind = {"content-type": "application/x-www-form-urlencoded"}
        assert small.post("/inputs", content=streamed(), headers=kind).status_code == 413


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\\x"]
)
def test_a_decision_never_leads_to_another_site(client, app, back, monkeypatch):
    monkeypatch.setattr(app.state.desk, "judge", lambda *given, **more: None)
    monkeypatch.setattr(app.state.desk.jobs, "submit", lambda *a, **k: None)
    form = {"decision": "confirm", "subject": "m", "back": back}
    answer = client.post("/judgements", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/judgements"
