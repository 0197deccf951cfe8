"""Files at the door: bad ones are told by name in the reader's language, and stop no good one."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from api import uploads
from registry.database.sessions import snapshot
from registry.intake.scans import plain_file_name
from registry.models.scans import Scan
from tests.api.office import Office
from tests.api.papers import picture

EMPTY_PDF = b"%PDF-1.4\n%%EOF\n"


def bad_files() -> dict[str, tuple[bytes, str]]:
    """Contents that can't be taken, and the code each is told with."""
    large = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(large, "PNG")
    return {
        "نص.jpg": ("هذا نص، لا صورة".encode(), "not_an_image"),
        "فارغ.png": (b"", "empty_file"),
        "فارغ.pdf": (EMPTY_PDF, "damaged"),
        "كبير.png": (large.getvalue(), "too_many_pixels"),
        "مبتور.png": (picture()[:60], "truncated"),
        "متحرك.gif": (b"GIF89a" + bytes(40), "unsupported_type"),
    }


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\0b.png", "ab.png"),
        ("ولادة\u202egnp.exe", "ولادةgnp.exe"),
        ("ب\u2066\u2028 ج\u2069.png", "ب ج.png"),
        ("نام\u200cه.png", "نام\u200cه.png"),
        ("\u202e\0", ""),
        ("س" * 300, "س" * 255),
    ],
)
def test_a_files_name_keeps_no_sign_that_prints_nothing(given: str, kept: str) -> None:
    assert plain_file_name(given) == kept


def test_a_name_that_turns_the_text_around_reaches_neither_the_answer_nor_the_register(
    office: Office,
) -> None:
    clerk = office.client("clerk")
    files = {"files": ("ولادة\u202egnp.exe", picture(), "image/png")}
    answer = clerk.post("/api/v1/scans", files=files).json()
    assert answer["scans"][0]["file"] == "ولادةgnp.exe"
    with snapshot(office.parts.sessions) as session:
        assert session.scalars(select(Scan.file_name)).all() == ["ولادةgnp.exe"]


def test_bad_files_are_told_each_by_its_own_code_and_a_good_one_goes_in(any_office: Office) -> None:
    bad = bad_files()
    files = [("files", (name, content, "image/png")) for name, (content, _) in bad.items()]
    good = ("files", ("جيد.png", picture(), "image/png"))
    answer = any_office.client("clerk").post("/api/v1/scans", files=[*files, good])
    entries = answer.json()["scans"]
    assert answer.status_code == 202
    told = {entry["file"]: entry["error"]["code"] for entry in entries if entry["state"] == "refused"}
    assert {name: code for name, code in told.items() if code not in (bad[name][1], "no_pages")} == {}
    assert len(told) == len(bad)
    assert entries[-1]["state"] == "reading"


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "ليس صورة"), ("ckb", "وێنە"), ("en", "neither a picture")],
)
def test_the_reason_is_told_in_the_readers_language(office: Office, language: str, words: str) -> None:
    files = [("files", ("x.jpg", b"text", "image/jpeg"))]
    answer = office.client("clerk").post("/api/v1/scans", files=files, headers={"accept-language": language})
    assert words in answer.json()["scans"][0]["error"]["message"]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("filename*=UTF-8''%D8%A8%D8%B7%D8%A7%D9%82%D8%A9.png", "بطاقة.png"),
        ("filename*=windows-1256''%C8%D8%C7%DE%C9.png", "بطاقة.png"),
        ("filename=\"a.png\"; filename*=UTF-8''b.png", "a.png"),
        ("filename*=UTF-8''..%2F..%2Fcard.png", "card.png"),
    ],
)
def test_a_name_in_the_extended_form_alone_is_taken(office: Office, disposition: str, name: str) -> None:
    body = (
        f'--x\r\ncontent-disposition: form-data; name="files"; {disposition}\r\n\r\n'.encode()
        + picture()
        + b"\r\n--x--\r\n"
    )
    answer = office.client("clerk").post(
        "/api/v1/scans", content=body, headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == 202
    assert [entry["file"] for entry in answer.json()["scans"]] == [name]


def test_an_upload_of_bad_files_alone_leaves_nothing_behind(office: Office) -> None:
    before = set(office.parts.store.digests())
    answer = office.client("clerk").post("/api/v1/scans", files=[("files", ("x.jpg", b"text", "image/jpeg"))])
    assert (answer.status_code, answer.json()["code"], answer.json()["case"]) == (422, "nothing_taken", None)
    assert set(office.parts.store.digests()) == before
    assert "sijill_cases 0.0" in office.client().get("/metrics").text


def test_a_file_over_the_cap_is_refused_and_the_others_count(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "FILE_CAP", 2000)
    files = [("files", ("كبير.png", bytes(5000), "image/png")), ("files", ("أ.png", picture(), "image/png"))]
    entries = office.client("clerk").post("/api/v1/scans", files=files).json()["scans"]
    assert [entry["state"] for entry in entries] == ["refused", "reading"]
    assert entries[0]["error"]["code"] == "file_too_large"


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"{}", "application/json", "bad_form"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", "bad_form"),
        (b"", "multipart/form-data; boundary=x", "bad_form"),
        (
            b'--x\r\nContent-Disposition: form-data; name="case"\r\n\r\n\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
            "no_files",
        ),
    ],
)
def test_a_body_that_is_no_form_is_told(office: Office, body: bytes, kind: str, code: str) -> None:
    answer = office.client("clerk").post("/api/v1/scans", content=body, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_no_folder_of_the_senders_computer_is_kept(office: Office) -> None:
    files = [("files", ("C:\\أوراق\\زينب.png", picture(), "image/png"))]
    entry = office.client("clerk").post("/api/v1/scans", files=files).json()["scans"][0]
    assert entry["file"] == "زينب.png"
