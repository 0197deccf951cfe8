"""Whether two names as written may be one person's: parts aligned, missing ones allowed, reasons given."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from arabic.alignment import JOINED, Agreement, Step, align, judged, trust
from arabic.distance import differences
from arabic.likeness import likeness
from arabic.names import NameChain, laqab_key, part_key

__all__ = [
    "Agreement",
    "ChainKeys",
    "ChainLikeness",
    "Step",
    "compare_chains",
    "compare_keys",
    "keys_of",
]


# What is left of a score when the laqabs differ (branches of one family bear several), or one is missing.
_OTHER_LAQAB, _MISSING_LAQAB = 0.35, 0.95


@dataclass(frozen=True, slots=True)
class ChainLikeness:
    """How likely two names are one person's, 0 to 1, and the reason for each part."""

    score: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ChainKeys:
    """The search keys of a name: given names in order, and the laqab's, empty when there is none."""

    names: tuple[str, ...]
    laqab: str = ""


def keys_of(chain: NameChain) -> ChainKeys:
    """Return the keys by which a name is compared."""
    names = tuple(key for key in map(part_key, chain.names) if key)
    return ChainKeys(names, laqab_key(chain.laqab) if chain.laqab else "")


def compare_chains(here: NameChain, there: NameChain, known: Collection[str] = ()) -> ChainLikeness:
    """Compare two names part by part; `compare_keys` for names whose keys are at hand."""
    return compare_keys(keys_of(here), keys_of(there), known)


def compare_keys(here: ChainKeys, there: ChainKeys, known: Collection[str] = ()) -> ChainLikeness:
    """Compare two names by their keys.

    A grandfather or laqab that one chain lacks costs little, a father's name more, the own name nearly all:
    `علي حسن` is father of `محمد علي حسن` and not the same man. Parts that each chain lacks of the other's
    are no missing parts but different ones. Two parts written as one count as equal. `known` as in
    `likeness`.
    """
    if not here.names or not there.names:
        return ChainLikeness(0.0, ())
    found = max((_with_laqab(*way, known) for way in _ways(here, there)), key=lambda way: way.score)
    if found.score < JOINED and _flat(here) & _flat(there):
        # Letter for letter one name, only the spaces fell elsewhere.
        found = ChainLikeness(JOINED, (Step(0, 0, Agreement.JOINED, 1.0),))
    steps = tuple(_explained(step, here, there) for step in found.steps)
    return ChainLikeness(round(found.score, 4), steps)


def _ways(here: ChainKeys, there: ChainKeys) -> Iterator[tuple[ChainKeys, ChainKeys]]:
    """Yield both names, and where only one has a laqab, with it among the names as it may be in the other.

    A laqab of no list stands there without its article, or joined to the name before it.
    """
    yield here, there
    if bool(here.laqab) != bool(there.laqab):
        yield _bare(here), _bare(there)
        yield _full(here), _full(there)


def _bare(chain: ChainKeys) -> ChainKeys:
    *names, last = (*chain.names, chain.laqab) if chain.laqab else chain.names
    return ChainKeys((*names, laqab_key(last)))


def _full(chain: ChainKeys) -> ChainKeys:
    return ChainKeys((*chain.names, f"ال{chain.laqab}")) if chain.laqab else chain


def _flat(chain: ChainKeys) -> frozenset[str]:
    """Return all letters of a name in a row, the laqab with and without its article."""
    names = "".join(chain.names)
    return frozenset((names + chain.laqab, f"{names}ال{chain.laqab}"))


def _with_laqab(here: ChainKeys, there: ChainKeys, known: Collection[str]) -> ChainLikeness:
    score, steps = align(here.names, there.names, known)
    if not here.laqab and not there.laqab:
        return ChainLikeness(score, steps)
    if here.laqab and there.laqab:
        alike = likeness(here.laqab, there.laqab)
        factor, step = trust(alike, _OTHER_LAQAB), judged(len(here.names), len(there.names), alike)
    else:
        ours, theirs = (len(here.names), None) if here.laqab else (None, len(there.names))
        factor, step = _MISSING_LAQAB, Step(ours, theirs, Agreement.MISSING, 0.0)
    return ChainLikeness(score * factor, (*steps, step))


def _explained(step: Step, here: ChainKeys, there: ChainKeys) -> Step:
    """Put the differing letters into a step that is close."""
    if step.agreement is not Agreement.CLOSE or step.here is None or step.there is None:
        return step
    ours, theirs = (*here.names, here.laqab)[step.here], (*there.names, there.laqab)[step.there]
    return replace(step, differences=differences(ours, theirs))
