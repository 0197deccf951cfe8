"""Trains the network that pairs labels and values: `python -m training.pairing`."""
