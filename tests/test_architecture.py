"""The house rules that a linter doesn't know: sizes, docstrings, hosts, settings, directions."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import alembic as installed_alembic
import pytest

from reference.documents import document_types
from settings import Settings
from tests import tree
from tests.plain_english import faults

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60

# In pieces, so that this file doesn't find itself.
HOSTS = tuple(
    "".join(pieces)
    for pieces in [("python", "hosted.org"), ("registry.npm", "js.org"), ("pypi.org/", "simple")]
)
MIRRORS = tuple(
    "".join(pieces) for pieces in [("--index", "-url"), ("--extra-index", "-url"), ("find", "-links")]
)
MACHINE_PATHS = re.compile(
    "|".join(["/work" + "/(main|shared)", "/opt" + "/pypi", "/root" + "/", "/tmp" + "/plan"])
)
LEFT_OVER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
BARE_IGNORE = re.compile(r"# type: ig" + r"nore(?!\[[\w-]+(, ?[\w-]+)*\]  ?# ?\w)")
# The day of a moment as it stands is the server's; the law's is Baghdad's (`registry.database.clock`).
SERVERS_DAY = re.compile(
    r"\.date\(\)|\b(?:date|datetime)\.today\(|\b(?:date|datetime)\.(?:utc)?fromtimestamp\("
    r"|\butcnow\(|\bdatetime\.now\(|\bdatetime\.combine\(|\.replace\(hour="
)
DAYS_OF_BAGHDAD = "registry/database/clock.py"
PRODUCT = {"api", "arabic", "cli", "imaging", "messages", "ocr", "reference", "registry", "workers"}
PHYSICAL_CSS = re.compile(
    r"(?:(?:margin|padding|border|inset)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius)"
)


# What a module calls the description of a field; `form.key` is the text of a label.
FIELD_NAMES = frozenset({"spec", "field", "column"})
FIELD_KEYS = frozenset(
    spec.key
    for kind in document_types().values()
    for field in kind.fields
    for spec in (field, *field.columns)
) - {"name", "document_type"}  # words of every language model and reading, too
KEY_PIECES = frozenset(
    piece for key in FIELD_KEYS if "_" in key for piece in (key[: key.index("_") + 1], key[key.rindex("_") :])
)


# Rooms whose docstrings and constants are plain, with their packages; the list only grows.
PLAIN_ROOMS = (
    "arabic",
    "imaging",
    "ocr/detection",
    "ocr/document.py",
    "ocr/engines.py",
    "ocr/geometry.py",
    "ocr/hypotheses.py",
    "ocr/image",
    "ocr/labels",
    "ocr/layout",
    "ocr/pairing",
    "ocr/pipeline.py",
    "ocr/recognition",
    "ocr/rectification",
    "ocr/result",
    "ocr/runtime.py",
    "ocr/segmentation",
    "ocr/selection.py",
    "ocr/text",
    "ocr/verification",
    "reference",
    "registry",
    "workers",
)


def keeps_a_refusal(text: str) -> bool:
    """Whether a module catches an error to do something with it, as a page does that shows it."""
    handlers = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler))
    return any(handler.name for handler in handlers)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function of one module."""
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_module_is_longer_than_one_idea() -> None:
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in tree.modules()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    # A migration is one list of statements, not a train of thought.
    thought = [path for path in tree.modules() if path.parent.name != "versions"]
    found = [(path.name, name, lines) for path in thought for name, lines in functions(path)]
    assert [row for row in found if row[2] > LONGEST_FUNCTION] == []


def test_every_module_opens_by_saying_what_it_is() -> None:
    silent = [path for path in tree.modules() if not ast.get_docstring(tree.parsed(path))]
    assert [str(path.relative_to(tree.ROOT)) for path in silent] == []


def test_no_module_bears_the_name_of_a_standard_one() -> None:
    named = {
        path for path in tree.modules() if path.stem in sys.stdlib_module_names and path.stem != "__init__"
    }
    assert {str(path.relative_to(tree.ROOT)) for path in named} == set()


