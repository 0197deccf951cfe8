"""Pixels in, pixels and measures out: pyramid, ink, components, skew, light. Floor 2."""
