"""Letters, digits, names, dates and ICAO letters of Arabic script: pure text, no I/O."""