def test_the_migrations_folder_does_not_hide_the_installed_alembic() -> None:
    assert "site-packages" in str(installed_alembic.__file__)
    assert not (tree.ROOT / "alembic" / "__init__.py").exists()


def test_no_lock_names_a_host() -> None:
    assert [path for path in tree.files() if path.name in {"uv.lock", "pylock.toml"}] == []
    assert [name for name, text in tree.texts() if any(host in text for host in HOSTS)] == []
    locks = [(name, text) for name, text in tree.texts() if name.startswith("locks/")]
    assert locks
    assert [name for name, text in locks if "://" in text or any(mirror in text for mirror in MIRRORS)] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [name for name, text in tree.texts() if MACHINE_PATHS.search(text)] == []


def test_nothing_is_left_for_later() -> None:
    assert [
        name for name, text in tree.texts() if name.endswith((".py", ".toml")) and LEFT_OVER.search(text)
    ] == []


def test_every_ignored_type_error_names_its_code_and_its_reason() -> None:
    assert [name for name, text in tree.texts() if name.endswith(".py") and BARE_IGNORE.search(text)] == []


def test_a_day_is_never_the_servers() -> None:
    ours = [path for path in tree.modules() if path.relative_to(tree.ROOT).parts[0] in PRODUCT]
    found = [path for path in ours if SERVERS_DAY.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(tree.ROOT)) for path in found] == [DAYS_OF_BAGHDAD]


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("today = clock.now(session).date()", True),
        ("today = date.today()", True),
        ("today = datetime.now(UTC).date()", True),
        ("today = datetime.now(tz=zone()).date()", True),
        ("day = moment.astimezone(UTC).date()", True),
        ("day = moment.date()", True),
        ("now = datetime.now(UTC)", True),
        ("day = date.fromtimestamp(seconds)", True),
        ("day = datetime.fromtimestamp(seconds, UTC)", True),
        ("start = datetime.combine(day, time(), UTC)", True),
        ("start = moment.replace(hour=0, minute=0)", True),
        ("today = civil_day(clock.now(session))", False),
        ("born = draft.date(path)", False),
        ("start = day_start(day)", False),
    ],
)
def test_the_rule_of_days_tells_moments_from_now(line: str, servers: bool) -> None:
    assert bool(SERVERS_DAY.search(line)) is servers


def test_pages_show_a_refusal_through_one_function() -> None:
    pages = tree.ROOT / "api" / "pages"
    ours = [path for path in tree.modules() if path.parent == pages and path.name != "acting.py"]
    assert ours
    assert [path.name for path in ours if keeps_a_refusal(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("try:\n    act()\nexcept Stale as error:\n    again(error)\n", True),
        ("try:\n    number(text)\nexcept ValueError:\n    raise InvalidValue from None\n", False),
        ("transact(parts, act, again, (Stale,))\n", False),
    ],
)
def test_the_rule_of_refusals_tells_showing_from_telling_anew(text: str, kept: bool) -> None:
    assert keeps_a_refusal(text) is kept


def questions_of_keys(module: ast.Module) -> Iterator[str]:
    """Places of a module that ask how the key of a field is spelt instead of what the field means."""
    for node in ast.walk(module):
        match node:
            case ast.Attribute(value=key) | ast.Subscript(value=key) if _is_field_key(key):
                yield ast.unparse(node)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=args) if any(
                map(_is_field_key, args)
            ):
                yield ast.unparse(node)
            case ast.Compare(left=left, comparators=right) if any(
                map(_is_field_key, sides := (left, *right))
            ):
                fixed = any(isinstance(side, ast.Constant | ast.Set | ast.Tuple | ast.List) for side in sides)
                if fixed or any(isinstance(side, ast.Name) and side.id.isupper() for side in sides):
                    yield ast.unparse(node)
            case ast.Constant(value=str(text)) if text in FIELD_KEYS | KEY_PIECES:
                yield repr(text)


