"""Document to attributions: quotation marks, cues, sources, relays and nesting."""

from firsthand.extract.attribute import attributions

__all__ = ["attributions"]
