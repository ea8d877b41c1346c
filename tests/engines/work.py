"""Functions for other processes to run: they are found there by this module's name."""

import os
import signal


def double(number: int) -> int:
    return 2 * number


def odd_ones_fail(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number


def some_kill(number: int) -> int:
    if number == 5:
        os._exit(3)
    if number == 17:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def whose(number: int) -> int:
    return os.getpid()
