"""Outlets: who publishes under which name and domain."""

from firsthand.outlets.registry import Outlet, OutletKind, Registry, registry

__all__ = ["Outlet", "OutletKind", "Registry", "registry"]
