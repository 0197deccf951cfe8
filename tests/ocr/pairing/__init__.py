"""Pairing links words to labels and cells to rows."""
