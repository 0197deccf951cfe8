"""The table of states: every state has its moves, and nothing else may happen."""

from enum import StrEnum
from itertools import product

import pytest

from registry.domain.errors import IllegalMove
from registry.domain.states import MOVES, DocumentState, RecordState, TaskState, check_move

KINDS = list(MOVES)


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_stands_in_the_table(kind: type[StrEnum]) -> None:
    assert set(MOVES[kind]) == set(kind)
    assert all(target in set(kind) for targets in MOVES[kind].values() for target in targets)


@pytest.mark.parametrize("kind", KINDS)
def test_a_move_that_is_not_in_the_table_is_refused(kind: type[StrEnum]) -> None:
    for current, target in product(kind, kind):
        if target in MOVES[kind][current]:
            check_move(current, target)
        else:
            with pytest.raises(IllegalMove):
                check_move(current, target)


def test_what_is_registered_done_or_cancelled_never_moves_again() -> None:
    assert not MOVES[DocumentState][DocumentState.registered]
    assert not MOVES[TaskState][TaskState.done]
    assert not MOVES[RecordState][RecordState.cancelled]
