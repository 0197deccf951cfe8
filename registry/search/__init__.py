"""Search in the register: ranked candidates, each with its reasons, never one "best"."""

from registry.search.lookup import names_of_subjects
from registry.search.query import Candidate, SearchQuery, Why, search

__all__ = ["Candidate", "SearchQuery", "Why", "names_of_subjects", "search"]
