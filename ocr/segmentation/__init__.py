"""A straight view in, lines of text, ruling lines and stamps out. Floor 3."""
