"""The truth: cases, scans, documents, readings, entries, records, rules, trail and store."""
