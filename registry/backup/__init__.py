"""The office's backup: taken while the service runs, each adding only what is new, brought back checked."""
