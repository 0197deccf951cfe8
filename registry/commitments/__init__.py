"""Salted hashes of records and lists, kept in the trail, so that a change behind its back shows. Floor 5."""
