"""Figures of the office, and the reconciliation of what came in with what is there. Floor 4."""
