"""Tests of the office's backup."""
