"""Ctrl-C that is not lost.

Python raises KeyboardInterrupt wherever the main thread happens to be. In a finaliser or a weakref callback it cannot
be passed on: it is reported as unraisable and gone, and the program works on as if nobody had pressed anything.
"""

import _thread
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_AGAIN = 0.05
"""Seconds after which a lost interrupt is sent once more: by then the finaliser is through."""


def keep_interrupts() -> None:
    """See to it, for the rest of the program, that an interrupt which got lost is sent again."""
    ordinary = sys.unraisablehook

    def hook(lost: "UnraisableHookArgs") -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt):
            timer = threading.Timer(_AGAIN, _interrupt)
            timer.daemon = True
            timer.start()
        else:
            ordinary(lost)

    sys.unraisablehook = hook


def _interrupt() -> None:
    """Interrupt the main thread, also where it waits for input."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()
