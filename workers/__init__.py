"""Both ends of the queue; the only place that knows a reading and a record."""
