"""Ten files dropped at once, and a folder: each has a status in words that ends in a named state."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from messages import Language, catalogue
from tests.journeys.people import Computer, open_case, until_read

pytestmark = pytest.mark.browser

# What the page may say of a file that is no longer on its way.
ENDED = ("review", "quarantined", "entered", "registered")


@pytest.fixture(scope="session")
def ten_files(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """JPEG, PNG, TIFF and PDF files, two of them with several pages; no two have the same bytes."""
    folder = tmp_path_factory.mktemp("ten")
    front, back, birth = (
        Image.open(papers / name).convert("RGB") for name in ("بطاقة-أمام.jpg", "بطاقة-خلف.jpg", "ولادة.png")
    )
    # Before the others: Pillow leaves a JPEG's options on a picture, and its TIFF writer trips over them.
    front.save(folder / "بطاقة.tiff", save_all=True, append_images=[back], compression="jpeg")
    front.save(folder / "أمام.jpg", quality=90)
    back.save(folder / "خلف.jpeg", quality=90)
    birth.save(folder / "ولادة ١.jpg", quality=85)
    birth.save(folder / "ولادة ٢.JPG", quality=80)
    front.save(folder / "front.png")
    birth.convert("L").save(folder / "ولادة رمادية.png")
    birth.convert("1").save(folder / "أبيض وأسود.tif", compression="group4")
    front.save(folder / "card.pdf", save_all=True, append_images=[back], resolution=300)
    birth.save(folder / "birth.pdf", resolution=200)
    return sorted(folder.iterdir())


def drop(page: Page, *paths: Path) -> None:
    """Drop files or folders from outside the browser onto the page, as a hand with a mouse does."""
    box = page.locator("#drop").bounding_box()
    assert box is not None
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    devices = page.context.new_cdp_session(page)
    for step in ("dragEnter", "dragOver", "drop"):
        devices.send("Input.dispatchDragEvent", {"type": step, **where, "data": data})


def assert_each_ended(page: Page, files: list[Path], language: Language) -> None:
    """Every file stands in the list by its name, in a state that the reader's language has a word for."""
    words = catalogue(language)
    named = [words.say(f"scan.state.{state}") for state in ENDED]
    for path in files:
        row = page.locator("#files-list tbody tr").filter(has=page.get_by_text(path.name, exact=True))
        expect(row).to_have_count(1)
        assert row.locator("td").nth(2).inner_text().strip() in named, path.name


def test_ten_files_dropped_at_once_end_each_in_a_named_state(
    computer: Computer, ten_files: list[Path]
) -> None:
    assert len(ten_files) == 10
    with computer.page("clerk") as page:
        open_case(page)
        address = page.url.split("?")[0]
        drop(page, *ten_files)
        until_read(page, len(ten_files))
        expect(page.locator("#sending li")).to_have_count(0)
    # Read once, and told in each language: reading is what takes time.
    for language in Language:
        with computer.page("clerk", language) as page:
            page.goto(address)
            assert_each_ended(page, ten_files, language)


def test_a_folder_is_dropped_or_chosen_with_all_that_is_in_it(
    computer: Computer, papers: Path, tmp_path: Path
) -> None:
    within = tmp_path / "معاملة ١٢" / "الوجهان"
    within.mkdir(parents=True)
    (within.parent / "Thumbs.db").write_bytes(b"made by a file manager")
    files = []
    for number, paper in enumerate(sorted(papers.iterdir())):
        files.append((within if number else within.parent) / paper.name)
        files[-1].write_bytes(paper.read_bytes())
    with computer.page("clerk") as page:
        open_case(page)
        drop(page, within.parent)
        until_read(page, len(files))
        assert_each_ended(page, files, Language.ar)
    with computer.page("clerk") as page:
        open_case(page)
        page.locator("#folder").set_input_files(within.parent)
        expect(page.locator("#files-list tbody tr")).to_have_count(len(files), timeout=60_000)
