"""Families, their members and events, and what contradicts itself in them. Floor 5."""
