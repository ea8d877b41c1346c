"""How one request goes out: pinned to a checked address, with one deadline for everything it takes."""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from firsthand.errors import FetchError
from firsthand.ingest.fetch_address import PinnedBackend, Policy, Resolver

Clock = Callable[[], float]
"""Seconds that only ever go forward, as ``time.monotonic``."""


class Deadline:
    """When the request under way must be done. A server that sends a byte now and then holds nobody up for ever."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ends = 0.0

    def start(self, seconds: float) -> None:
        """Begin anew."""
        self._ends = self._clock() + seconds

    def left(self, error: type[Exception]) -> float:
        """Return the seconds left; raise ``error`` when none are."""
        seconds = self._ends - self._clock()
        if seconds <= 0:
            raise error("the time is up")
        return seconds


class PinningTransport(httpx2.BaseTransport):
    """An httpx2 transport over a connection pool whose every connection goes to a checked address."""

    def __init__(
        self,
        *,
        resolver: Resolver,
        policy: Policy,
        backend: httpcore2.NetworkBackend | None = None,
        context: ssl.SSLContext | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self.deadline = Deadline(clock)
        pinned = PinnedBackend(resolver=resolver, policy=policy, backend=backend or httpcore2.SyncBackend())
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context or httpx2.create_ssl_context(trust_env=False),
            network_backend=_Timed(pinned, self.deadline),
            max_connections=16,
            keepalive_expiry=30.0,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return its answer, the body not yet read."""
        stream = request.stream
        if not isinstance(stream, httpx2.SyncByteStream):
            raise FetchError("Only plain requests are sent.")
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=stream,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            status_code=answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Timed(httpcore2.NetworkBackend):
    """A network whose every wait ends at the deadline."""

    def __init__(self, backend: httpcore2.NetworkBackend, deadline: Deadline) -> None:
        self._backend, self._deadline = backend, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(httpcore2.ConnectTimeout)
        return _TimedStream(self._backend.connect_tcp(host, port, left, local_address, socket_options), self._deadline)


class _TimedStream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(httpcore2.WriteTimeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(httpcore2.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as in the class above it
        return self._stream.get_extra_info(info)
