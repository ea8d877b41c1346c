"""Fetching an address the user gave, or one listed there: checked, limited, unhurried, by the site's rules."""

import datetime
import email.utils
import functools
import random
import re
import ssl
import time
from collections.abc import Callable
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpcore2
import httpx2

from firsthand.errors import FetchError, RobotsError, SettingsError
from firsthand.ingest.fetch_address import Policy, Resolver, public_only, system_resolver
from firsthand.ingest.fetch_body import ACCEPTED, read_body
from firsthand.ingest.fetch_model import Exchange, Fetched, Headers
from firsthand.ingest.fetch_robots import Rules, rules_of, site_of
from firsthand.ingest.fetch_transport import Clock, PinningTransport
from firsthand.settings import Settings

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Statuses that may be better a moment later."""

_PATIENCE = 60.0
"""Seconds of a server's Retry-After that are waited for; whoever asks for more is left alone."""

_RULES_AGE = 86_400.0
"""Seconds for which a site's robots.txt is believed (RFC 9309: a day)."""

_SILENT = 3
"""Addresses of a site in a row that could not be reached, after which it is left alone for the rest of the run."""

_HOST = re.compile(r"[\w.-]{1,253}|[0-9a-f:.]{2,50}", re.ASCII | re.IGNORECASE)
_CONTACT = re.compile(r"[\w.+-]+@[\w.-]+|https?://[\w./~%?=&+-]+", re.ASCII)


class _PassingError(Exception):
    """A failure that may be gone a moment later, whether the server answered, and the seconds it asks to wait."""

    def __init__(self, sentence: str, *, answered: bool = False, after: float = 0.0) -> None:
        super().__init__(sentence)
        self.answered, self.after = answered, after


