"""Who published a document: as given, as its address tells, or as its title or copyright line says."""

import re

from firsthand.model import Credit, Document, Publisher, PublisherHow, Span
from firsthand.outlets import Outlet, Registry
from firsthand.outlets.accounts import account_of
from firsthand.outlets.hosts import host_of, split_domain

_SITE = re.compile(r"\s[|–—·•»:-]{1,2}\s")
_MAX = 200


def publishing_outlet(document: Document, *, outlets: Registry) -> Publisher | None:
    """Return who published a document, from what its container says; None when that says nothing.

    The outlet given counts first, then the address, the site's name at the end of the title, and a masthead. A
    platform where many write is never the outlet: the account is.
    """
    return (
        _given(document, outlets)
        or _addressed(document, outlets)
        or _entitled(document, outlets)
        or _headed(document, outlets)
    )


def told_outlet(document: Document, found: tuple[Credit, ...], *, outlets: Registry) -> Publisher | None:
    """Return who published a document as its own copyright line or byline says; None when an agency is named there.

    An agency's name tells where the copy came from, and not who ran it.
    """
    hows: tuple[PublisherHow, ...] = ("copyright", "byline")
    for how in hows:
        for credit in found:
            outlet = outlets.by_name(credit.name)
            if credit.kind == how and credit.span is not None and outlet and outlet.kind != "agency":
                return _listed(document, outlet, how, span=credit.span, certain=False)
    return None


def meant(name: str, outlets: Registry) -> Outlet | None:
    """Return the listed outlet that a field means by a name, a domain, an address or a short name."""
    name = name.strip()[:_MAX]
    host = host_of(name) or name.partition("/")[0]
    domain = outlets.by_domain(host) if split_domain(host.lower()) else None
    parts = _SITE.split(name)
    section = outlets.by_name(parts[0]) if len(parts) > 1 else None
    return outlets.by_name(name) or domain or outlets.by_slug(name) or section


def _given(document: Document, outlets: Registry) -> Publisher | None:
    if not document.outlet:
        return None
    outlet = meant(document.outlet, outlets)
    if outlet is not None and outlet.kind != "platform":
        return _listed(document, outlet, "given")
    address = document.outlet if "://" in document.outlet else f"https://{document.outlet}"
    account = _account(document, address) or (_account(document, document.url) if document.url and outlet else None)
    if account is not None:
        return account
    if outlet is not None and document.author:
        name = f"{document.author} ({outlet.name})"
        return Publisher(document=document.id, name=name, how="account", platform=outlet.name)
    return Publisher(document=document.id, name=document.outlet, how="given")


def _addressed(document: Document, outlets: Registry) -> Publisher | None:
    host = host_of(document.url) if document.url else None
    if host is None or document.url is None:
        return None
    outlet = outlets.by_domain(host)
    if outlet is not None and outlet.kind != "platform":
        return _listed(document, outlet, "address")
    account = _account(document, document.url)
    if account is not None:
        return account
    shared = account_of(document.url)
    if shared is not None or outlet is not None:
        platform = shared.platform if shared else outlet.name if outlet else ""
        if not document.author:
            return None
        name = f"{document.author} ({platform})"
        return Publisher(document=document.id, name=name, how="account", level="probable", platform=platform)
    return Publisher(document=document.id, name=host, how="address")


def _account(document: Document, url: str) -> Publisher | None:
    found = account_of(url)
    if found is None or found.name is None:
        return None
    return Publisher(document=document.id, name=found.name, how="account", platform=found.platform)


def _entitled(document: Document, outlets: Registry) -> Publisher | None:
    parts = _SITE.split((document.title or "")[-_MAX:])
    outlet = outlets.by_name(parts[-1]) if len(parts) > 1 else None
    if outlet is None or outlet.kind in ("agency", "platform"):
        return None
    return _listed(document, outlet, "title", certain=False)


def _headed(document: Document, outlets: Registry) -> Publisher | None:
    """Read a masthead: a first line that is an outlet's name, alone or with the day behind a comma."""
    text = document.text
    start = len(text) - len(text.lstrip())
    line = text[start : start + _MAX].partition("\n")[0]
    name, _, day = line.partition(",")
    if start + len(line) == len(text) or (day and not any(letter.isdigit() for letter in day)):
        return None
    outlet = outlets.by_name(name)
    if outlet is None or outlet.kind in ("agency", "platform"):
        return None
    return _listed(document, outlet, "masthead", span=Span(start, start + len(name)), certain=False)


def _listed(
    document: Document, outlet: Outlet, how: PublisherHow, *, span: Span | None = None, certain: bool = True
) -> Publisher:
    return Publisher(
        document=document.id,
        name=outlet.name,
        how=how,
        level="certain" if certain else "probable",
        owner=outlet.owner,
        span=span,
    )
