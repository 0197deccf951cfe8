"""Search in the register: ranked candidates, each with its reasons, never one "best"."""

from registry.search.query import Candidate, SearchQuery, Why, search

__all__ = ["Candidate", "SearchQuery", "Why", "search"]
