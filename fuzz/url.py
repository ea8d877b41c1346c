"""Fuzzes the canonical form of an address: no crash, its own canonical form, plain ASCII, and no time over linear.

    pip install atheris && python fuzz/url.py -max_total_time=600 -max_len=4096

Needs atheris, which is no part of the tools, since it is built for few versions of Python.
"""

import sys
import time

import atheris

with atheris.instrument_imports(include=["firsthand.ingest.url", "urllib.parse", "idna"]):
    from firsthand.ingest.url import canonical

SECONDS_PER_KILOBYTE = 0.1
_STARTS = (
    "",
    "https://",
    "http://lantern.example/",
    "https://web.archive.org/web/2021/https://",
    "https://google.com/amp/s/",
)


def one(data: bytes) -> None:
    """Try one input: a start that leads somewhere, and what the fuzzer makes of the rest."""
    source = atheris.FuzzedDataProvider(data)
    url = _STARTS[source.ConsumeIntInRange(0, len(_STARTS) - 1)] + source.ConsumeUnicode(sys.maxsize)
    canonical.cache_clear()
    begun = time.process_time()
    form = canonical(url)
    spent = time.process_time() - begun
    if spent > 0.2 + SECONDS_PER_KILOBYTE * len(url) / 1_000:
        raise AssertionError(f"{len(url)} characters took {spent:.1f} s")
    if form is not None and not (form.isascii() and form.startswith("https://") and canonical(form) == form):
        raise AssertionError(f"{url!r} gives {form!r}, and that {canonical(form)!r}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
