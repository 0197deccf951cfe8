"""Readings as the register keeps them, their layouts and duplicate scans. Floor 5."""
