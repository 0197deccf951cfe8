"""Tests of the auditor's proof."""
