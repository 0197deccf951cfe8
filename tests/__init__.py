"""Mirrors the tree; journeys/ go the whole way."""
