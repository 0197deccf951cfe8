"""Cases and scans as they are handed in, and what becomes of them. Floor 6."""
