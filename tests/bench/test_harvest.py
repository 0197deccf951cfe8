"""Pages of a long series are kept with all their evidence and read back the same."""

import json
from dataclasses import asdict
from pathlib import Path

from bench.harvest import PageRead, kept
from bench.judging import Judged
from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Evidence, Group
from ocr.result.reading import Decision
from specimens.fonts import Split


def test_a_kept_page_comes_back_with_its_doubts(tmp_path: Path) -> None:
    evidence = Evidence(Group.NAME, Agreement.AGREED, 0.9, seen=frozenset({Doubt.NEARER_VALUE}))
    value = Judged("branch", Group.NAME, "", "كلار", "كلار", 0.9, Decision.REVIEW, evidence)
    page = PageRead(3, "ration_card", "page", "clean", True, 0.4, (value,))
    row = json.dumps({"readers": ["one"], **asdict(page)}, ensure_ascii=False, default=sorted)
    (tmp_path / f"{Split.PROOF}-7-000003.jsonl").write_text(row, encoding="utf-8")
    assert list(kept(tmp_path, Split.PROOF, 7, ["one"])) == [page]
