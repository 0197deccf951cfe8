"""What of an event is hashed: its canonical JSON (RFC 8785), ids and codes alone, a reason as a seal."""
