"""One document, read: every stage that looks at a single document, in order."""

import msgspec

from firsthand.errors import FirsthandError
from firsthand.extract import attributions
from firsthand.ingest.review import layout
from firsthand.ingest.wrap import unwrapped
from firsthand.model import Document, Failure, Reading
from firsthand.outlets import Registry, registry
from firsthand.resolve.credits import credited
from firsthand.resolve.dating import date_document
from firsthand.resolve.notices import notices
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings
from firsthand.trace.chains import chains


def read_document(document: Document, *, settings: Settings, outlets: Registry | None = None) -> Reading:
    """Find everything one document tells: items, attributions, speakers, dates, chains, outlet, credits, notices.

    Pure: the same document, settings and outlets (the bundled ones when left out) give the same reading,
    wherever it runs.
    """
    known = outlets or registry()
    given = document
    # Where lines were broken to fit a width, the stages see spaces instead; every offset stays.
    document = msgspec.structs.replace(given, text=unwrapped(given.text))
    plan = layout(document, outlets=known)
    found = attributions(document, items=plan.items, settings=settings, outlets=known)
    heard = speakers(document, found, items=plan.items, outlets=known)
    dating = date_document(document, attributions=found, speakers=heard, items=plan.items)
    copy = credited(document, items=plan.items, outlets=known)
    reading = Reading(
        document=document,
        published=dating.published,
        items=plan.items,
        commentary=plan.commentary,
        attributions=found,
        speakers=heard,
        said=dating.said,
        chains=chains(document, found, heard, items=plan.items, outlets=known),
        dates=dating.dates,
        publisher=copy.publisher,
        credits=copy.credits,
    )
    return msgspec.structs.replace(reading, document=given, notices=notices(reading, outlets=known))


def try_reading(document: Document, *, settings: Settings, outlets: Registry | None = None) -> Reading | Failure:
    """Read a document; when a stage breaks on it, return a failure that says so, so that others go on."""
    try:
        return read_document(document, settings=settings, outlets=outlets)
    except FirsthandError as error:
        return Failure(name=document.name, error=str(error))
    except Exception as error:
        return Failure(name=document.name, error=unexpected(document.name, error))


def unexpected(name: str, error: BaseException) -> str:
    """Describe an error nobody foresaw, in one sentence, with the place in the code where it arose."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f" in {where.tb_frame.f_globals.get('__name__')}, line {where.tb_lineno}" if where is not None else ""
    said = " ".join(str(error).split())[:200]
    return (
        f"{name} could not be read because of a fault in Firsthand ({type(error).__name__}: {said}{place}); "
        "please report it with the document."
    )
