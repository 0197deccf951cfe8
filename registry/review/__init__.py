"""The clerk's and the officer's work: queue, review, entries. Floor 10."""
