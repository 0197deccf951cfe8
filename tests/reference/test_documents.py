"""Document types are data: ours are whole, an office's own needs a file alone, a bad file is told off."""

from pathlib import Path

import pytest

from arabic.letters import clean
from reference.documents import DocumentType, FieldKind, document_types
from reference.errors import BrokenTypeFile
from reference.lexicon import terms
from reference.meaning import Vocabulary
from reference.rows import rows
from reference.typefile import parse_type

TYPES = list(document_types().values())
OURS = {
    "national_card", "civil_status_id", "nationality_certificate", "housing_card", "ration_card", "passport",
    "register_page", "record_extract", "birth_certificate", "birth_proof", "death_certificate",
    "marriage_contract",
    "divorce_deed", "rectification_decision", "lost_document_report", "residence_letter",
}  # fmt: skip
SENSITIVE = {
    ("civil_status_id", "religion"), ("birth_certificate", "father_religion"),
    ("death_certificate", "religion"),
    ("death_certificate", "cause_of_death"), ("marriage_contract", "husband_prior_status"),
    ("marriage_contract", "wife_prior_status"),
}  # fmt: skip

OWN_TYPE = """
key = "{key}"
sides = ["page"]
titles = ["تأييد حياة"]
source = "the office's own form"
name = {{ ar = "تأييد حياة", ckb = "پشتگیری ژیان", en = "Proof of life" }}

[[fields]]
key = "person_name"
name = {{ ar = "الاسم", ckb = "ناو", en = "Name" }}
labels_ar = ["الاسم الرباعي"]
kind = "{kind}"
side = "{side}"
{extra}
"""


def own_type(key: str = "life_proof", kind: str = "name_chain", side: str = "page", extra: str = "") -> str:
    return OWN_TYPE.format(key=key, kind=kind, side=side, extra=extra)


def test_all_sixteen_types_are_there() -> None:
    assert set(document_types()) == OURS


def test_there_are_as_many_fields_as_were_described() -> None:
    assert sum(len(document.fields) for document in TYPES) == 227


@pytest.mark.parametrize("document", TYPES, ids=lambda document: document.key)
def test_every_type_is_named_in_three_languages(document: DocumentType) -> None:
    named = [document.name, *(spec.name for spec in document.fields)]
    assert all(words.ar and words.ckb and words.en for words in named)


@pytest.mark.parametrize("document", TYPES, ids=lambda document: document.key)
def test_labels_are_stored_clean_and_without_a_colon(document: DocumentType) -> None:
    columns = document.table.columns if document.table else ()
    for spec in (*document.fields, *columns):
        assert all(label == clean(label) and ":" not in label for label in spec.labels)
        assert len(set(spec.labels)) == len(spec.labels)


@pytest.mark.parametrize("document", TYPES, ids=lambda document: document.key)
def test_every_type_and_field_has_its_source(document: DocumentType) -> None:
    assert document.source
    assert all(spec.source for spec in document.fields)


def test_what_can_harm_is_marked_sensitive() -> None:
    marked = {(document.key, spec.key) for document in TYPES for spec in document.fields if spec.sensitive}
    assert marked == SENSITIVE
    page = document_types()["register_page"].table
    assert page is not None
    assert {column.key for column in page.columns if column.sensitive} == {"religion", "ethnicity"}


def test_an_extract_has_the_rows_of_a_family() -> None:
    table = document_types()["record_extract"].table
    assert table is not None
    keys = [column.key for column in table.columns]
    assert keys == ["row", "name", "relation", "birth_date", "sex", "place_of_birth"]


def test_a_card_has_two_sides() -> None:
    card = document_types()["national_card"]
    assert {spec.side for spec in card.fields} == {"front", "back"}
    assert [spec.key for spec in card.on_side("back") if spec.kind is FieldKind.MRZ] == [
        "mrz_line_1",
        "mrz_line_2",
        "mrz_line_3",
    ]
    assert card.field("sex") is not None
    assert card.field("religion") is None


def test_an_office_adds_a_type_by_a_file_alone(tmp_path: Path) -> None:
    (tmp_path / "life_proof.toml").write_text(own_type(), encoding="utf-8")
    types = document_types(tmp_path)
    assert set(types) == OURS | {"life_proof"}
    assert types["life_proof"].fields[0].labels == ("الاسم الرباعي",)


