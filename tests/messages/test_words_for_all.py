"""No code of any room lacks words in any language; no language has words that the others lack."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest
from babel.messages.pofile import read_po

from api.labels import field_label
from imaging import errors as imaging_errors
from messages import Language, catalogue
from messages.catalogue import LOCALES
from messages.formats import digits
from ocr.image.stretch import STRETCHED
from ocr.recognition.handwriting import HANDWRITTEN
from ocr.rectification.capture_quality import CODES
from ocr.result.doubt import Doubt
from reference.documents import document_types
from reference.rules import rules
from registry.audit.faults import Fault
from registry.domain import errors as registry_errors
from registry.domain.access import Role
from registry.domain.actions import Action, Subject
from registry.domain.services import Service
from registry.domain.states import CaseState, DocumentState, EntryState, RecordState, ScanState, Standing
from registry.intake.capture_advice import MISSING_SIDE, SEEN_BEFORE, WRONG_DOCUMENT
from registry.intake.cases import NextStep
from registry.models.entries import ValueSource
from registry.models.records import Operation
from registry.models.twins import TwinVerdict
from registry.reporting.reports import REPORTS
from registry.review.entries import UNSAID
from registry.review.questions import Absence, Open
from registry.rules.finding import Severity
from tests import tree

TEMPLATES = tree.ROOT / "api" / "templates"
# t("case.title") and t('case.title'), but not t("step." ~ something).
SAID_IN_TEMPLATES = re.compile(r"""\bt\(\s*["']([a-z0-9_.-]+)["']\s*[,)]""")
ARABIC, LATIN = re.compile("[\u0620-\u06ff]"), re.compile("[A-Za-z]")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
COUNTED = re.compile(r"\{[a-z_]+\} ([\w\u064b-\u0652]+)")
# What may stand behind a number or name without being counted.
NO_NOUNS = frozenset({"accepted", "again", "is", "new", "open", "required", "signed"})
FAMILIES = {
    "doubt": Doubt,
    "role": Role,
    "step": NextStep,
    "service": Service,
    "document.state": DocumentState,
    "entry.state": EntryState,
    "record.state": RecordState,
    "case.state": CaseState,
    "scan.state": (*ScanState, *DocumentState, "refused"),
    "standing": Standing,
    "operation": Operation,
    "source": ValueSource,
    "severity": Severity,
    "event": Action,
    "subject": Subject,
    "fault": Fault,
    "figure": REPORTS,
    "finding": rules(),
    "rule": rules(),
    "advice": (*CODES, HANDWRITTEN, STRETCHED, MISSING_SIDE, WRONG_DOCUMENT, SEEN_BEFORE),
    "sure": ("kept", "accepted", "review", "unreadable", "missing", "absent", "empty", "masked"),
    "absence": (*Absence, UNSAID),
    "invalid": (*Open, "date", "time", "digits", "number", "name", "choice"),
    "twins": TwinVerdict,
    "twins.said": TwinVerdict,
    "why": ("same", "close", "missing", "differs"),
    "stage": ("papers", "reading", "review", "approval", "registered", "is_done", "is_now", "is_later"),
}


# CLDR's cardinal categories of Arabic, in the order of gettext's forms: zero, one, two, few, many, other.
ARABIC_FORMS = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4}


def codes_of_errors() -> Iterator[str]:
    """The code of each error class in the rooms that speak in codes."""
    for path in tree.modules():
        if path.relative_to(tree.ROOT).parts[0] not in {"api", "registry", "imaging"}:
            continue
        for node in ast.walk(tree.parsed(path)):
            match node:
                case ast.ClassDef(bases=[*_, ast.Name(id=base)], body=body) if base != "BaseModel":
                    for line in body:
                        match line:
                            case ast.AnnAssign(
                                target=ast.Name(id="code"), value=ast.Constant(value=str(code))
                            ):
                                yield code
                            case ast.Assign(
                                targets=[ast.Name(id="code")], value=ast.Constant(value=str(code))
                            ):
                                yield code


def needed() -> set[str]:
    """Every code that something may say."""
    found = {f"{family}.{member}" for family, members in FAMILIES.items() for member in members}
    found |= {f"error.{code}" for code in codes_of_errors()}
    for template in TEMPLATES.rglob("*.html"):
        found |= set(SAID_IN_TEMPLATES.findall(template.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("language", Language)
def test_every_code_has_words(language: Language) -> None:
    assert sorted(code for code in needed() if code not in catalogue(language)) == []


def test_errors_of_the_rooms_are_found_by_the_search_for_codes() -> None:
    assert {"stale", "not_an_image", "foreign_origin"} <= set(codes_of_errors())
    assert registry_errors.Stale.code in set(codes_of_errors())
    assert imaging_errors.NotAnImage.code in set(codes_of_errors())


@pytest.mark.parametrize("language", [Language.ckb, Language.en])
def test_the_languages_have_words_for_the_same_codes(language: Language) -> None:
    assert catalogue(language).codes ^ catalogue(Language.ar).codes == set()


def forms_in(language: Language) -> Mapping[str, tuple[str, ...]]:
    """By code: the plural forms as the files of a language have them."""
    found = {}
    for path in (LOCALES / language.value).glob("*.po"):
        with path.open("rb") as file:
            found.update({m.id[0]: tuple(m.string or ()) for m in read_po(file) if isinstance(m.id, tuple)})
    return found


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("count", ARABIC_FORMS)
def test_every_sentence_with_a_count_takes_the_form_of_that_count(language: Language, count: int) -> None:
    form = ARABIC_FORMS[count] if language is Language.ar else int(count != 1)
    said, expected = {}, {}
    for code, forms in forms_in(language).items():
        said[code] = catalogue(language).say(code, {"count": count})
        expected[code] = forms[form].format_map(defaultdict(str, count=digits(count, language)))
    assert len(said) > 30
    assert said == expected


def sentences_in(language: Language) -> Mapping[str, str]:
    """By code: the sentences without plural forms."""
    found = {}
    for path in (LOCALES / language.value).glob("*.po"):
        with path.open("rb") as file:
            found.update({m.id: str(m.string) for m in read_po(file) if isinstance(m.id, str) and m.id})
    return found


def counted_in(language: Language) -> frozenset[str]:
    """The words that stand right behind the number in sentences with plural forms: what we count."""
    forms = [form for said in forms_in(language).values() for form in said]
    return frozenset(word for form in forms for word in COUNTED.findall(form))


@pytest.mark.parametrize("language", [Language.ar, Language.en])
def test_no_sentence_without_plural_forms_counts_anything(language: Language) -> None:
    nouns = counted_in(language) - NO_NOUNS
    assert len(nouns) > 20
    told = {code: nouns.intersection(COUNTED.findall(said)) for code, said in sentences_in(language).items()}
    assert {code: found for code, found in told.items() if found} == {}


def test_a_sentence_counts_what_it_names_first() -> None:
    words = catalogue(Language.ar)
    assert "صفحتان" in words.say("error.too_many_pages", {"pages": 2, "limit": 100})
    assert "٥ صفحات" in words.say("error.too_many_pages", {"pages": 5, "limit": 1})
    assert "ثانية واحدة" in words.say("error.busy.advice", {"seconds": 1})
    assert catalogue(Language.en).say("error.too_many_files", {"limit": 1}) == "More than 1 file at once."


@pytest.mark.parametrize("language", Language)
def test_no_code_is_written_twice(language: Language) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (LOCALES / language.value).glob("*.po"))
    codes = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert sorted(code for code in set(codes) if codes.count(code) > 1) == []


@pytest.mark.parametrize("language", Language)
def test_all_files_of_a_language_count_by_one_rule(language: Language) -> None:
    heads = [path.read_text(encoding="utf-8") for path in (LOCALES / language.value).glob("*.po")]
    rules = {rule[0] for head in heads if (rule := re.search(r"Plural-Forms: .*", head)) is not None}
    assert len(rules) == 1


@pytest.mark.parametrize("language", Language)
def test_every_field_is_called_by_a_name_in_the_readers_script(language: Language) -> None:
    """A Sorani name may be an Arabic word; one in the other script is a field that nobody named."""
    words = catalogue(language)
    fields = [
        spec
        for kind in document_types().values()
        for field in kind.fields
        for spec in (field, *field.columns)
    ]
    script = LATIN if language is Language.en else ARABIC
    wrong = {(field.key, field_label(field, words)) for field in fields}
    assert sorted(name for name in wrong if not script.search(name[1])) == []


def test_a_field_without_a_printed_label_is_called_by_its_name() -> None:
    field = document_types()["national_card"].field("document_number")
    assert field is not None
    told = {language: field_label(field, catalogue(language)) for language in Language}
    assert told == {
        Language.ar: "رقم البطاقة",
        Language.ckb: "ژمارەی کارت",
        Language.en: "Card document number",
    }


@pytest.mark.parametrize("language", Language)
def test_no_sentence_is_empty(language: Language) -> None:
    words = catalogue(language)
    assert [code for code in words.codes if not words.say(code, {"count": 3}).strip()] == []


def test_every_file_of_sorani_says_that_it_is_unreviewed() -> None:
    heads = {path.name: path.read_text(encoding="utf-8")[:400] for path in (LOCALES / "ckb").glob("*.po")}
    assert [name for name, head in heads.items() if "Unreviewed" not in head] == []


@pytest.mark.parametrize("language", Language)
def test_an_explanation_of_a_rule_says_more_than_its_finding(language: Language) -> None:
    """What it means, and then what to do: two sentences, that a clerk reads with the paper in hand."""
    words = catalogue(language)
    told = {rule: words.say(f"rule.{rule}") for rule in rules()}
    assert [rule for rule, text in told.items() if len(re.findall(r"[.](?=\s|$)", text)) != 2] == []
    assert [rule for rule, text in told.items() if len(text) <= len(words.say(f"finding.{rule}"))] == []
