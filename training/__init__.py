"""Trains the recognisers; own lock, not in the image, imported by nothing."""