def test_an_office_may_replace_a_type_of_ours(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(own_type(key="residence_letter"), encoding="utf-8")
    assert document_types(tmp_path)["residence_letter"].name.en == "Proof of life"


@pytest.mark.parametrize("document", TYPES, ids=lambda document: document.key)
def test_each_list_of_ours_has_values_or_a_vocabulary(document: DocumentType) -> None:
    columns = document.table.columns if document.table else ()
    lists = [spec for spec in (*document.fields, *columns) if spec.kind is FieldKind.ENUM]
    assert [spec.key for spec in lists if not spec.values and spec.vocabulary is None] == []


def test_every_subject_of_the_words_of_papers_is_a_vocabulary() -> None:
    subjects = {row["subject"] for row in rows("terms", "word", "subject", "source")}
    assert subjects == {word for word in Vocabulary if terms(word)}
    assert subjects <= set(Vocabulary)


def test_a_field_of_a_closed_vocabulary_lists_its_words() -> None:
    spec = parse_type("own.toml", own_type(kind="enum", extra='vocabulary = "sex"')).fields[0]
    assert spec.values == ("ذكر", "أنثى")


@pytest.mark.parametrize(
    ("values", "vocabulary"),
    [
        ('["أنثى", "ذكر"]', Vocabulary.SEX),
        ('["A+", "O+"]', Vocabulary.BLOOD_GROUP),
        ('["ذكر", "أنثى", "غير معروف"]', None),
        ("[]", None),
    ],
)
def test_values_of_one_closed_vocabulary_name_it(values: str, vocabulary: Vocabulary | None) -> None:
    spec = parse_type("own.toml", own_type(kind="enum", extra=f"values = {values}")).fields[0]
    assert spec.vocabulary is vocabulary


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        document_types(tmp_path / "nowhere")


def test_two_files_of_one_key_are_an_error(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(own_type(), encoding="utf-8")
    with pytest.raises(BrokenTypeFile, match=r"b\.toml: key: 'life_proof' is taken"):
        document_types(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (own_type(key="unknown_kind", kind="names"), r"fields\[0\]\.kind: 'names' is none of"),
        (own_type(key="Life Proof"), r"key: 'Life Proof' is not made of"),
        (own_type(side="back"), r"fields\[0\]\.side: 'back' is none of: page"),
        (own_type(extra="requird = true"), r"fields\[0\]\.requird: unknown key"),
        (own_type(extra='required = "yes"'), r"fields\[0\]\.required: true or false"),
        (own_type(extra="values = [1]"), r"fields\[0\]\.values: a list of texts"),
        (own_type(extra="pattern = '['"), r"fields\[0\]\.pattern: not a regular expression"),
        (own_type(kind="table"), r"fields\[0\]\.columns: a field of kind table needs columns"),
        (own_type(extra='role = "uncle"'), r"fields\[0\]\.role: 'uncle' is none of: subject, given"),
        (own_type(extra="role = 1"), r"fields\[0\]\.role: a text is needed"),
        (
            own_type(kind="date", extra='role = "father"'),
            r"fields\[0\]\.role: only a field of these kinds has one: name_part, name_chain; .* kind date",
        ),
        (
            own_type(kind="date", extra='precision = "hour"'),
            r"fields\[0\]\.precision: 'hour' is none of: day, month, year",
        ),
        (
            own_type(kind="date", extra='precision = "estimated"'),
            r"fields\[0\]\.precision: 'estimated' is none of",
        ),
        (own_type(extra='precision = "year"'), r"fields\[0\]\.precision: only .*: date, date_place; "),
        (
            own_type(kind="text", extra='script = "greek"'),
            r"fields\[0\]\.script: 'greek' is none of: arabic, latin",
        ),
        (
            own_type(extra='script = "latin"'),
            r"fields\[0\]\.script: only a field of these kinds has one: text;",
        ),
        (
            own_type(kind="enum", extra='vocabulary = "animal"'),
            r"fields\[0\]\.vocabulary: 'animal' is none of: sex, ",
        ),
        (
            own_type(kind="place", extra='vocabulary = "sex"'),
            r"fields\[0\]\.vocabulary: 'sex' is none of: quarter",
        ),
        (
            own_type(kind="digits", extra='vocabulary = "sex"'),
            r"fields\[0\]\.vocabulary: only .*: text, enum, place; ",
        ),
        (
            own_type(kind="enum", extra='vocabulary = "sex"\nvalues = ["ذكر", "انثى"]'),
            r"fields\[0\]\.values: 'انثى' is no word of the vocabulary sex",
        ),
        (
            own_type(kind="enum", extra='vocabulary = "religion"\nvalues = ["مسلم"]'),
            r"fields\[0\]\.values: leave them out: the words are those of the vocabulary religion",
        ),
        (own_type().replace('titles = ["تأييد حياة"]', ""), r"titles: at least one"),
        (own_type().replace('sides = ["page"]', 'sides = "page"'), r"sides: a list of texts"),
        (own_type().replace('source = "the office\'s own form"', ""), r"source: a text is needed"),
        (own_type().replace('ckb = "ناو", ', ""), r"fields\[0\]\.name\.ckb: a text is needed"),
        (own_type() + "validity_years = 0", r"fields\[0\]\.validity_years: unknown key"),
        ("validity_years = 0\n" + own_type(), r"validity_years: a whole number above 0"),
        ('mrz = "TD9"\n' + own_type(), r"mrz: TD1, TD2 or TD3"),
        ("fields = 1", r"key: a text is needed"),
        ("= no", r"file: not TOML"),
    ],
)
def test_a_bad_file_is_told_what_is_wrong_and_where(text: str, message: str) -> None:
    with pytest.raises(BrokenTypeFile, match=f"own.toml: {message}"):
        parse_type("own.toml", text)


def test_a_field_may_not_occur_twice() -> None:
    with pytest.raises(BrokenTypeFile, match=r"fields\[1\]\.key: 'person_name' occurs twice"):
        parse_type("own.toml", own_type() + own_type()[own_type().index("[[fields]]") :])


def test_a_file_in_another_encoding_is_told_off(tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_bytes(own_type().encode("cp1256", errors="ignore"))
    with pytest.raises(BrokenTypeFile, match=r"old\.toml: file: not UTF-8"):
        document_types(tmp_path)


def test_the_broken_key_can_be_shown_to_a_person() -> None:
    with pytest.raises(BrokenTypeFile) as caught:
        parse_type("own.toml", own_type(side="back"))
    assert (caught.value.file, caught.value.key) == ("own.toml", "fields[0].side")
