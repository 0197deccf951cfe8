"""HTML for three kinds of people: the citizen, the clerk and officer, the auditor (and the administrator)."""
