"""Codes and parameters in, words in Arabic, Sorani and English out."""

from messages.catalogue import Catalogue, Params, catalogue
from messages.language import Language, wanted

__all__ = ["Catalogue", "Language", "Params", "catalogue", "wanted"]
