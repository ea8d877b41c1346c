import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest.text import clean, decode, looks_binary, one_line


def test_cleaning_keeps_every_offset() -> None:
    assert clean("a\r\nb\rc\nd\x00e\ud800f") == "a \nb\nc\nd\ufffde\ufffdf"


@given(st.text(st.characters(codec=None)))
def test_cleaning_keeps_the_length_and_is_final(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & {"\r", "\x00"}
    cleaned.encode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_decoding(encoding: str) -> None:
    text = "Göteborg är vackert på våren, sade Åsa. Straße und Größe, meinte Jörg."
    assert decode(text.encode(encoding)) == text


def test_one_bad_byte_does_not_spoil_the_rest() -> None:
    assert decode("Åsa åt på ön".encode() + b"\xff") == "Åsa åt på ön\ufffd"


@given(st.binary(max_size=400))
def test_decoding_never_fails(data: bytes) -> None:
    assert isinstance(decode(data), str)
    assert isinstance(decode(data, html=True), str)
    looks_binary(data)


def test_binary_data_is_told_from_text() -> None:
    assert looks_binary(bytes(range(256)) * 4)
    assert looks_binary(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert not looks_binary("Hej på dig\n\tså här".encode())
    assert not looks_binary("Hej på dig".encode("utf-16"))
    assert not looks_binary(b"")


def test_metadata_is_one_line() -> None:
    assert one_line("  Port\n shut\t") == "Port shut"
    assert one_line(" \n") is None
    assert one_line(None) is None
    assert len(one_line("x" * 9_000) or "") == 500
