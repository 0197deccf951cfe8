"""The table of a known form: its header, its grid, the cells that values are read from. Floor 5."""
