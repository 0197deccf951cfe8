"""`sijill up`: the whole service on one machine, as plain processes under one supervisor."""
