"""An invented event for the tests of tracing: the ferry Marrowby burns off Port Aldous."""

from firsthand.model import Document, Reading, document_id
from firsthand.outlets import registry
from firsthand.reading import read_document
from firsthand.settings import Settings

CLAIM = "At least 19 people were killed in the fire on the ferry Marrowby on 4 March 2025."

HERALD = (
    "Fire on ferry kills 19\n\nPORT ALDOUS — At least 19 people were killed when the ferry Marrowby caught fire off "
    "Port Aldous on Tuesday, harbour master Ines Calloway said.\n\n"
    "“The fire began on the car deck,” Calloway said.\n"
)
COPY = (
    "PORT ALDOUS (Reuters) - The fire on the ferry Marrowby killed at least 19 people, Ines Calloway, the harbour "
    "master, told reporters on Tuesday. Rescue boats brought more than two hundred passengers ashore through thick "
    "smoke, and the wreck was still burning in the afternoon when the wind turned and drove it towards the rocks.\n"
)
UNSIGNED = (
    "The fire on the ferry Marrowby killed at least 19 people. Rescue boats brought more than two hundred passengers "
    "ashore through thick smoke, and the wreck was still burning in the afternoon when the wind turned and drove it "
    "towards the rocks.\n"
)
SURGEON = (
    "A surgeon who treated the injured gave the same figure. “I have counted at least 19 people killed in the fire on "
    "the Marrowby,” Tobias Renfrew said in the hospital of Port Aldous.\n"
)
VARIANT = "At least 31 people were killed in the fire on the ferry Marrowby, the coastguard said on Tuesday.\n"
DENIAL = (
    "The owners denied the reports. The company Brightwater Lines denied that 19 people were killed in the fire on the "
    "ferry Marrowby.\n"
)
OTHER = "The council of Port Aldous voted on Tuesday to close the library in winter, mayor Ada Finch said.\n"


def reading(name: str, outlet: str, text: str, published: str = "2025-03-05") -> Reading:
    """One document of the event, read."""
    document = Document(
        id=document_id(text=text, outlet=outlet, published=published),
        name=name,
        text=text,
        lang="en",
        outlet=outlet,
        published=published,
        published_how="given",
    )
    return read_document(document, settings=Settings(), outlets=registry())


def event() -> list[Reading]:
    """All documents of the event."""
    return [
        reading("herald", "The Aldous Herald", HERALD, "2025-03-04"),
        reading("copy", "The Fenmore Times", COPY),
        reading("unsigned", "The Quay Post", UNSIGNED, "2025-03-06"),
        reading("surgeon", "The Lantern of Ossery", SURGEON),
        reading("variant", "Radio Fenmore", VARIANT),
        reading("denial", "The Ossery Gazette", DENIAL),
        reading("other", "The Aldous Herald", OTHER),
    ]
