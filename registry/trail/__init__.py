"""The trail of events, and what of it may be shown. Floor 4."""
