"""Fetching by the rules: who asks, how often, what is asked again, and what is said when there is no page."""

import gzip
import http.server
import threading
import zlib

import pytest

from firsthand.errors import FetchError, RobotsError, SettingsError
from firsthand.ingest.fetch import Fetcher, user_agent
from firsthand.settings import Settings
from ingest.web import Web, answer, redirect

A = "http://lantern.example/a"
PAGE = "<p>The bridge is closed.</p>"


def web(page=None, **others):
    return Web({"lantern.example/a": answer(PAGE) if page is None else page} | others)


def test_the_program_says_what_it_is_and_how_to_reach_its_user():
    net = web()
    with net.fetcher(contact="desk@lantern.example") as fetcher:
        fetcher.fetch(A)
    assert {head["user-agent"] for head in net.heads} == {user_agent("desk@lantern.example")}
    assert user_agent("desk@lantern.example").startswith("firsthand/")
    assert user_agent("desk@lantern.example").endswith(" (+desk@lantern.example)")
    assert "(" not in user_agent(None)


@pytest.mark.parametrize("contact", ["", "a b", "me\r\nX-Other: 1", "(", "ö@lantern.example", "x" * 300])
def test_a_contact_that_is_none_is_refused(contact):
    with pytest.raises(SettingsError):
        Fetcher(settings=Settings(contact=contact))


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("x-gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:]) + b"\0\0"),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", lambda data: data),
    ],
)
@pytest.mark.parametrize("piece", [1, 65_536])
def test_what_is_packed_is_unpacked_and_kept_as_it_was_sent(encoding, pack, piece):
    text = PAGE.encode() * 400
    net = web(answer(pack(text), content_encoding=encoding))
    net.piece = piece
    with net.fetcher() as fetcher:
        fetched = fetcher.fetch(A)
    assert fetched.content == text
    assert fetched.exchanges[-1].body == pack(text)


def test_what_is_damaged_is_one_sentence():
    for damaged in (b"no gzip at all", gzip.compress(PAGE.encode())[:-12] + b"x" * 12):
        with (
            web(answer(damaged, content_encoding="gzip")).fetcher() as fetcher,
            pytest.raises(FetchError, match=r"damaged"),
        ):
            fetcher.fetch(A)


def test_what_breaks_off_is_one_sentence():
    for encoding, cut in (("gzip", gzip.compress(PAGE.encode())[:-9]), ("deflate", zlib.compress(PAGE.encode())[:12])):
        net = web(answer(cut, content_encoding=encoding))
        with net.fetcher() as fetcher, pytest.raises(FetchError, match="breaks off"):
            fetcher.fetch(A)


def test_a_payload_says_what_the_server_said():
    page = answer(
        PAGE, content_type='Text/HTML; charset="ISO-8859-1"; x=y', last_modified="Mon, 03 May 2021 10:00:00 GMT"
    )
    net = web(redirect("/b#part"))
    net.pages["lantern.example/b"] = page
    with net.fetcher() as fetcher:
        payload = fetcher.fetch(A).payload()
    assert (payload.name, payload.url) == (A, "http://lantern.example/b")
    assert (payload.content_type, payload.charset) == ("text/html", "iso-8859-1")
    assert payload.last_modified == "Mon, 03 May 2021 10:00:00 GMT"
    assert payload.data == PAGE.encode()


def test_a_site_is_asked_once_a_second_and_others_meanwhile():
    net = Web({f"{host}.example/{n}": answer(PAGE) for host in "ab" for n in range(3)})
    with net.fetcher() as fetcher:
        for number in range(3):
            for host in "ab":
                fetcher.fetch(f"http://{host}.example/{number}")
    assert net.clock.now - 1_000 == pytest.approx(4.0)  # and not 7: four requests to each, one begun later


def test_the_rules_of_a_site_are_obeyed_and_asked_for_once():
    robots = (
        "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: firsthand\nDisallow: /b\nCrawl-delay: 3\n"
    )
    net = Web(
        {f"lantern.example/{n}": answer(PAGE) for n in ("a", "b", "private")}
        | {"lantern.example/robots.txt": answer(robots)}
    )
    with net.fetcher() as fetcher:
        fetcher.fetch(A)
        fetcher.fetch("http://lantern.example/private")  # the rules for us stand in the place of those for all
        with pytest.raises(RobotsError, match="asks robots not to"):
            fetcher.fetch("http://lantern.example/b")
    assert net.asked == ["lantern.example/a", "lantern.example/private"]
    assert net.requests.count("lantern.example/robots.txt") == 1
    assert net.clock.slept == [1.0, 3.0]


