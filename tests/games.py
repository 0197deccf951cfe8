"""How long games of chance are played over a door: Hypothesis picks the moves, the same ones every time."""

from hypothesis import HealthCheck, Phase, settings


def limits(games: int, moves: int) -> settings:
    """So many games of at most so many moves each."""
    return settings(
        max_examples=games,
        derandomize=True,
        stateful_step_count=moves,
        deadline=None,
        # Where it fails, the moves until then tell enough; shortening them takes minutes.
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
