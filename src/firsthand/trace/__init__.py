"""Chains: the way from the utterer to the reader."""
