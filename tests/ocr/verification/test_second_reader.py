"""Two readers differ: what is believed, and what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from ocr import Engines
from ocr.extraction.candidate import Seen
from ocr.geometry import Image, Rect, whole
from ocr.recognition.line_reader import LineReading
from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Group
from ocr.result.reading import Decision, FieldReading
from ocr.text.parsing import typed
from ocr.verification.calibration import FEATURES, Calibration, Scale, Step
from ocr.verification.second_reader import settle
from reference.documents import FieldKind, FieldSpec, Words, document_types

PAPER = np.full((40, 200, 3), 255, np.uint8)


@dataclass(frozen=True, slots=True)
class Says:
    """A reader that says one thing of every crop."""

    name: str
    text: str

    def read_lines(self, crops: Sequence[Image]) -> list[LineReading]:
        return [LineReading(self.text, 0.8)] * len(crops)


class Surely(Says):
    """A reader that is sure of what it says."""

    def read_lines(self, crops: Sequence[Image]) -> list[LineReading]:
        return [LineReading(self.text, 0.95)] * len(crops)


def settled(kind: FieldKind, first: str, second: str, sure: float = 0.7) -> FieldReading:
    spec = FieldSpec("given_name", Words("الاسم", "ناو", "Given name"), kind, "page")
    engines = Engines(Says("ours", first), Says("letters", second), Says("digits", second))
    seen = Seen(spec, Rect(0, 0, 200, 40), first, sure)
    return settle([seen], lambda _: PAPER[:, :, 0], engines, whole(PAPER))[0]


def test_agreement_makes_a_value_surer() -> None:
    assert settled(FieldKind.NAME_PART, "زينب", "زينب").confidence > 0.8
    assert settled(FieldKind.NAME_PART, "زينب", "زبنب").confidence < 0.5


def test_a_known_name_that_one_reader_saw_is_preferred_and_the_other_kept() -> None:
    reading = settled(FieldKind.NAME_PART, "ممد", "محمد")
    assert reading.value == "محمد"
    assert reading.raw == "ممد"
    assert [other.value for other in reading.alternatives] == ["ممد"]


def test_a_rare_name_is_not_replaced_by_a_common_one() -> None:
    assert settled(FieldKind.NAME_PART, "زغيطان", "زغيطن").value == "زغيطان"


def test_a_chain_is_settled_word_by_word() -> None:
    assert settled(FieldKind.NAME_CHAIN, "زينب ممد كاظم", "زيب محمد كطم").value == "زينب محمد كاظم"


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [("٢٠٠٧/٠٦/٢٨", "٢٠٠٧/٠٦/٢٩", "2007/06/28"), ("٢٠٠//٢٨", "٢٠٠٧/٠٦/٢٨", "2007/06/28")],
)
def test_a_date_is_the_first_readers_unless_that_is_none(first: str, second: str, value: str) -> None:
    assert settled(FieldKind.DATE, first, second).value == value


def test_sure_words_that_are_known_and_no_names_are_not_read_twice() -> None:
    assert settled(FieldKind.TEXT, "بغداد", "شيء آخر", sure=0.99).alternatives == ()


def test_a_sure_word_that_nobody_knows_is_read_twice() -> None:
    assert settled(FieldKind.TEXT, "كاغسب", "شيء آخر", sure=0.99).alternatives


@dataclass(frozen=True, slots=True)
class Reads:
    """A reader that says one text a crop, in turn."""

    name: str
    texts: tuple[str, ...]

    def read_lines(self, crops: Sequence[Image]) -> list[LineReading]:
        return [LineReading(text, 0.99) for text in self.texts[: len(crops)]]


@pytest.mark.parametrize(
    ("shapes", "doubted"),
    [
        (("١٢٤", "٩٩٩٢"), [False, False]),
        (("١۲٤", "٩٩٩۲"), [False, False]),
        (("١٢٤", "٩٩٩۲"), [True, True]),
        (("١٢٤", "٦٦۲", "٧٨١"), [True, True, False]),
    ],
)
def test_two_and_three_are_left_to_a_person_where_the_paper_draws_two_kinds_of_two(
    shapes: tuple[str, ...], doubted: list[bool]
) -> None:
    spec = FieldSpec("register_number", Words("السجل", "تۆمار", "Register"), FieldKind.DIGITS, "page")
    plain = tuple(text.replace("۲", "٢") for text in shapes)
    engines = Engines(Reads("ours", plain), digits=Reads("digits", shapes))
    seen = [Seen(spec, Rect(0, 0, 200, 40), text, 0.99, gap=4.0) for text in plain]
    read = settle(seen, lambda _: PAPER[:, :, 0], engines, whole(PAPER))
    assert [Doubt.TWO_OR_THREE in one.doubts for one in read] == doubted


@dataclass(frozen=True, slots=True)
class Rooms:
    """A main reader that says one thing of a value's crop and another of the room around it."""

    name: str
    text: str
    asked: list[int]

    def read_lines(self, crops: Sequence[Image]) -> list[LineReading]:
        self.asked.append(len(crops))
        return [LineReading(self.text, 0.99)] * len(crops)


def calibrated(least: float) -> Calibration:
    """Every agreed number has a chance of 0.99; those from `least` up are accepted."""
    scale = Scale(4.6, (0.0,) * len(FEATURES))
    steps = {Group.NUMBER: (Step(least, 0.1),)}
    return Calibration(("ours", "digits"), {(Group.NUMBER, Agreement.AGREED): scale}, steps)


