"""Which machines may be talked to: a name is resolved once, every answer is checked, and a checked one is connected to.

Otherwise a page, a feed or a redirect could make this program ask for things inside the network it runs in
(server-side request forgery), and a resolver could answer one thing to the check and another to the connection.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from firsthand.errors import FetchError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

Resolver = Callable[[str, int], Iterable[str]]
"""A host name and a port to the IP addresses it has, as text."""

Policy = Callable[[IpAddress], str | None]
"""An IP address to the reason why it may not be connected to, in a few words; None when it may."""

_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?\Z", re.IGNORECASE)
_CARRIER = ipaddress.ip_network("100.64.0.0/10")
_THIS_NETWORK = ipaddress.ip_network("0.0.0.0/8")
# IPv6 addresses that stand for an IPv4 address, which a gateway may deliver to anywhere.
_CARRIES_IPV4 = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))


def public_only(address: IpAddress) -> str | None:
    """Let only addresses of the public internet through: the policy wherever no other is passed in."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return public_only(mapped) or "an IPv4 address in disguise"
    reasons = (
        (address.is_loopback, "this machine itself"),
        (address.is_unspecified or _in(address, _THIS_NETWORK), "this machine itself"),
        (address.is_link_local, "a link-local address"),
        (address.is_multicast, "a multicast address"),
        (_in(address, _CARRIER), "an address inside a provider's network"),
        (any(_in(address, network) for network in _CARRIES_IPV4), "an IPv4 address in disguise"),
        (getattr(address, "is_site_local", False), "a private address"),
        (address.is_private, "a private address"),
        (address.is_reserved or not address.is_global, "a reserved address"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the operating system for the addresses of a host name.

    Raises:
        OSError: it knows none.

    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, *, resolver: Resolver, policy: Policy) -> list[str]:
    """Return the IP addresses of a host, all of which the policy lets through.

    One forbidden address among them refuses the host: which of them is used is left to chance.

    Raises:
        FetchError: the host is forbidden, is a number in disguise, or has no address.

    """
    try:
        literal = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        literal = None
    if literal is not None:
        _refuse(host, literal, policy)
        return [str(literal)]
    if _NUMBERS.match(host):
        raise FetchError(f"{host} is a number where the name of a site should be, and is not asked; check the address.")
    try:
        found = [ipaddress.ip_address(text.partition("%")[0]) for text in resolver(host, port)]
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"The site {host} is not known to the network; check the address and the connection."
        ) from error
    except ValueError as error:
        raise FetchError(f"The site {host} has an address that is none; nothing was asked of it.") from error
    if not found:
        raise FetchError(f"The site {host} has no address; check the address and the connection.")
    for address in found:
        _refuse(host, address, policy)
    return [str(address) for address in found]


class PinnedBackend(httpcore2.NetworkBackend):
    """Connects to a checked address of the host it is asked for; the Host header and TLS keep the host's name."""

    def __init__(self, *, resolver: Resolver, policy: Policy, backend: httpcore2.NetworkBackend) -> None:
        self._resolver, self._policy, self._backend = resolver, policy, backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first of the host's addresses that answers."""
        addresses = checked_addresses(host, port, resolver=self._resolver, policy=self._policy)
        for address in addresses[:-1]:
            patience = None if timeout is None else timeout / 3  # so that others are tried too
            try:
                return self._backend.connect_tcp(address, port, patience, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._backend.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: a socket of this machine is no site."""
        raise FetchError(f"{path} is a socket of this machine and is not asked.")


def _in(address: IpAddress, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    return address.version == network.version and address in network


def _refuse(host: str, address: IpAddress, policy: Policy) -> None:
    reason = policy(address)
    if reason is not None:
        shown = host if host.strip("[]") == str(address) else f"{host} ({address})"
        raise FetchError(f"{shown} is {reason}, and no page is fetched from there; save the page as a file instead.")
