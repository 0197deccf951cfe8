"""The codes of states, organisations and persons without one that machine-readable zones bear."""

from functools import cache

from reference.rows import rows


@cache
def zone_codes() -> frozenset[str]:
    """Return every code that issuer or nationality may be (ICAO Doc 9303-3 section 5), without fillers.

    Germany's is D, not DEU. UTO, of the standard's own specimens, is among them.
    """
    return frozenset(row["code"] for row in rows("zone_codes", "code", "meaning", "source"))
