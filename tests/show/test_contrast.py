"""Contrast of every pair of text and ground in the stylesheet, after WCAG 2.2 (1.4.3 and 1.4.11)."""

import re

import pytest

from firsthand.show.page import SHEETS, sheet

CSS = sheet(*SHEETS)
TEXT = {
    "ink": ("paper", "card", "quoted", "deep"),
    "quiet": ("paper", "card"),
    "link": ("paper", "card", "quoted", "deep"),
    "source": ("paper", "quoted", "deep"),
    "cue": ("paper", "quoted", "deep"),
    "relay": ("paper", "quoted", "deep"),
    "warn": ("warn-ground",),
}
SIGNS = {"bracket": ("paper", "card", "quoted", "deep"), "warn": ("paper", "card")}


def schemes():
    roots = re.findall(r":root \{(.*?)\}", CSS, flags=re.S)
    light, dark, paper = (dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]+);", root)) for root in roots)
    return {"light": light, "dark": light | dark, "print": light | paper}


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(d * 2 for d in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def pairs(table):
    return [(s, a, b) for s in ("light", "dark", "print") for a, grounds in table.items() for b in grounds]


def test_the_measure_is_that_of_the_guideline():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("scheme", "text", "ground"), pairs(TEXT))
def test_text_stands_out(scheme, text, ground):
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize(("scheme", "sign", "ground"), pairs(SIGNS))
def test_signs_that_carry_meaning_stand_out(scheme, sign, ground):
    colours = schemes()[scheme]
    assert contrast(colours[sign], colours[ground]) >= 3


def test_every_colour_is_one_of_the_named_ones():
    rules = re.sub(r":root \{.*?\}", "", CSS, flags=re.S)
    assert not re.findall(r"#[0-9a-f]{3,6}\b", rules)
