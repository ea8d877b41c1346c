"""No page, feed or redirect can make this program talk to the network it runs in."""

import gzip
import ipaddress
import zlib

import pytest

from firsthand.errors import FetchError
from firsthand.ingest.fetch_address import public_only
from ingest.web import PUBLIC, Web, answer, redirect

INSIDE = """
127.0.0.1 127.8.8.8 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 100.127.255.255 169.254.169.254
192.0.2.1 198.18.0.1 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 ::ffff:127.0.0.1 ::ffff:93.184.215.14 ::127.0.0.1 fe80::1 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1
64:ff9b::7f00:1 64:ff9b::5db8:d70e 64:ff9b:1::1 2002:7f00:1::1 2001:0:7f00:1::1 100::1 5f00::1
"""
OUTSIDE = "93.184.215.14 8.8.8.8 100.63.255.255 100.128.0.1 172.32.0.1 2606:2800:21f:cb07:6820:80da:af6b:8b2c"
DISGUISED = """
http://2130706433/ http://017700000001/ http://0x7f000001/ http://0x7f.0.0.1/ http://0177.0.0.1/ http://127.1/
http://127.0.1/ http://00000177.0.0.1/ http://0/ http://0x/ http://127.0.0.1./ http://2852039166/
"""


def refused(web, url, **settings):
    with web.fetcher(**settings) as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize("ip", INSIDE.split())
def test_an_address_inside_is_not_connected_to(ip):
    web = Web()
    shown = f"[{ip}]" if ":" in ip else ip
    sentence = refused(web, f"http://{shown}/latest/meta-data")
    assert "no page is fetched from there" in sentence or "is no address" in sentence
    assert web.connections == []


@pytest.mark.parametrize("ip", INSIDE.split())
def test_a_name_that_leads_inside_is_not_connected_to(ip):
    web = Web(hosts={"lantern.example": [ip]})
    assert str(ipaddress.ip_address(ip)) in refused(web, "https://lantern.example/a")
    assert web.connections == []


@pytest.mark.parametrize("url", DISGUISED.split())
def test_a_number_in_disguise_is_not_connected_to(url):
    host = url.removeprefix("http://").rstrip("/")
    web = Web(hosts={host: ["127.0.0.1"], host.rstrip("."): ["127.0.0.1"]})
    refused(web, url)
    assert web.connections == []


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "metadata"])
def test_names_of_this_machine_are_not_connected_to(host):
    web = Web(hosts={name: ["127.0.0.1"] for name in ("localhost", "localhost.", "metadata")})
    refused(web, f"http://{host}/")
    assert web.connections == []


def test_one_address_inside_among_others_refuses_the_name():
    web = Web(hosts={"lantern.example": [PUBLIC, "10.0.0.7"]})
    assert "10.0.0.7" in refused(web, "https://lantern.example/a")
    assert web.connections == []


@pytest.mark.parametrize("ip", OUTSIDE.split())
def test_an_address_outside_is(ip):
    assert public_only(ipaddress.ip_address(ip)) is None
    web = Web({"lantern.example/a": answer("Here.")}, hosts={"lantern.example": [ip]})
    with web.fetcher() as fetcher:
        assert fetcher.fetch("http://lantern.example/a").content == b"Here."
    assert set(web.connections) == {ip}


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://[::ffff:7f00:1]/", "http://169.254.169.254/latest", "//127.0.0.1/", "http://inside.example/",
     "http://0x7f.1/", "file:///etc/passwd", "ftp://lantern.example/a", "gopher://127.0.0.1:70/_x", "http://me:secret@inside.example/"],
)  # fmt: skip
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_inside_is_not_followed(target, status):
    web = Web({"lantern.example/a": redirect(target, status)}, hosts={"inside.example": ["192.168.0.1"]})
    refused(web, "http://lantern.example/a")
    assert set(web.connections) == {PUBLIC}
    assert web.asked == ["lantern.example/a"]


def test_a_resolver_that_changes_its_answer_is_asked_for_every_connection_and_believed_for_none():
    answers = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
    gone = answer("", status="302 Found", location="http://lantern.example/b", connection="close")
    robots = answer("", status="404 Not Found", connection="close")
    web = Web({"lantern.example/a": gone, "lantern.example/robots.txt": robots}, hosts={"lantern.example": answers})
    assert "127.0.0.1" in refused(web, "http://lantern.example/a")
    assert web.resolved == ["lantern.example"] * 3
    assert web.connections == [PUBLIC, PUBLIC]


def test_what_is_connected_to_is_the_checked_address_and_the_name_goes_with_the_request():
    web = Web({"lantern.example/a": answer("Here.")}, hosts={"lantern.example": ["8.8.4.4"]})
    with web.fetcher() as fetcher:
        fetched = fetcher.fetch("https://lantern.example/a")
    assert set(web.connections) == {"8.8.4.4"}  # never a name, which would be resolved once more
    assert set(web.names) == {"lantern.example"}  # what TLS checks the certificate for
    assert web.heads[-1]["host"] == "lantern.example"
    assert fetched.exchanges[-1].ip == "8.8.4.4"


def test_a_sixth_redirect_is_not_followed():
    pages = {f"lantern.example/{number}": redirect(f"/{number + 1}") for number in range(9)}
    web = Web(pages)
    sentence = refused(web, "http://lantern.example/0")
    assert "more than 5 times" in sentence
    assert len(web.asked) == 6
    pages["lantern.example/5"] = answer("There.")
    with Web(pages).fetcher() as fetcher:
        assert fetcher.fetch("http://lantern.example/0").url == "http://lantern.example/5"


def packed(data, wbits):
    machine = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return machine.compress(data) + machine.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"\0" * 50_000_000)),
        ("gzip", gzip.compress(b"\0" * 1_000_000) * 50),
        ("deflate", packed(b"\0" * 50_000_000, 15)),
        ("deflate", packed(b"\0" * 50_000_000, -15)),
        ("identity", b"x" * 2_000_001),
    ],
)
def test_a_bomb_is_left_unpacked(encoding, body, measured):
    web = Web({"lantern.example/a": answer(body, content_encoding=encoding, content_length=None, connection="close")})
    sentence = measured(lambda: refused(web, "http://lantern.example/a", fetch_bytes=2_000_000))
    assert "larger than 2,000,000 bytes" in sentence


@pytest.fixture
def measured():
    """Run something, and fail when it held more than ten million bytes more at once."""
    import tracemalloc

    def run(function):
        tracemalloc.start()
        try:
            result = function()
            assert tracemalloc.get_traced_memory()[1] < 10_000_000
        finally:
            tracemalloc.stop()
        return result

    return run


def test_a_size_said_beforehand_is_believed_when_it_is_too_large():
    web = Web({"lantern.example/a": answer(b"x", content_length="20000000")})
    assert "larger than" in refused(web, "http://lantern.example/a")


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "x" * 1_000])
def test_what_is_packed_otherwise_is_refused(encoding):
    web = Web({"lantern.example/a": answer(b"x" * 50, content_encoding=encoding)})
    assert "was not asked for" in refused(web, "http://lantern.example/a")


def test_a_server_that_drips_is_left_after_the_time_is_up():
    web = Web({"lantern.example/a": answer("x" * 500)}, slow=1.0, piece=10)
    sentence = refused(web, "http://lantern.example/a", fetch_tries=1, fetch_seconds=30.0)
    assert "within 30 seconds" in sentence
    assert web.clock.now < 1_000 + 70  # robots.txt, and the page
