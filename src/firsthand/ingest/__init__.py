"""Ingest: from bytes to documents, and from documents to passages and items."""

from firsthand.ingest.language import main_language, passages
from firsthand.ingest.reader import read_input
from firsthand.ingest.record import InputRecord, decode_record, from_record
from firsthand.ingest.review import Layout, domain_notice, layout

__all__ = [
    "InputRecord",
    "Layout",
    "decode_record",
    "domain_notice",
    "from_record",
    "layout",
    "main_language",
    "passages",
    "read_input",
]
