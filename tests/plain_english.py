"""What docstrings and constants of a finished room must look like; `test_architecture` holds rooms to it."""

import ast
import re
from collections.abc import Iterator, Sequence

METAPHORS = re.compile(r"\b(severed|strays?|kinship|nann(y|ies)|horse|litter|crumbs?)\b", re.IGNORECASE)
"""Words that stood for a notion of ours instead of the field's own term."""
OF_REGISTERS = re.compile(r"\b(beyond|kin|witness(es)?|heard|standing|twins?)\b", re.IGNORECASE)
"""The same, where they are no terms of a register of people: the reader of papers."""
LEAST_SAID = 3
"""Words of a docstring that says anything of a constant."""

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def unclear(module: ast.Module, *, reader: bool) -> Iterator[str]:
    """Each docstring whose first line is no plain sentence, and each public name of the module without one.

    A method may do what its protocol says. `reader` says that the module is of the reader of papers.
    """
    for node in ast.walk(module):
        if not isinstance(node, Documented):
            continue
        name = "module" if isinstance(node, ast.Module) else node.name
        said = ast.get_docstring(node)
        if said is None:
            if not name.startswith("_") and node in module.body:
                yield f"{name}: no docstring"
            continue
        first = said.split("\n", 1)[0]
        whole = first.endswith((".", "?")) and (first[0].isupper() or first[0] in '`"1234567890')
        if not whole or METAPHORS.search(first) or (reader and OF_REGISTERS.search(first)):
            yield f"{name}: {first}"


def unexplained(module: ast.Module) -> Iterator[str]:
    """Each number that a module names without `Final`, or without a docstring of its own under it."""
    for node, below in zip(module.body, [*module.body[1:], None], strict=True):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value) if _is_number(
                value
            ):
                if not ast.unparse(annotation).startswith("Final"):
                    yield f"{name}: not Final"
                elif len(_said(below).split()) < LEAST_SAID:
                    yield f"{name}: no docstring of its own"
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_number(value):
                yield f"{name}: not Final"


def _said(node: ast.stmt | None) -> str:
    """The text of a string that stands as a statement; '' for any other statement."""
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
    return ""


def _is_number(value: ast.expr | None) -> bool:
    """Whether an expression is a number, or is reckoned of numbers alone."""
    match value:
        case ast.Constant(value=int() | float()):
            return not isinstance(value.value, bool)
        case ast.UnaryOp(operand=inner):
            return _is_number(inner)
        case ast.BinOp(left=left, right=right):
            return _is_number(left) and _is_number(right)
    return False


def faults(module: ast.Module, *, reader: bool = True) -> Sequence[str]:
    """All that a module's docstrings and constants lack; `reader` as of `unclear`."""
    return [*unclear(module, reader=reader), *unexplained(module)]
