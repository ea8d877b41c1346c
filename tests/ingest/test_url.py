import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest.url import LONGEST, canonical, is_address

ARTICLE = "https://lantern.example/news/bridge-closed"

ONE_ARTICLE = """
http://lantern.example/news/bridge-closed
HTTPS://Lantern.Example:443/news/bridge-closed
https://www.lantern.example/news/bridge-closed/
https://m.lantern.example/news/bridge-closed
https://lantern.example./news/./x/../bridge-closed#comments
https://lantern.example//news/bridge%2Dclosed
https://lantern.example/news/bridge-closed?utm_source=letter&UTM_Campaign=may&fbclid=abc
https://lantern.example/news/bridge-closed/amp/
https://amp.lantern.example/news/bridge-closed
https://lantern.example/amp/news/bridge-closed
https://lantern.example/news/bridge-closed.amp
https://lantern.example/news/bridge-closed?amp=1
https://lantern.example/news/bridge-closed?outputType=amp
https://www.google.com/amp/s/lantern.example/news/bridge-closed
https://lantern-example.cdn.ampproject.org/c/s/lantern.example/news/bridge-closed
https://cdn.ampproject.org/v/s/www.lantern.example/news/bridge-closed?amp_js_v=0.1&usqp=mq
https://web.archive.org/web/20210503101500/https://lantern.example/news/bridge-closed
https://web.archive.org/web/20210503101500id_/http://www.lantern.example:80/news/bridge-closed
https://web.archive.org/web/2021*/https:/lantern.example/news/bridge-closed
https://archive.ph/2021.05.03-101500/https://lantern.example/news/bridge-closed
https://archive.is/newest/https://lantern.example/news/bridge-closed
https://archive.today/o/Ab12c/https://lantern.example/news/bridge-closed
https://web.archive.org/web/2022/https://archive.ph/2021.05.03-101500/https://lantern.example/news/bridge-closed?gclid=1
"""

OTHER_ARTICLES = """
https://lantern.example/news/bridge-open
https://lantern.example/news/bridge-closed?page=2
https://sport.lantern.example/news/bridge-closed
https://lantern.example:8080/news/bridge-closed
https://lantern.example/News/bridge-closed
https://lantern.example/news/bridge-closed#!/2
https://beacon.example/news/bridge-closed
"""


@pytest.mark.parametrize("url", ONE_ARTICLE.split())
def test_forms_of_one_address_are_one(url):
    assert canonical(url) == ARTICLE


@pytest.mark.parametrize("url", OTHER_ARTICLES.split())
def test_other_addresses_stay_others(url):
    assert canonical(url) not in (ARTICLE, None)


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("https://lantern.example/?b=2&a=1&b=1", "https://lantern.example/?a=1&b=1&b=2"),
        ("https://lantern.example", "https://lantern.example/"),
        ("https://åä.example/ö", "https://xn--4cab.example/%C3%B6"),
        ("https://lantern.example/%c3%b6?q=%c3%b6+x", "https://lantern.example/%C3%B6?q=%C3%B6+x"),
        ("https://lantern.example/a%2Fb", "https://lantern.example/a%2Fb"),
        ("https://lantern.example/a%252Fb", "https://lantern.example/a%252Fb"),
        ("https://[2001:db8::1]:80/a", "https://[2001:db8::1]/a"),
        ("https://m.example/a", "https://m.example/a"),  # the domain itself is called m
        ("https://en.m.lantern.example/a", "https://en.lantern.example/a"),
        ("https://user:secret@lantern.example/a", "https://lantern.example/a"),
        ("https://lantern.example/amp", "https://lantern.example/"),
        ("https://www.google.com/amp/about", "https://google.com/about"),
        ("https://lantern.example/a%FFb", "https://lantern.example/a%FFb"),
    ],
)
def test_an_address_is_put_in_order(url, form):
    assert canonical(url) == form


@pytest.mark.parametrize(
    "url",
    [None, "", "lantern.example/a", "ftp://lantern.example/a", "javascript:alert(1)", "https://", "https://a b/",
     "https://lantern.example:port/", "https://[::1", "https://" + "a" * LONGEST, "https://..", "mailto:a@b.example"],
)  # fmt: skip
def test_what_is_no_web_address_has_no_form(url):
    assert canonical(url) is None


MARKS = "https:// http:/ www. m. amp. lantern.example / amp .amp .html .. %2e %2F % ? & = # ! utm_x a ö : @"
PIECES = st.sampled_from([*MARKS.split(), "web.archive.org/web/", "2021/", "google.com/amp/s/", " ", "\ud800"])


@given(st.lists(PIECES, max_size=14).map(lambda parts: "https://" + "".join(parts)) | st.text(max_size=60))
def test_the_form_is_its_own_form(url):
    form = canonical(url)
    assert form is None or (canonical(form) == form and form.isascii())


def test_hostile_addresses_take_linear_time():
    for unit in ("/amp", "%2e%2e/", "&utm_a=1", "https://web.archive.org/web/2021/", "m.", ".amp", "//", "?"):
        url = "https://lantern.example/" + unit * (LONGEST // len(unit))
        begun = time.process_time()
        canonical(url[:LONGEST])
        assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("source", "is_one"), [("https://a.example", True), ("HTTP://a.example", True), ("a.txt", False)]
)
def test_an_address_is_told_from_a_path(source, is_one):
    assert is_address(source) is is_one
