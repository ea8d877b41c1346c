import gzip
import json
import time

import pytest

from firsthand.errors import InputError
from firsthand.ingest.payload import Payload
from firsthand.ingest.sitemap import SitemapEntry, looks_like_sitemap, read_sitemap
from firsthand.ingest.url_listing import listing
from firsthand.settings import Settings

LIMIT = 1_000_000
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://lantern.example/a.jpg</image:loc><image:title>A bridge</image:title></image:image>
<loc> https://lantern.example/a </loc>
<news:news><news:publication><news:name>Wexlow Lantern</news:name></news:publication>
<news:publication_date>2021-05-03T10:00:00+02:00</news:publication_date>
<news:title>Bridge &amp; ferry</news:title></news:news></url>
<url><loc>https://lantern.example/b</loc><lastmod>2021-05-02</lastmod></url>
<url><loc>javascript:alert(1)</loc></url><url><loc>/relative</loc></url><url></url>
</urlset>"""


def test_a_news_sitemap_gives_its_pages_with_title_and_date():
    first, second = read_sitemap(NEWS, limit=LIMIT)
    assert first == SitemapEntry(
        url="https://lantern.example/a", changed="2021-05-03T10:00:00+02:00", title="Bridge & ferry"
    )
    assert second == SitemapEntry(url="https://lantern.example/b", changed="2021-05-02")


def test_a_packed_one_is_unpacked_and_one_cut_short_read_as_far_as_it_goes():
    assert looks_like_sitemap(gzip.compress(NEWS))
    assert len(read_sitemap(gzip.compress(NEWS), limit=LIMIT)) == 2
    assert len(read_sitemap(NEWS[: NEWS.index(b"<url><loc>javascript") + 9], limit=LIMIT)) == 2
    assert len(read_sitemap(gzip.compress(NEWS)[:-40], limit=LIMIT)) >= 1


def test_an_index_gives_sitemaps():
    index = b"<sitemapindex><sitemap><loc>https://lantern.example/1.xml</loc></sitemap></sitemapindex>"
    assert read_sitemap(index, limit=LIMIT) == (SitemapEntry(url="https://lantern.example/1.xml", sitemap=True),)


ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(9))
HOSTILE = {
    "entities": b'<!DOCTYPE u [<!ENTITY e0 "x">'
    + ENTITIES
    + b"]><urlset><url><loc>https://a.example/&e9;</loc></url></urlset>",
    "a file": b'<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>https://a.example/&f;</loc></url></urlset>',
    "a bomb": gzip.compress(b"<urlset>" + b" " * 50_000_000),
    "deep": b"<urlset>" + b"<url>" * 200_000,
    "no sitemap": b"<urlset>" + b"x" * 100_000,
    "damaged": b"\x1f\x8b" + b"\0" * 100,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_made_to_do_harm_does_none(kind):
    begun = time.process_time()
    try:
        found = read_sitemap(HOSTILE[kind], limit=LIMIT)
    except InputError as error:
        assert str(error).endswith(".")
    else:
        assert all(len(entry.url) < 100 for entry in found)
        assert not any("etc" in entry.url for entry in found)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("data", [b"<html><body><p>A page.</p></body></html>", b"Text.", b"{}", b""])
def test_what_is_no_feed_and_no_sitemap_lists_nothing(data):
    assert listing(Payload(name="https://a.example/", data=data), settings=Settings()) is None


def test_a_page_listed_twice_in_two_forms_is_taken_once():
    data = (
        "<urlset>"
        + "".join(f"<url><loc>https://{w}a.example/x{q}</loc></url>" for w in ("", "www.") for q in ("", "?utm_a=1"))
        + "</urlset>"
    )
    found = listing(Payload(name="https://a.example/s.xml", data=data.encode()), settings=Settings())
    assert [page.url for page in found.pages] == ["https://a.example/x"]


def test_a_json_feed_lists_its_pages():
    item = {"id": "1", "url": "https://a.example/1", "content_text": "It is closed."}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Wexlow Lantern", "items": [item]}
    data = json.dumps(feed).encode()
    found = listing(
        Payload(name="https://a.example/feed.json", data=data, content_type="application/feed+json"),
        settings=Settings(),
    )
    (page,) = found.pages
    assert (page.url, page.own.text) == ("https://a.example/1", "It is closed.")
