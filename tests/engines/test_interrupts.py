import signal
import subprocess
import sys

import pytest

LOSES = """
import os, signal, sys
from firsthand.engines.interrupts import keep_interrupts

class Finalised:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
        for _ in range(1000):
            pass  # the interrupt is raised here, and lost

if sys.argv[1] == "keep":
    keep_interrupts()
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    Finalised()
    print("lost", flush=True)
    WAIT
except KeyboardInterrupt:
    print("caught", flush=True)
"""


@pytest.mark.parametrize("wait", ["sys.stdin.read()", "while True: pass"])
def test_an_interrupt_that_falls_into_a_finaliser_is_sent_again(wait):
    command = [sys.executable, "-c", LOSES.replace("WAIT", wait), "keep"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        try:
            assert running.stdout.readline() == b"lost\n"
            assert running.stdout.readline() == b"caught\n"
            assert running.wait(timeout=60) == 0
        finally:
            running.kill()


def test_python_would_lose_it():
    command = [sys.executable, "-c", LOSES.replace("WAIT", "sys.stdin.read()"), "leave"]
    done = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert done.stdout == b"lost\n"
    assert done.returncode == 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
