"""Invented texts about an invented harbour, and what is needed to compare them."""

import numpy as np

from firsthand.link.reuse_pairs import Sides, side_of
from firsthand.link.reuse_sheet import sheet_of
from firsthand.model import Document
from firsthand.outlets import registry

LEAD = "The harbour of Vessby was closed on Tuesday after a crane fell across the northern quay."
QUAY = "Divers found no one in the water, and two dockers were treated for bruises in the infirmary on the hill."
SHIP = "Three ships with timber were sent on to Ostmark, where they are expected to berth before the weekend."
COST = "The port authority puts the damage at nine million crowns and has asked the insurer to look at the hoist."
UNION = "Members of the dockers union had complained about the brakes of the old hoist twice since the spring."
WEATHER = "A gale from the west had been blowing since noon, with gusts that bent the masts in the marina."
STORY = " ".join((LEAD, QUAY, SHIP, COST, UNION, WEATHER))

OTHER = (
    "Nobody was badly hurt when machinery came down at the port on Tuesday, officials in the town hall reported. "
    "Work may resume within days, the mayor believes, although engineers must first decide if the wall is sound. "
    "Fishermen moored elsewhere overnight and sold their catch from the back of lorries parked beside the church."
)


def document(name, text, *, outlet=None, published=None, lang="en"):
    return Document(id=name, name=name, text=text, lang=lang, outlet=outlet, published=published)


def side(given):
    """One document ready for comparison, with no boilerplate."""
    sheet = sheet_of(given, outlets=registry())
    none = np.zeros(len(sheet.words()), np.bool_)
    return side_of(sheet, of_house=none, of_all=none)


def sides(*texts) -> list[Sides]:
    return [side(document(f"d{number}", text)) for number, text in enumerate(texts)]
