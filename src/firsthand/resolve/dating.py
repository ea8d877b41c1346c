"""The dates of a document: those it mentions, when it was published, and when each statement in it was made."""

from collections.abc import Sequence

import msgspec

from firsthand.model import Attribution, DateMention, Document, Item, Published, SaidOn, Speaker
from firsthand.resolve.dates import mentions
from firsthand.resolve.dates_find import expressions
from firsthand.resolve.dates_said import Times, said_on
from firsthand.resolve.published import published


class Dating(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything about time in one document. Every date has the words it rests on, or says why it has none."""

    dates: tuple[DateMention, ...]
    published: Published
    said: tuple[SaidOn, ...]


def date_document(
    document: Document,
    *,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker] = (),
    items: Sequence[Item] = (),
) -> Dating:
    """Date a document, the dates it mentions, and the statements in it.

    ``attributions`` are the document's own; ``speakers`` and ``items``, where known, let a statement take over
    the date of the same speaker's statement beside it. Spans are characters of ``Document.text``.
    """
    found = expressions(document)
    when = published(document, found=found)
    dates = mentions(document, published=when, found=found)
    said = said_on(document, attributions, times=Times(dates, found), speakers=speakers, items=items)
    return Dating(dates=dates, published=when, said=said)
