"""Codes and parameters in, words in Arabic, Sorani and English out."""
