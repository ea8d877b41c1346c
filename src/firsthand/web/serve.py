"""Serving the application: on this computer alone unless asked otherwise, and then with a token."""

import ipaddress
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import uvicorn

from firsthand.errors import InputError
from firsthand.store.case import Case
from firsthand.web.app import application
from firsthand.web.safety import LOOPBACK, Rules, new_token

PORT = 8321


class Served(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the application answers: ``url`` opens it, with the token where one is needed."""

    url: str
    token: str | None


def serve(
    case: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    browser: bool = True,
    outlets: Sequence[str | Path] = (),
    told: Callable[[Served], None] | None = None,
) -> None:
    """Serve a case in the browser until it is interrupted; make the case if there is none.

    On another ``host`` than this computer's own a token is needed, which is in the address that ``told`` is given.
    ``port`` 0 takes a free one.

    Raises:
        CaseError: the case cannot be opened.
        InputError: the host or port cannot be had.

    """
    with Case(case):
        pass  # it is made, or brought up to date, before anybody reads it
    bound = _bound(host, port)
    with bound:
        number = bound.getsockname()[1]
        token = None if _is_loopback(host) else new_token()
        rules = Rules(hosts=_names(host), token=token)
        app = application(case, rules=rules, outlets=tuple(map(Path, outlets)))
        url = f"http://{_shown(host)}:{number}/" + (f"?token={token}" if token else "")
        if told is not None:
            told(Served(url=url, token=token))
        if browser:
            threading.Timer(0.5, webbrowser.open, [url]).start()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=64,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=3,
            ws="none",
        )
        uvicorn.Server(config).run(sockets=[bound])


def _bound(host: str, port: int) -> socket.socket:
    """Take the port, so that what is taken already is one sentence and not a trace."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
    except OSError as error:
        raise InputError(f"{host} is no address of this computer: {error.strerror or error}.") from error
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
    except OSError as error:
        found.close()
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"Port {port} of {host} cannot be had: {reason}; choose another with --port.") from error
    return found


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _names(host: str) -> tuple[str, ...]:
    """Return the names that requests may call us by."""
    own = _shown(host).lower()
    if _is_loopback(host):
        return tuple(dict.fromkeys((*LOOPBACK, own)))
    names = [own, *LOOPBACK]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - the user chose it
        here = socket.gethostname().lower()
        names += [here, f"{here}.local", socket.getfqdn().lower()]
        names += [_shown(str(info[4][0])) for info in _addresses(here)]
    return tuple(dict.fromkeys(names))


def _addresses(name: str) -> list[tuple[object, object, object, str, tuple[object, ...]]]:
    try:
        return socket.getaddrinfo(name, None)  # type: ignore[return-value]
    except OSError:
        return []


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
