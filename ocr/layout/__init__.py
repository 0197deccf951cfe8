"""The sheet: what was read where, its rows and walls. Floor 4."""
