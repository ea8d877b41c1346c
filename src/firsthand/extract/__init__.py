"""Document to attributions: quotation marks, cues, sources, relays and nesting."""
