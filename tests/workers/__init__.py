"""Tests of workers: both ends of the queue, with a real Valkey and real databases."""