class Fetcher:
    """Fetches addresses, one at a time: a context manager.

    ``policy`` says which machines may be connected to. Everything but ``settings`` is for tests and for programs
    that bring their own network; no page, setting or environment can change it.
    """

    def __init__(
        self,
        *,
        settings: Settings | None = None,
        resolver: Resolver = system_resolver,
        policy: Policy = public_only,
        backend: httpcore2.NetworkBackend | None = None,
        context: ssl.SSLContext | None = None,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings or Settings()
        self.agent = user_agent(self._settings.contact)
        self._make: Callable[[], PinningTransport] = functools.partial(
            PinningTransport, resolver=resolver, policy=policy, backend=backend, context=context, clock=clock
        )
        self._transport: PinningTransport | None = None
        self._clock, self._sleep = clock, sleep
        self._rules: dict[str, tuple[float, Rules]] = {}
        self._next: dict[str, float] = {}
        self._silent: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; sites that could not be reached may be asked again after it."""
        self._silent.clear()
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Fetch an address. With the ETag or Last-Modified of an earlier answer, only what has changed since.

        Raises:
            FetchError: it may not be fetched, cannot be reached, is over a limit, or answers with an error.

        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        wanted = {name: value for name, value in conditions.items() if value}
        exchanges: list[Exchange] = []
        here = _checked(url)
        for _ in range(self._settings.fetch_redirects + 1):
            self._obey(here)
            exchange, content = self._tried(here, wanted)
            exchanges.append(exchange)
            target = _location(exchange)
            if target is None:
                return self._answer(url, here, content, tuple(exchanges), conditional=bool(wanted))
            here = _checked(target)
        most = self._settings.fetch_redirects
        raise FetchError(f"{url} redirects more than {most} times, last to {here}; give the page's own address.")

    def _answer(
        self, asked: str, here: str, content: bytes, exchanges: tuple[Exchange, ...], *, conditional: bool
    ) -> Fetched:
        status = exchanges[-1].status
        if status == 304 and conditional:
            return Fetched(asked=asked, url=here, content=b"", exchanges=exchanges)
        if not 200 <= status < 300:
            raise FetchError(_said_no(here, status, exchanges[-1].reason))
        if not content.strip():
            raise FetchError(f"{here} answers with an empty page; open it in a browser to see whether it is there.")
        return Fetched(asked=asked, url=here, content=content, exchanges=exchanges)

    def rest(self, seconds: float) -> None:
        """Do nothing for a while."""
        self._sleep(seconds)

    def pause_before(self, url: str) -> float:
        """Return the seconds until the site of an address may be asked again."""
        return max(0.0, self._next.get(site_of(url), 0.0) - self._clock())

    def _obey(self, url: str) -> None:
        site = site_of(url)
        asked, rules = self._rules.get(site, (0.0, None))
        if rules is None or self._clock() - asked > _RULES_AGE:
            rules = rules_of(url, self._ask)
            self._rules[site] = self._clock(), rules
        refusal = rules.refusal(url)
        if refusal is not None:
            raise RobotsError(refusal)

    def _ask(self, url: str) -> tuple[int, bytes]:
        """Fetch a robots.txt, through redirects; what is odd about it counts as not there."""
        here = url
        for _ in range(self._settings.fetch_redirects + 1):
            try:
                exchange, content = self._tried(here, {}, anything=True)
            except FetchError:
                if here == url:
                    raise  # the site itself cannot be reached, which is what to say
                return 404, b""
            target = _location(exchange)
            if target is None:
                return exchange.status, content
            try:
                here = _checked(target)
            except FetchError:
                break
        return 404, b""

    def _tried(self, url: str, conditions: dict[str, str], *, anything: bool = False) -> tuple[Exchange, bytes]:
        """Ask, and ask again a little later when that may help."""
        site, tries = site_of(url), self._settings.fetch_tries
        if self._silent.get(site, 0) >= _SILENT:
            raise FetchError(f"{url} is not asked for, since its site could not be reached {_SILENT} times; try later.")
        for attempt in range(1, tries + 1):
            self._pace(url)
            try:
                found = self._exchange(url, conditions, anything=anything and attempt == tries)
            except _PassingError as error:
                last = error
            else:
                self._silent.pop(site, None)
                return found
            if last.after > _PATIENCE:
                raise FetchError(f"{last} It asks to be left alone for {last.after:,.0f} seconds.")
            if attempt < tries:
                self._sleep(max(last.after, 2.0 ** (attempt - 1) * random.uniform(0.75, 1.25)))  # noqa: S311 - no secret
        if not last.answered:
            self._silent[site] = self._silent.get(site, 0) + 1
        raise FetchError(str(last)) from last

    def _pace(self, url: str) -> None:
        """Wait until the site may be asked again."""
        site = site_of(url)
        pause = self.pause_before(url)
        if pause:
            self._sleep(pause)
        delay = self._rules[site][1].delay if site in self._rules else 0.0
        self._next[site] = self._clock() + max(self._settings.fetch_pause, delay)

    def _exchange(self, url: str, conditions: dict[str, str], *, anything: bool) -> tuple[Exchange, bytes]:
        settings = self._settings
        transport = self._transport = self._transport or self._make()
        headers = {"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": ACCEPTED, **conditions}
        try:
            request = httpx2.Request("GET", url, headers=headers)
            transport.deadline.start(settings.fetch_seconds)
            response = transport.handle_request(request)
            ip = _peer(response)
            try:
                if response.status_code in _PASSING and not anything:
                    sentence = _said_no(url, response.status_code, response.reason_phrase)
                    after = _retry_after(response.headers.get("retry-after"))
                    raise _PassingError(sentence, answered=True, after=after)
                if int(response.headers.get("content-length") or 0) > settings.fetch_bytes:
                    raise FetchError(f"{url} is larger than {settings.fetch_bytes:,} bytes; save what you need of it.")
                encoding = response.headers.get("content-encoding", "")
                sent, content = read_body(response.iter_raw(), encoding, limit=settings.fetch_bytes, url=url)
            finally:
                response.close()
        except httpcore2.TimeoutException as error:
            raise _PassingError(
                f"{url} did not answer within {settings.fetch_seconds:g} seconds; try later."
            ) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise _PassingError(
                f"{url} cannot be reached ({_reason(error)}); check the address, or try later."
            ) from error
        except (ValueError, httpx2.InvalidURL) as error:
            raise FetchError(f"{url} cannot be asked for ({_reason(error)}); check the address.") from error
        return _recorded(request, response, sent, ip=ip), content


def user_agent(contact: str | None) -> str:
    """Return what sites are told is asking: the program, its version, and how to reach its user.

    Raises:
        SettingsError: ``contact`` is neither an e-mail address nor a web address.

    """
    name = f"firsthand/{version('firsthand')}"
    if contact is None:
        return name
    if not _CONTACT.fullmatch(contact) or len(contact) > 200:
        raise SettingsError(
            f"The contact {contact!r} is neither an e-mail address nor a web address; give one of them."
        )
    return f"{name} (+{contact})"


def _checked(url: str) -> str:
    """Return an address in the form it is asked for in."""
    try:
        parsed = httpx2.URL(url.strip())
        host, scheme = parsed.host, parsed.scheme
    except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(f"{url} is no address ({_reason(error)}); check it.") from error
    if scheme not in {"http", "https"} or not host:
        raise FetchError(f"{url} is no web address, and is not fetched; give one that begins with https:// or http://.")
    if not _HOST.fullmatch(parsed.raw_host.decode("latin-1")) or not 0 <= (parsed.port or 0) < 65_536:
        raise FetchError(f"{url} is no address (there can be no such site or port); check it.")
    if parsed.userinfo:
        raise FetchError(f"The address at {host} holds a user name or password, which is not sent; give it without.")
    return str(parsed.copy_with(fragment=None))


def _location(exchange: Exchange) -> str | None:
    if exchange.status not in _REDIRECTS:
        return None
    target = next((value for name, value in exchange.headers if name.lower() == "location"), "").strip()
    try:
        return urljoin(exchange.url, target) if target else None
    except ValueError:
        return target


def _peer(response: httpx2.Response) -> str | None:
    """Return the IP address that answered."""
    stream = response.extensions.get("network_stream")
    try:
        peer = stream.get_extra_info("server_addr") if stream is not None else None
    except OSError:  # it hung up already
        return None
    return str(peer[0]) if peer else None


def _recorded(request: httpx2.Request, response: httpx2.Response, sent: bytes, *, ip: str | None) -> Exchange:
    return Exchange(
        url=str(request.url),
        at=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        target=request.url.raw_path.decode("ascii"),
        asked=_pairs(request.headers.raw),
        status=response.status_code,
        reason=response.reason_phrase,
        headers=_pairs(response.headers.raw),
        body=sent,
        ip=ip,
    )


def _pairs(raw: list[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)


def _retry_after(value: str | None) -> float:
    """Seconds a server asks to wait: given as a number, or as a time."""
    if value is None:
        return 0.0
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        then = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return 0.0
    if then.tzinfo is None:
        then = then.replace(tzinfo=datetime.UTC)
    return max(0.0, (then - datetime.datetime.now(datetime.UTC)).total_seconds())


def _said_no(url: str, status: int, reason: str) -> str:
    words = {
        401: "asks for a login; save the page as a file instead",
        402: "asks to be paid; save the page as a file instead",
        403: "does not let programs read it; save the page as a file instead",
        404: "is not there; check the address",
        410: "was taken away; look for a copy at an archive",
        429: "has had too many requests; try again later",
        451: "is withheld for legal reasons; look for a copy at an archive",
    }
    said = words.get(status) or ("cannot answer now; try again later" if status >= 500 else "gives no page")
    shown = " ".join(reason.split())[:60]
    return f"{url} {said} (the server says {status}{' ' + shown if shown else ''})."


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:150].rstrip(".") or type(error).__name__
