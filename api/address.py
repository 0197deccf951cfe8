"""Whose computer asks, for the brakes on guessing only: never kept, never logged."""

from fastapi import Request


def address_of(request: Request) -> str | None:
    """The address of the client as the server sees it; uvicorn puts a trusted proxy's word there."""
    return request.client.host if request.client else None
