"""The demo's people at work, while the service already runs: clerk and officer, a legacy list, an auditor."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from redis import Redis

from cli.handing import bundles, hand_in
from cli.house import House, open_house
from cli.papers import papers as found_in
from cli.terminal import Terminal
from cli.up.family import hand_family_in, once_read, work_on
from cli.up.note import Demo, read_note, write_note
from registry.accounts.sign_in import authenticate
from registry.database.sessions import transaction
from registry.domain.access import Actor
from registry.domain.errors import AlreadyThere
from registry.importing import Progress, import_people
from registry.search import SearchQuery, search
from settings import Settings
from specimens.demo import write_demo
from specimens.story import the_family, write_list
from workers.queueing import connect, nudge

WHY_ASKED = "تدقيق شهري تجريبي"


def fill(settings: Settings) -> None:
    """Do the demo's work; after an interruption only what is missing.

    A family's papers are handed in, read, reviewed by the clerk and approved by the officer, all but the last
    one, which waits for the visitor; ten papers more wait for a clerk, and a list for an officer.
    """
    demo = read_note(settings.folder)
    if demo is None or demo.filled:
        return
    house, bell = open_house(settings, Terminal.here()), connect(settings.queue)
    clerk, officer, auditor = (
        authenticate(house.sessions, name, demo.password) for name in ("clerk", "officer", "auditor")
    )
    with TemporaryDirectory(prefix="sijill-demo-") as name:
        folder = Path(name)
        family = hand_family_in(house, clerk, bell, folder)
        first = _hand_rest_in(house, clerk, bell, folder)
        _bring_list_in(house, clerk, folder)
    work_on(house, clerk, officer, family)
    for scan in first:
        once_read(house.sessions, clerk, scan)
    with transaction(house.sessions) as session:
        search(session, auditor, SearchQuery(name=the_family().husband.triple), WHY_ASKED)
    write_note(settings.folder, Demo(demo.password, filled=True))


def _hand_rest_in(house: House, clerk: Actor, bell: Redis, folder: Path) -> tuple[UUID, ...]:
    """Hand ten papers in; the answer: the scans of the first case, which the visitor is shown first."""
    papers = folder / "papers"
    papers.mkdir()
    write_demo(papers)
    cases: list[list[UUID]] = []
    for bundle in sorted(bundles(found_in([papers])), key=lambda bundle: bundle.files[0]):
        cases.append([])
        for one in hand_in(house, clerk, bundle):
            assert one.scan is not None, one.refusal
            cases[-1].append(one.scan.id)
            nudge(bell)
    return tuple(cases[0])


def _bring_list_in(house: House, clerk: Actor, folder: Path) -> None:
    assert clerk.office is not None
    write_list(folder / "people-of-1997.csv")
    with suppress(AlreadyThere):
        import_people(house.sessions, clerk, folder / "people-of-1997.csv", clerk.office, _say_nothing)


def _say_nothing(_progress: Progress) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    fill(Settings())
