"""A table of a sheet: its header, its grid, its cells. Floor 5."""
