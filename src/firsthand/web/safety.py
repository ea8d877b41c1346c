"""Who may ask the application, and what a browser may do with its answers.

A page of another site can make a browser send requests here. Three things keep them out: the names we are called by
(a list, against DNS rebinding), where a change was asked for (``Sec-Fetch-Site``, then ``Origin``), and, where others
than this computer can reach us, a token. What is shown is other people's text: the policy lets nothing in it run.
"""

import asyncio
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
COOKIE = "firsthand_token"

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``hosts`` are the names we answer to, in lower case, without the port; ``token`` is asked for where there is one.

    ``max_body`` in bytes, ``seconds`` for a request to arrive.
    """

    hosts: tuple[str, ...] = LOOPBACK
    token: str | None = None
    max_body: int = 64_000_000
    seconds: float = 60.0


def new_token() -> str:
    """Return a token that nobody guesses."""
    return secrets.token_urlsafe(24)


class Safety:
    """The outermost layer: refuses what may not be asked, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, *, rules: Rules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        inner: ASGIApp = refused or self._app
        begun = asyncio.get_running_loop().time()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        size = 0

        async def receiving() -> Message:
            nonlocal size
            left = self._rules.seconds - (asyncio.get_running_loop().time() - begun)
            message = await asyncio.wait_for(receive(), max(left, 0.1)) if _has_body(scope) else await receive()
            size += len(message.get("body", b""))
            if size > self._rules.max_body:
                raise TooLargeError
            return message

        try:
            await inner(scope, receiving, sending)
        except (TooLargeError, TimeoutError) as error:
            large = isinstance(error, TooLargeError)
            said = "That is too much at once; add it in parts." if large else "The request took too long to arrive."
            await refusal(scope, 413 if large else 408, said)(scope, receive, sending)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = _name_of(headers.get("host", ""))
        if host not in self._rules.hosts:
            return refusal(scope, 421, "This address is not one that the application answers to.")
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._rules.max_body:
            return refusal(scope, 413, "That is too much at once; add it in parts.")
        if self._rules.token is not None:
            answer = self._unknown(scope, headers, self._rules.token)
            if answer is not None:
                return answer
        if scope["method"] not in _SAFE and not _from_here(headers):
            return refusal(scope, 403, "A change may only be asked for by a page of this application.")
        return None

    def _unknown(self, scope: Scope, headers: Headers, token: str) -> Response | None:
        """Refuse who has no token; who brings it in the address is sent on without it, with a cookie."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(given.strip(), token):
            return None
        if _same(_cookie(headers), token):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] == "GET" and any(name == "token" and _same(value, token) for name, value in query):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            path = "/" + scope["path"].lstrip("/\\")
            answer: Response = RedirectResponse(path + ("?" + rest if rest else ""), status_code=303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
            return answer
        answer = refusal(scope, 401, "A token is needed; open the address that firsthand serve printed.")
        answer.headers["www-authenticate"] = "Bearer"
        return answer


class TooLargeError(Exception):
    """A request has more bytes than it may."""


def refusal(scope: Scope, status: int, sentence: str) -> Response:
    """Return an answer that says no, as JSON where that was asked for."""
    if wants_json(scope["path"], Headers(scope=scope)):
        return JSONResponse({"error": sentence}, status_code=status)
    return PlainTextResponse(sentence + "\n", status_code=status)


def wants_json(path: str, headers: Headers) -> bool:
    """Say whether the answer should be JSON: by the address's ending, else by what the client accepts."""
    return path.endswith(".json") or "application/json" in headers.get("accept", "")


def _from_here(headers: Headers) -> bool:
    """Say whether a change was asked for by a page of ours, or by a program that is no browser."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        netloc = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(netloc) and netloc.lower() == headers.get("host", "").lower()


def _name_of(host: str) -> str:
    """Return the name in a Host header, without the port."""
    host = host.lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.rpartition(":")[0] if ":" in host else host


def _has_body(scope: Scope) -> bool:
    return scope["method"] not in _SAFE


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())
