"""The figure of a claim as a file of its own: SVG that needs nothing beside it."""

from firsthand.show.figure import figure
from firsthand.show.page import sheet, templates
from firsthand.show.words import Words
from firsthand.trace.records import Traced


def draw(traced: Traced, words: Words) -> str:
    """Return the figure as an SVG file with its own stylesheet, light and dark, no script and no links."""
    numbers = {report.id: number for number, report in enumerate(traced.reports, start=1)}
    drawn = figure(traced, words, numbers=numbers)
    template = templates().get_template("figure_file.svg.j2")
    return template.render(drawn=drawn, words=words, style=sheet("colours.css", "figure.css"))
