"""Firsthand: who said it first, how did it reach you, and how many really said it.

Every command of ``firsthand`` is a function here: ``read``, ``review``, ``extract_file``, ``add``, ``check``,
``doctor``, ``judge``, ``links``, ``parties``, ``search``, ``serve``, ``trace_claims`` (for ``trace``), ``versions`` and
``write_demo`` (for ``demo``). The heavy parts are imported when first used.
"""

import importlib
from typing import TYPE_CHECKING, Any

from firsthand.errors import FirsthandError
from firsthand.model import Document, Failure, Reading
from firsthand.settings import Settings

if TYPE_CHECKING:
    from firsthand.commands import (
        add,
        check,
        doctor,
        extract_file,
        links,
        parties,
        read,
        review,
        search,
        versions,
        write_demo,
    )
    from firsthand.engines.judging import judge
    from firsthand.engines.tracing import trace_claims
    from firsthand.store.case import Case
    from firsthand.web.serve import serve

__version__ = "0.1.0"

__all__ = [
    "Case",
    "Document",
    "Failure",
    "FirsthandError",
    "Reading",
    "Settings",
    "add",
    "check",
    "doctor",
    "extract_file",
    "judge",
    "links",
    "parties",
    "read",
    "review",
    "search",
    "serve",
    "trace_claims",
    "versions",
    "write_demo",
]

_COMMANDS = (
    *("add", "check", "doctor", "extract_file", "links", "parties", "read", "review", "search", "versions"),
    "write_demo",
)
_HOME = dict.fromkeys(_COMMANDS, "firsthand.commands") | {
    "Case": "firsthand.store.case",
    "judge": "firsthand.engines.judging",
    "trace_claims": "firsthand.engines.tracing",
    "serve": "firsthand.web.serve",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOME:
        raise AttributeError(f"module 'firsthand' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
