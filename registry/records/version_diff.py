"""What changed between two versions of a record: pure, from the views of both."""

from dataclasses import dataclass

from registry.records.records import RecordedValue, VersionView


@dataclass(frozen=True, slots=True)
class Difference:
    """One path whose value changed; None where the version has none."""

    path: str
    old: RecordedValue | None
    new: RecordedValue | None


def differences(older: VersionView | None, newer: VersionView) -> tuple[Difference, ...]:
    """Where two versions differ, in the order of the newer one, then what it lost.

    A first version differs from nothing: all that it says is told by itself. Of sensitive values only coming
    and going is told, since their words are withheld.
    """
    if older is None:
        return ()
    before = {value.path: value for value in older.values}
    after = {value.path: value for value in newer.values}
    changed = [
        Difference(path, before.get(path), value)
        for path, value in after.items()
        if path not in before or before[path].value != value.value
    ]
    lost = [Difference(path, value, None) for path, value in before.items() if path not in after]
    return tuple(changed + lost)


def told(versions: tuple[VersionView, ...]) -> tuple[tuple[VersionView, tuple[Difference, ...]], ...]:
    """Each version with what it changed, the oldest first."""
    older: tuple[VersionView | None, ...] = (None, *versions[:-1])
    return tuple((newer, differences(old, newer)) for old, newer in zip(older, versions, strict=True))
