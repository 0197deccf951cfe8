"""Accounts, offices, signing in and how often one may try. Floor 5."""
