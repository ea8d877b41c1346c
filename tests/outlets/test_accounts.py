import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.outlets.accounts import account_of


@pytest.mark.parametrize(
    ("url", "platform", "name"),
    [
        ("https://medium.com/@Ada/a-title-1", "Medium", "medium.com/@ada"),
        ("https://ada.medium.com/a-title-1", "Medium", "ada.medium.com"),
        ("https://medium.com/the-lock-papers/a-title-1", "Medium", "medium.com/the-lock-papers"),
        ("https://medium.com/p/123", "Medium", None),
        ("https://ada.substack.com/p/lock", "Substack", "ada.substack.com"),
        ("https://substack.com/@ada", "Substack", "substack.com/@ada"),
        ("https://www.youtube.com/@AdaQuill", "YouTube", "youtube.com/@adaquill"),
        ("https://m.youtube.com/user/Ada", "YouTube", "youtube.com/user/ada"),
        ("https://www.youtube.com/channel/UCaB1", "YouTube", "youtube.com/channel/UCaB1"),
        ("https://www.youtube.com/watch?v=1", "YouTube", None),
        ("https://t.me/ada_news/12", "Telegram", "t.me/ada_news"),
        ("https://t.me/s/Ada_News", "Telegram", "t.me/ada_news"),
        ("https://x.com/Ada/status/1", "Twitter", "x.com/ada"),
        ("https://twitter.com/ada", "Twitter", "x.com/ada"),
        ("https://mobile.twitter.com/ada", "Twitter", "x.com/ada"),
        ("https://x.com/i/status/1", "Twitter", None),
        ("https://www.facebook.com/ada.quill/posts/1", "Facebook", "facebook.com/ada.quill"),
        ("https://ada.wordpress.com/2018/01/01/lock", "WordPress", "ada.wordpress.com"),
        ("https://ada.blogspot.se/2018/01/lock.html", "Blogger", "ada.blogspot.com"),
        ("https://bsky.app/profile/ada.example/post/1", "Bluesky", "bsky.app/profile/ada.example"),
        ("https://medium.com/", "Medium", None),
    ],
)
def test_accounts(url, platform, name):
    found = account_of(url)
    assert (found.platform, found.name) == (platform, name)


@pytest.mark.parametrize("url", ["https://www.dn.se/@ada", "https://notmedium.com/@ada", "ftp://t.me/ada", "", "@ada"])
def test_other_hosts_have_no_accounts(url):
    assert account_of(url) is None


@given(st.text(max_size=200))
def test_any_address_is_read(text):
    account_of(text)
    account_of(f"https://medium.com/{text}")
    account_of(f"https://{text}.substack.com/")