def _is_field_key(node: ast.expr) -> bool:
    """Whether an expression is the key of a field: `spec.key`, `one.spec.key`."""
    if not isinstance(node, ast.Attribute) or node.attr != "key":
        return False
    name = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    return name in FIELD_NAMES


def test_the_reader_never_asks_how_the_key_of_a_field_is_spelt() -> None:
    reader = [path for path in tree.modules() if path.relative_to(tree.ROOT).parts[0] == "ocr"]
    found = {str(path): list(questions_of_keys(tree.parsed(path))) for path in reader}
    assert {path: questions for path, questions in found.items() if questions} == {}


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ('spec.key == "laqab"', True),
        ("spec.key in CORRECTED", True),
        ("one.spec.key not in {own}", True),
        ('spec.key.endswith("year")', True),
        ("column.key[-4:]", True),
        ('re.match("mother", field.key)', True),
        ('key == "mother_name"', True),
        ('key.endswith("_year")', True),
        ("one.spec.key in found.apart", False),
        ("spec.key == other.spec.key", False),
        ('form.key.startswith("الاسم")', False),
        ("found[spec.key]", False),
    ],
)
def test_the_rule_of_keys_tells_a_place_from_a_meaning(line: str, asks: bool) -> None:
    assert bool(list(questions_of_keys(ast.parse(line)))) is asks


@pytest.mark.parametrize("room", PLAIN_ROOMS)
def test_a_plain_room_says_in_first_lines_what_goes_in_and_comes_out_and_why_a_number_is_so(
    room: str,
) -> None:
    modules = [path for path in tree.modules() if path.is_relative_to(tree.ROOT / room)]
    assert modules
    found = {
        str(path.relative_to(tree.ROOT)): faults(tree.parsed(path), reader=room.startswith("ocr"))
        for path in modules
    }
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ('"""Pixels in, words out."""', None),
        ('"""pixels in, words out."""', "module: pixels in, words out."),
        ('"""Pixels in, words\nout."""', "module: Pixels in, words"),
        ('"""Rules severed from text."""', "module: Rules severed from text."),
        ('"""A."""\ndef seen() -> None: ...', "seen: no docstring"),
        ('"""A."""\ndef _seen() -> None: ...', None),
        ('"""A."""\nLIKE = 0.8', "LIKE: not Final"),
        ('"""A."""\nLIKE: Final = -0.8', "LIKE: no docstring of its own"),
        ('"""A."""\nLIKE: Final = 8 / 10\n"""Share of letters."""', None),
        (
            '"""A."""\nLIKE: Final = 0.8\nLEAD: Final = 0.1\n"""Likeness and lead."""',
            "LIKE: no docstring of its own",
        ),
        ('"""A."""\nLIKE: Final = (1, 2)', None),
    ],
)
def test_the_rule_of_plain_rooms_tells_what_is_missing(code: str, fault: str | None) -> None:
    assert faults(ast.parse(code)) == ([] if fault is None else [fault])


def test_stylesheets_know_start_and_end_never_left_and_right() -> None:
    sheets = [(name, text) for name, text in tree.texts() if name.endswith(".css")]
    assert [(name, found) for name, text in sheets if (found := PHYSICAL_CSS.findall(text))] == []


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_explained(name: str) -> None:
    assert f"`SIJILL_{name.upper()}`" in (tree.ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "physical"),
    [
        ("margin-left: 1rem;", True),
        ("left: 0;", True),
        ("text-align: right;", True),
        ("margin-inline-start: 1rem;", False),
        ("inset-inline-end: 0;", False),
        ("text-align: start;", False),
    ],
)
def test_the_stylesheet_rule_tells_sides_from_directions(line: str, physical: bool) -> None:
    assert bool(PHYSICAL_CSS.search(line)) is physical


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("x = 1  # type: ig" + "nore", True),
        ("x = 1  # type: ig" + "nore[attr-defined]", True),
        ("x = 1  # type: ig" + "nore[attr-defined]  # no stubs", False),
    ],
)
def test_the_ignore_rule_wants_code_and_reason(line: str, bare: bool) -> None:
    assert bool(BARE_IGNORE.search(line)) is bare
