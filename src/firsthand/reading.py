"""One document, read: every stage that looks at a single document, in order."""

from firsthand.errors import FirsthandError
from firsthand.extract import attributions
from firsthand.ingest.review import layout
from firsthand.model import Document, Failure, Reading
from firsthand.outlets.registry import registry
from firsthand.resolve.dating import date_document
from firsthand.resolve.notices import notices
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings
from firsthand.trace.chains import chains


def read_document(document: Document, *, settings: Settings) -> Reading:
    """Find everything one document tells: items, attributions, speakers, dates, chains, notices.

    Pure: the same document and settings give the same reading, wherever it runs.
    """
    plan = layout(document)
    found = attributions(document, items=plan.items, settings=settings)
    known = speakers(document, found, items=plan.items)
    dating = date_document(document, attributions=found, speakers=known, items=plan.items)
    return Reading(
        document=document,
        published=dating.published,
        items=plan.items,
        commentary=plan.commentary,
        attributions=found,
        speakers=known,
        said=dating.said,
        chains=chains(document, found, known),
        dates=dating.dates,
        notices=notices(
            document,
            items=plan.items,
            attributions=found,
            speakers=known,
            published=dating.published,
            registry=registry(),
        ),
    )


def try_reading(document: Document, *, settings: Settings) -> Reading | Failure:
    """Read a document; when a stage breaks on it, return a failure that says so, so that others go on."""
    try:
        return read_document(document, settings=settings)
    except FirsthandError as error:
        return Failure(name=document.name, error=str(error))
    except Exception as error:  # noqa: BLE001 - one odd document must not cost the corpus
        return Failure(name=document.name, error=unexpected(error))


def unexpected(error: BaseException) -> str:
    """Describe an error nobody foresaw, in one sentence, with the place in the code where it arose."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f" in {where.tb_frame.f_globals.get('__name__')}, line {where.tb_lineno}" if where is not None else ""
    said = " ".join(str(error).split())[:200]
    return (
        f"This document could not be read because of a fault in Firsthand ({type(error).__name__}: {said}{place}); "
        "please report it with the document."
    )
