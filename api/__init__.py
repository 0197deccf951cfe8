"""The HTTP door and the pages: JSON under /api/v1, HTML for three kinds of people."""
