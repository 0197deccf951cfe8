"""Tests of imaging: what files are, and their pages."""
