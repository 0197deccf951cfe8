"""Acceptance sampling: how many facts are wrong, shown by blind second keying, and what follows from it."""