def test_a_redirect_to_what_a_site_forbids_is_not_followed():
    net = Web({"lantern.example/a": redirect("https://beacon.example/b"), "beacon.example/b": answer(PAGE),
               "beacon.example/robots.txt": answer("User-agent: *\nDisallow: /")})  # fmt: skip
    with net.fetcher() as fetcher, pytest.raises(RobotsError):
        fetcher.fetch(A)
    assert net.asked == ["lantern.example/a"]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (answer(status="404 Not Found"), True),
        (answer(status="403 Forbidden"), True),
        (answer(status="503 Busy"), False),
        (answer(b"\xff\xfe\0User-agent"), True),
        (redirect("/rules"), False),
        (redirect("http://10.0.0.1/rules"), True),
        (answer("User-agent: *\nDisallow: /\n" * 2_000), False),
    ],
)
def test_rules_that_are_not_there_allow_and_rules_out_of_reach_forbid(robots, allowed):
    net = Web({"lantern.example/a": answer(PAGE), "lantern.example/robots.txt": robots,
               "lantern.example/rules": answer("User-agent: *\nDisallow: /a")})  # fmt: skip
    with net.fetcher() as fetcher:
        if allowed:
            fetcher.fetch(A)
        else:
            with pytest.raises(RobotsError):
                fetcher.fetch(A)
    assert net.asked.count("lantern.example/a") == allowed


def test_an_earlier_answer_is_asked_about_and_not_sent_again():
    def conditional(headers):
        matches = headers.get("if-none-match") == '"v1"' and headers.get("if-modified-since") == "then"
        return answer(status="304 Not Modified", content_type=None, content_length=None) if matches else answer(PAGE)

    net = web(conditional)
    with net.fetcher() as fetcher:
        assert fetcher.fetch(A, etag='"v0"', last_modified="then").content == PAGE.encode()
        again = fetcher.fetch(A, etag='"v1"', last_modified="then")
    assert (again.not_modified, again.content) == (True, b"")


def test_a_not_modified_nobody_asked_for_is_an_error():
    with web(answer(status="304 Not Modified")).fetcher() as fetcher, pytest.raises(FetchError):
        fetcher.fetch(A)


def test_what_passes_is_tried_again_with_growing_patience():
    net = web([answer(status="503 Busy"), answer(status="500 Oops"), answer(PAGE)])
    with net.fetcher(fetch_pause=0.0) as fetcher:
        assert fetcher.fetch(A).content == PAGE.encode()
    assert len(net.asked) == 3
    first, second = net.clock.slept
    assert 0.7 < first < 1.3 < 1.5 <= second <= 2.5


def test_the_server_says_how_long_to_wait():
    net = web([answer(status="429 Slow Down", retry_after="17"), answer(PAGE)])
    with net.fetcher() as fetcher:
        fetcher.fetch(A)
    assert 17.0 in net.clock.slept


def test_a_server_that_asks_for_long_is_left_alone():
    net = web(answer(status="429 Slow Down", retry_after="86400"))
    with net.fetcher() as fetcher, pytest.raises(FetchError, match=r"left alone for 86,400 seconds"):
        fetcher.fetch(A)
    assert len(net.asked) == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [("404 Not Found", "is not there"), ("410 Gone", "taken away"), ("401 Who", "asks for a login"),
     ("403 No", "does not let programs"), ("451 Law", "legal reasons"), ("418 Teapot", "gives no page")],
)  # fmt: skip
def test_an_error_is_one_sentence_and_is_not_asked_for_again(status, words):
    net = web(answer("<p>No.</p>", status=status))
    with net.fetcher() as fetcher, pytest.raises(FetchError, match=words) as caught:
        fetcher.fetch(A)
    assert str(caught.value).startswith(A)
    assert len(net.asked) == 1


NO_ADDRESSES = [
    *("http://", "http://a b/", "https://[::1/", "ftp://a.example/", "http://u:p@a.example/", "x", "http://a%00b/"),
    *("http://lantern.example:99999/", "http://\ud800.example/", "http://" + "a" * 70_000),
]
NONSENSE = [
    b"",
    b"\0\1\2\3\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 40_000,
    b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nshort",
    b"HTTP/1.1 999 \xff\r\n\r\n",
]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_web_address_is_one_sentence(url):
    net = Web()
    with net.fetcher() as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    assert str(caught.value).endswith(".")
    assert net.connections == []


def test_a_host_nobody_knows_is_one_sentence():
    net = Web(hosts={"lantern.example": OSError("no such host")})
    with net.fetcher() as fetcher, pytest.raises(FetchError, match=r"^The site lantern.example is not known"):
        fetcher.fetch(A)


@pytest.mark.parametrize("raw", NONSENSE)
def test_a_server_that_talks_nonsense_is_one_sentence(raw):
    with web(raw).fetcher() as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(A)
    assert str(caught.value).endswith(".")


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = gzip.compress(PAGE.encode()) if self.path == "/a" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield f"127.0.0.1:{site.server_port}"
        site.shutdown()
        thread.join()


def test_a_real_server_is_fetched_from_where_the_policy_allows_it(server):
    with Fetcher(settings=Settings(fetch_pause=0.0), policy=lambda _: None) as fetcher:
        fetched = fetcher.fetch(f"http://{server}/a")
    assert fetched.content == PAGE.encode()
    assert fetched.exchanges[-1].ip == "127.0.0.1"


def test_a_real_server_on_this_machine_is_refused_by_default(server):
    with Fetcher() as fetcher, pytest.raises(FetchError, match="this machine itself"):
        fetcher.fetch(f"http://{server}/a")
