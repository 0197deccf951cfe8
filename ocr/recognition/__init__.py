"""Readers: a crop of a line in, text out; zone, handwriting, orientation. Floor 3."""
