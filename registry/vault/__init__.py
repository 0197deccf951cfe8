"""Secrets: keys, passwords, sealed files and the store. Floor 2."""
