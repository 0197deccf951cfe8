"""Reads many invented papers and keeps what came out, page by page, so that a long run can go on.

`python -m bench.harvest SPLIT FIRST LAST FOLDER [SEED]` reads a range of pages; several may run at once.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from bench.judging import Judged, judged
from bench.papers import Order, drawn, order
from bench.reading_baselines import cpu
from ocr import Engines, read_page
from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Evidence, Group
from ocr.result.reading import Decision, Layout
from ocr.verification.calibration import Calibration, weigh
from reference.documents import document_types
from specimens.documents import Specimen
from specimens.fonts import Split, use_installed_faces
from workers.reader import names_of, open_engines

SEED: Final = 1957


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page of a series, read and judged; `cpu` seconds are the reading's, its children's too."""

    number: int
    document_type: str
    side: str
    wear: str
    typed: bool
    cpu: float
    values: tuple[Judged, ...]


def read_order(
    paper: Order, specimen: Specimen, engines: Engines, layouts: Sequence[Layout] = ()
) -> PageRead:
    """Read one drawn paper, whose form may be one of these, and judge every value."""
    types = document_types()
    started = cpu()
    readings = read_page(specimen.image, types, engines, layouts=layouts)
    spent = cpu() - started
    typed = any(r.document_type == paper.document_type and r.side == paper.side for r in readings)
    values = judged(readings, specimen.truth, types[paper.document_type])
    return PageRead(
        paper.number, paper.document_type, paper.side, str(paper.wish.wear), typed, round(spent, 4), values
    )


def harvest(
    split: Split,
    pages: Sequence[int],
    engines: Engines,
    keep: Path | None = None,
    seed: int = SEED,
    draw: Callable[[Order], Specimen] = drawn,
) -> Iterator[PageRead]:
    """Read the pages of these numbers; those that `keep` holds from the same readers are not read again."""
    done = {page.number: page for page in kept(keep, split, seed, names_of(engines))} if keep else {}
    file = keep / f"{split}-{seed}-{pages[0]:06d}.jsonl" if keep and pages else None
    for number in pages:
        page = done.get(number)
        if page is None:
            paper = order(number, split, seed)
            page = read_order(paper, draw(paper), engines)
            if file:
                with file.open("a", encoding="utf-8") as out:
                    row = {"readers": names_of(engines), **asdict(page)}
                    out.write(json.dumps(row, ensure_ascii=False, default=sorted) + "\n")
        yield page


def kept(folder: Path, split: Split, seed: int, readers: Sequence[str]) -> Iterator[PageRead]:
    """The pages of a series that a folder holds, read by these readers."""
    for path in sorted(folder.glob(f"{split}-{seed}-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.pop("readers") == list(readers):
                yield PageRead(**{**row, "values": tuple(_judged(value) for value in row["values"])})


def weighed(page: PageRead, calibration: Calibration | None) -> PageRead:
    """The page as this calibration would decide it: evidence is of the readers, decisions are not."""
    values = tuple(_weighed(value, calibration) for value in page.values)
    return PageRead(page.number, page.document_type, page.side, page.wear, page.typed, page.cpu, values)


def _weighed(value: Judged, calibration: Calibration | None) -> Judged:
    if value.evidence is None:
        return value
    said = weigh(value.value, value.evidence, calibration)
    return replace(value, confidence=said.confidence, decision=said.decision)


def _judged(row: dict[str, Any]) -> Judged:
    proof = row["evidence"]
    evidence = proof and Evidence(
        **{
            **proof,
            "group": Group(proof["group"]),
            "agreement": Agreement(proof["agreement"]),
            # A doubt that was given up since says nothing.
            "seen": frozenset(Doubt(name) for name in proof["seen"] if name in set(Doubt)),
        }
    )
    known = {"group": Group(row["group"]), "decision": Decision(row["decision"]), "evidence": evidence}
    return Judged(**{**row, **known})


def main() -> None:
    use_installed_faces()
    split, first, last, folder = Split(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else SEED
    folder.mkdir(parents=True, exist_ok=True)
    # Without thresholds every fact's evidence is complete, whatever they would decide.
    engines = replace(open_engines(), calibration=None)
    for page in harvest(split, range(first, last), engines, folder, seed):
        right = sum(value.right for value in page.values)
        print(
            page.number, page.document_type, page.side, page.wear, f"{right}/{len(page.values)}", flush=True
        )


if __name__ == "__main__":
    main()
