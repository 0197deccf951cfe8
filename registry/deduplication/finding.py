"""Finding pairs and keeping them to be judged: what people decided before stays decided."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import Sessions, snapshot, surroundings, transaction
from registry.domain.access import Act, Actor, require
from registry.domain.errors import ReasonNeeded
from registry.linkage.finding import LEAST, Pair, note_listing, tell_pairs, weigh
from registry.linkage.roll import read_roll
from registry.models.merges import PairState, RecordPair

MOST: Final = 1_000
"""Most pairs that wait: the likeliest first, and more when these are judged."""
OPEN: Final = frozenset({PairState.waiting, PairState.later})


def look_for_pairs(sessions: Sessions, actor: Actor, reason: str, *, least: float = LEAST) -> int:
    """Compare everybody of the actor's office and keep the pairs found; the answer is how many are new.

    The comparing takes no write lock, so that the office goes on meanwhile.
    Raises `ReasonNeeded`, and `NotAllowed`, also for those who serve all offices: an office judges its own.
    """
    require(actor, Act.judge_pairs, actor.office)
    if not reason.strip():
        raise ReasonNeeded({"act": Act.judge_pairs.value})
    with snapshot(sessions) as session:
        weighed = weigh(read_roll(session, actor.office))
        found = tell_pairs(session, weighed, least, MOST)
    with transaction(sessions) as session:
        note_listing(session, actor, reason, len(weighed.pairs), len(found))
        return keep_pairs(session, actor, found)


def keep_pairs(session: Session, actor: Actor, found: Iterable[Pair]) -> int:
    """Keep pairs to be judged, those known before with their newest weights; the answer counts the new ones.

    Raises `NotAllowed`.
    """
    require(actor, Act.judge_pairs, actor.office)
    now, new = surroundings(session).clock.now(session), 0
    for pair in found:
        first, second = sorted((pair.record_a, pair.record_b))
        place = (RecordPair.first_record == first, RecordPair.second_record == second)
        known = session.scalar(select(RecordPair).where(*place))
        why = [asdict(one) for one in pair.why]
        if known is None:
            new += 1
            kept = RecordPair(
                office_code=actor.office,
                first_record=first,
                second_record=second,
                score=pair.score,
                why=why,
                found_at=now,
                state=PairState.waiting,
            )
            session.add(kept)
        elif known.state in OPEN:
            known.score, known.why = pair.score, why
    session.flush()
    return new
