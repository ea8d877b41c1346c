"""What a page says in JSON-LD (schema.org): its objects, and the claims it checks (ClaimReview)."""

import json
from collections.abc import Iterator
from typing import Any

from lxml import html

from firsthand.ingest.isodate import iso_date
from firsthand.ingest.markup import plain_words
from firsthand.model import CheckedClaim
from firsthand.outlets.hosts import host_of

_MAX_SCRIPT = 1_000_000
_MAX_NODES = 2_000
_MAX_CLAIMS = 100
_INNER = ("@graph", "mainEntity", "mainEntityOfPage")


def nodes(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects that the page's JSON-LD describes, a bounded number. Malformed JSON is passed over."""
    seen = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _MAX_SCRIPT:
            continue
        try:
            stack = [json.loads(script.text)]
        except (ValueError, RecursionError):
            continue
        while stack and seen < _MAX_NODES:
            seen += 1
            node = stack.pop(0)
            if isinstance(node, list):
                stack.extend(node[:_MAX_NODES])
            elif isinstance(node, dict):
                yield node
                stack.extend(node[key] for key in _INNER if key in node)


def types_of(node: dict[str, Any]) -> frozenset[str]:
    """Return the types of an object, without the vocabulary's address."""
    given = node.get("@type")
    return frozenset(str(one).rpartition("/")[2] for one in (given if isinstance(given, list) else [given]))


def checked_claims(found: list[dict[str, Any]]) -> tuple[CheckedClaim, ...]:
    """Return the claims that a page of fact-checking is about: whose they are, and how that page rates them."""
    reviews = [node for node in found if "ClaimReview" in types_of(node)][:_MAX_CLAIMS]
    return tuple(claim for node in reviews if (claim := _claim(node)) is not None)


def _claim(node: dict[str, Any]) -> CheckedClaim | None:
    reviewed = _one(node.get("itemReviewed"))
    words = plain_words(node.get("claimReviewed")) or plain_words(reviewed.get("name"))
    if not words:
        return None
    rating = _one(node.get("reviewRating"))
    shown = plain_words(rating.get("alternateName")) or plain_words(str(rating.get("ratingValue") or ""))
    addresses = [reviewed.get("firstAppearance"), reviewed.get("appearance"), reviewed.get("url")]
    urls = [_address(one) for value in addresses for one in (value if isinstance(value, list) else [value])]
    return CheckedClaim(
        text=words,
        author=_name(reviewed.get("author")),
        published=iso_date(_string(reviewed.get("datePublished"))),
        url=next((url for url in urls if url), None),
        reviewer=_name(node.get("author")) or _name(node.get("publisher")),
        rating=shown,
    )


def _one(value: Any) -> dict[str, Any]:  # noqa: ANN401  JSON as it stands in a page
    first = next(iter(value), None) if isinstance(value, list) else value
    return first if isinstance(first, dict) else {}


def _name(value: Any) -> str | None:  # noqa: ANN401  JSON as it stands in a page
    given = value if isinstance(value, list) else [value]
    names = [plain_words(one.get("name")) if isinstance(one, dict) else plain_words(one) for one in given]
    return ", ".join(name for name in names if name) or None


def _address(value: Any) -> str | None:  # noqa: ANN401  JSON as it stands in a page
    url = value.get("url") or value.get("@id") if isinstance(value, dict) else value
    return url if isinstance(url, str) and host_of(url) else None


def _string(value: Any) -> str | None:  # noqa: ANN401  JSON as it stands in a page
    return value if isinstance(value, str) else None
