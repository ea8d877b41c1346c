"""Documents as transcripts: their text in stretches, each with the speaker whose words it is said to be."""

from firsthand.ingest.transcripts import Speech, Transcript
from firsthand.model import Reading, Span


def from_reading(reading: Reading, *, path: str) -> Transcript:
    """Take a document that was read as a transcript; what is attributed to nobody is the document's own."""
    speakers = {speaker.attribution: speaker.name for speaker in reading.speakers}
    text = reading.document.text
    speeches: list[Speech] = []
    at = 0
    claimed = sorted(
        (span, speakers.get(one.id) or "")
        for one in reading.attributions
        if one.type != "indirect"
        for span in one.content
    )
    for span, speaker in claimed:
        if span.start < at:
            continue  # inside one that was taken
        speeches += [Speech(span=Span(at, span.start))] if span.start > at else []
        speeches.append(Speech(span=span, speaker=speaker or None))
        at = span.end
    if at < len(text):
        speeches.append(Speech(span=Span(at, len(text))))
    return Transcript(name=reading.document.name, path=path, text=text, speeches=tuple(speeches))
