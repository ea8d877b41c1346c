"""A network that is none: hosts with pages, a resolver of our own, and a record of every connection and request."""

import ssl

import httpcore2

from firsthand.ingest.fetch import Fetcher
from firsthand.settings import Settings

PUBLIC = "93.184.215.14"


def answer(body=b"", *, status="200 OK", **headers):
    """The bytes of an HTTP answer."""
    body = body.encode() if isinstance(body, str) else body
    given = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in given.items() if value is not None)]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(target, status="302 Found"):
    return answer(status=status, location=target)


class Stream(httpcore2.NetworkStream):
    def __init__(self, web, ip):
        self.web, self.ip, self.asked, self.pending = web, ip, b"", b""

    def write(self, buffer, timeout=None):
        self.asked += buffer
        if b"\r\n\r\n" in self.asked:
            head, _, self.asked = self.asked.partition(b"\r\n\r\n")
            self.pending += self.web.answer_to(head.decode())

    def read(self, max_bytes, timeout=None):
        self.web.clock.sleep(self.web.slow)
        part, self.pending = self.pending[: self.web.piece], self.pending[self.web.piece :]
        return part[:max_bytes]

    def close(self):
        pass

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        self.web.names.append(server_hostname)
        return self

    def get_extra_info(self, info):
        return (self.ip, 80) if info == "server_addr" else None


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 1_000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        if seconds:
            self.slept.append(seconds)
        self.now += seconds


class Web(httpcore2.NetworkBackend):
    """``pages``: an address without its scheme to an answer, or a list of answers, one a request."""

    def __init__(self, pages=None, *, hosts=None, slow=0.0, piece=65_536):
        self.pages, self.hosts = dict(pages or {}), dict(hosts or {})
        self.clock, self.slow, self.piece = Clock(), slow, piece
        self.connections, self.requests, self.resolved, self.names, self.heads = [], [], [], [], []

    def resolve(self, host, port):
        self.resolved.append(host)
        known = self.hosts.get(host, [PUBLIC])
        if isinstance(known, Exception):
            raise known
        return known.pop(0) if known and isinstance(known[0], list) else known

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.connections.append(host)
        return Stream(self, host)

    def answer_to(self, head):
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        place = headers["host"] + first.split(" ")[1]
        self.requests.append(place)
        self.heads.append(headers)
        found = self.pages.get(place, answer(status="404 Not Found"))
        found = found.pop(0) if isinstance(found, list) else found
        return found(headers) if callable(found) else found

    @property
    def asked(self):
        """The requests but for robots.txt."""
        return [place for place in self.requests if not place.endswith("/robots.txt")]

    def fetcher(self, **settings):
        return Fetcher(
            settings=Settings(**settings),
            resolver=self.resolve,
            backend=self,
            context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # nothing is encrypted here, and a real one loads slowly
            clock=self.clock,
            sleep=self.clock.sleep,
        )
