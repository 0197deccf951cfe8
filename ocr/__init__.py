"""Pages in, readings out: knows no database, web, queue or settings."""
