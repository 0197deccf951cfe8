"""Columns, header and rows of a table on any page, known or not, for `read --tables`; no value. Floor 5."""
