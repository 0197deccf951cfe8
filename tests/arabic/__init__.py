"""The ground: pure text."""
