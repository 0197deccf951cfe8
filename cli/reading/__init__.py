"""`sijill read`: pictures and PDFs read without any server."""
