"""Sessions on SQLite or PostgreSQL, the clock, bulk writing and fault codes. Floor 3."""