@pytest.mark.parametrize(
    ("calibration", "around", "asked", "decision"),
    [
        (None, "٧١٢٥", [1], Decision.REVIEW),
        (calibrated(0.9), "٧١٢٥", [1], Decision.ACCEPTED),
        (calibrated(0.9), "٧١٢٥٤", [1], Decision.REVIEW),
        (calibrated(0.999), "٧١٢٥", [], Decision.REVIEW),
    ],
)
def test_the_room_around_a_fact_is_read_only_where_it_could_still_decide(
    calibration: Calibration | None, around: str, asked: list[int], decision: Decision
) -> None:
    spec = FieldSpec("register_number", Words("السجل", "تۆمار", "Register"), FieldKind.DIGITS, "page")
    main = Rooms("ours", around, [])
    engines = Engines(main, digits=Says("digits", "٧١٢٥"), calibration=calibration)
    seen = Seen(spec, Rect(20, 0, 180, 40), "٧١٢٥", 0.99, again=1.0, room=Rect(0, 0, 200, 40))
    read = settle([seen], lambda _: PAPER[:, :, 0], engines, whole(PAPER))[0]
    assert (main.asked, read.decision) == (asked, decision)


@pytest.mark.parametrize(
    ("kind", "pattern", "said", "around", "whole_value"),
    [
        (FieldKind.DATE, None, "٢٠٢٠/٠٩/٠٨", "١١٢٠٢٠/٠٩/٠٨", True),
        (FieldKind.DATE, None, "١/٠٩/٢٠٢٠", "١١/٠٩/٢٠٢٠", False),
        (FieldKind.CODE, r"[A-Z]\d{8}", "A49377774", "LA49377774", True),
        (FieldKind.DIGITS, r"\d{1,6}", "٥٦١٧٦", "٠٥٦١٧٦", False),
        (FieldKind.DIGITS, None, "٥٦١٧٦", "٠٥٦١٧٦", False),
    ],
)
def test_a_sign_beside_a_value_that_can_be_no_longer_is_no_part_of_it(
    kind: FieldKind, pattern: str | None, said: str, around: str, *, whole_value: bool
) -> None:
    spec = FieldSpec("number", Words("الرقم", "ژمارە", "Number"), kind, "page", pattern=pattern)
    engines = Engines(Rooms("ours", around, []), digits=Says("digits", said))
    seen = Seen(spec, Rect(20, 0, 180, 40), said, 0.99, again=1.0, room=Rect(0, 0, 200, 40))
    read = settle([seen], lambda _: PAPER[:, :, 0], engines, whole(PAPER))[0]
    assert read.evidence is not None
    assert read.evidence.wide == float(whole_value)


def test_a_rare_name_that_stands_three_times_on_a_paper_is_marked_so() -> None:
    spec = FieldSpec("given_name", Words("الاسم", "ناو", "Given name"), FieldKind.NAME_PART, "page")
    engines = Engines(Says("ours", "مصكن"), Says("letters", "مصكن"))
    seen = [Seen(spec, Rect(0, 50.0 * n, 200, 50.0 * n + 40), "مصكن", 0.99) for n in range(3)]
    for shown, marked in ((seen, True), (seen[:2], False)):
        engines = replace(engines, letters=Surely("letters", "مصكن"))
        settled_all = settle(shown, lambda _: PAPER[:, :, 0], engines, whole(PAPER))
        assert {one.evidence.repeated for one in settled_all if one.evidence} == {marked}


def test_a_word_as_like_two_of_a_list_is_neither() -> None:
    statuses = next(f for f in document_types()["civil_status_id"].fields if f.key == "marital_status")
    assert "عزباء" in statuses.values
    assert typed(statuses, "عزب").value == "عزب"
    assert typed(statuses, "أعزب").value == "أعزب"


def test_figures_are_no_unknown_words_of_a_text() -> None:
    spec = FieldSpec("birth", Words("المواليد", "لەدایکبوون", "Birth"), FieldKind.DATE_PLACE, "page")
    engines = Engines(Says("ours", ""))
    seen = Seen(spec, Rect(0, 0, 200, 40), "1953/07/01 أربيل", 0.99)
    proof = settle([seen], lambda _: PAPER[:, :, 0], engines, whole(PAPER))[0].evidence
    assert proof is not None
    assert proof.known == 1.0


def test_a_name_that_says_not_known_is_empty_with_its_words_beside() -> None:
    read = settled(FieldKind.NAME_PART, "مجهول", "مجهول", 0.99)
    assert (read.value, read.raw, read.decision) == ("", "مجهول", Decision.UNREADABLE)


@pytest.mark.parametrize(("first", "second"), [("مجهول", "محمود"), ("محمود", "مجهول")])
def test_a_name_of_which_one_reader_says_not_known_is_no_fact(first: str, second: str) -> None:
    read = settled(FieldKind.NAME_PART, first, second, 0.99)
    assert Doubt.IMPLAUSIBLE in read.doubts


def test_a_chain_with_a_part_that_is_not_known_stays_as_read_and_is_looked_at() -> None:
    read = settled(FieldKind.NAME_CHAIN, "زينب مجهول", "زينب مجهول", 0.99)
    assert read.value == "زينب مجهول"
    assert Doubt.IMPLAUSIBLE in read.doubts
