"""A case with the invented ferry in it, its claim traced by hand, and the application over it."""

import contextlib
import socket
import threading
import time

import pytest
import uvicorn
from starlette.testclient import TestClient

from firsthand.reading import read_document
from firsthand.settings import Settings
from firsthand.store.case import Case
from firsthand.store.views import build
from firsthand.web.app import application
from firsthand.web.safety import Rules
from show.traces import READINGS, traced

HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")


def fill(path, readings=None):
    """Make a case of readings, and its views."""
    read = readings or [read_document(one.document, settings=Settings()) for one in READINGS.values()]
    with Case(path) as case:
        for reading in read:
            case.add(reading)
    build(path, read, stamp=f"{len(read)}:{len(read)}:")
    return path


@pytest.fixture(scope="session")
def case(tmp_path_factory):
    """A case with every document of the invented ferry."""
    return fill(tmp_path_factory.mktemp("case") / "ferry.case")


@pytest.fixture(scope="session")
def app(case):
    """The application over it; the claim is the one traced by hand."""
    made = application(case, rules=Rules(hosts=HOSTS), work=False)
    made.state.desk.traces = lambda: (traced(),)
    return made


@pytest.fixture(scope="session")
def client(app):
    """A client that is no browser."""
    with TestClient(app, headers={"accept": "text/html"}) as found:
        yield found


@contextlib.contextmanager
def running(app):
    """Serve an application on a free port of this computer; gives its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)
    listening.close()


@pytest.fixture(scope="session")
def address(app):
    """The application, served."""
    with running(app) as found:
        yield found
