"""Looks again at what was extracted and decides how sure it is. Floor 7."""
