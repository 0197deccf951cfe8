"""The same sheet handed in at another angle is found by the worker; the same form of somebody else is not."""

import random
import uuid
from collections.abc import Sequence

import numpy as np
import pytest
from sqlalchemy import select

from imaging.budget import Budget
from imaging.decode import Pixels
from imaging.likeness import Points, points_of
from imaging.pictures import png
from ocr import Reading
from ocr.geometry import Box, Point
from ocr.result.reading import Decision, FieldReading, Layout, Quality
from reference.documents import document_types
from registry.database.sessions import snapshot, transaction
from registry.domain.actions import Action
from registry.models.documents import DocumentSide
from registry.models.scans import Page
from registry.models.trail import Event
from registry.readings.duplicate_scans import TwinView, twins_of
from registry.tasks import tasks
from specimens.capture import Shot, Wear, capture
from specimens.documents import Specimen, draw_document
from tests.workers.desk import Desk
from workers.digitise import digitise
from workers.toolbox import ReadPage, Toolbox

CARD = document_types()["national_card"]


def perfect(specimen: Specimen, shot: Shot) -> ReadPage:
    """A reader that knows what stands on the specimen, and where."""

    def read_page(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        fields = []
        for key, corners in specimen.truth.boxes.items():
            flat = np.c_[np.array(corners, np.float64), np.ones(4)] @ shot.matrix.T
            a, b, c, d = (Point(float(x / w), float(y / w)) for x, y, w in flat)
            value = specimen.truth.fields.get(key, "")
            fields.append(
                FieldReading(key, value, value, 0.9, Decision.REVIEW, Box((a, b, c, d)), "perfect 1")
            )
        return [Reading(0, 0, CARD.key, "front", 0.9, Quality(usable=True), tuple(fields), (), None, (), 0.0)]

    return read_page


def handed_in(desk: Desk, specimen: Specimen, wear: Wear, seed: int) -> uuid.UUID:
    """A picture of the specimen, handed in and read; the answer is its document."""
    shot = capture(specimen.image, wear, random.Random(seed))
    scan = desk.hand_in(png(shot.pixels))
    with transaction(desk.sessions) as session:
        (due,) = tasks.due(session, 1)
    read_page = perfect(specimen, shot)
    tools = Toolbox(
        desk.sessions, desk.store, document_types(), read_page, "perfect 1", Budget(), "test", desk.key_id
    )
    digitise(tools, due.task, due.attempt)
    with snapshot(desk.sessions) as session:
        query = select(DocumentSide.document_id).join(Page).where(Page.scan_id == scan)
        return session.scalars(query).one()


def twins(desk: Desk, document: uuid.UUID) -> tuple[TwinView, ...]:
    with snapshot(desk.sessions) as session:
        return twins_of(session, document)


def test_the_same_card_at_another_angle_is_found_before_a_clerk_opens_it(any_desk: Desk) -> None:
    card = draw_document(CARD, "front", 51)
    first = handed_in(any_desk, card, Wear.FLATBED, 1)
    again = handed_in(any_desk, card, Wear.SKEWED, 2)
    (twin,) = twins(any_desk, again)
    assert twin.document == first
    assert twin.likeness > 0.75
    assert [one.document for one in twins(any_desk, first)] == [again]


def test_the_card_of_somebody_else_is_no_twin(desk: Desk) -> None:
    handed_in(desk, draw_document(CARD, "front", 51), Wear.FLATBED, 1)
    other = handed_in(desk, draw_document(CARD, "front", 52), Wear.FLATBED, 2)
    assert not twins(desk, other)


def test_a_picture_that_is_lost_costs_the_hint_and_not_the_reading(desk: Desk) -> None:
    card = draw_document(CARD, "front", 51)
    first = handed_in(desk, card, Wear.FLATBED, 1)
    with snapshot(desk.sessions) as session:
        for picture in session.scalars(select(Page.picture)):
            desk.store.remove(picture or "")
    again = handed_in(desk, card, Wear.SKEWED, 2)
    assert desk.states() == {"done": 2}
    assert not twins(desk, again)
    assert first != again


def test_a_page_is_looked_at_once_however_often_it_is_compared(
    any_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[tuple[int, ...]] = []

    def counted(pixels: Pixels) -> Points:
        looked.append(pixels.shape)
        return points_of(pixels)

    monkeypatch.setattr("workers.duplicate_scans.points_of", counted)
    card = draw_document(CARD, "front", 51)
    documents = [handed_in(any_desk, card, wear, seed) for seed, wear in enumerate([Wear.FLATBED] * 4)]
    assert len(looked) == len(documents)
    assert len(twins(any_desk, documents[-1])) == len(documents) - 1


def test_a_look_that_takes_too_long_is_given_up_by_name(
    any_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.duplicate_scans.LOOK_SECONDS", 0.0)
    card = draw_document(CARD, "front", 51)
    handed_in(any_desk, card, Wear.FLATBED, 1)
    again = handed_in(any_desk, card, Wear.SKEWED, 2)
    assert any_desk.states() == {"done": 2}
    assert not twins(any_desk, again)
    with snapshot(any_desk.sessions) as session:
        told = session.scalars(select(Event).where(Event.action == Action.twins_given_up.value)).all()
    assert [event.details for event in told] == [{"compared": 0, "left": 1}] * 2


def test_the_task_is_held_as_long_as_pictures_are_compared(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    states: list[dict[str, int]] = []

    def looked(pixels: Pixels) -> Points:
        states.append(dict(desk.states()))
        return points_of(pixels)

    monkeypatch.setattr("workers.duplicate_scans.points_of", looked)
    card = draw_document(CARD, "front", 51)
    handed_in(desk, card, Wear.FLATBED, 1)
    handed_in(desk, card, Wear.SKEWED, 2)
    assert states == [{"done": 1, "running": 1}] * 2
