"""Tests of the HTTP door and its pages, on the real database."""
