"""Laws of the code itself: what may import what, and what no module may do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import firsthand

PACKAGE = Path(firsthand.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# Each may import what stands above it, and its own kind; those on one line know nothing of each other.
ORDER = [
    {"errors", "model"},
    {"settings"},
    {"languages", "outlets"},
    {"ingest"},
    {"extract"},
    {"resolve"},
    {"link"},
    {"trace"},
    {"reading"},
    {"output"},
    {"store"},
    {"engines"},
    {"show"},
    {"demo"},
    {"commands"},
    {"web"},
    {"cli"},
    {"__main__"},
]
RANK = {part: rank for rank, parts in enumerate(ORDER) for part in parts}
NO_IMPORTS_OF_OURS = {"errors", "model"}


def part_of(path: Path) -> str:
    """The module or folder right under the package that a file belongs to."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """The parts of ours that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [node.module]
            if node.module == "firsthand":
                names = [f"firsthand.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            root, _, rest = name.partition(".")
            if root == "firsthand":
                yield rest.split(".")[0]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_every_part_has_its_place_in_the_order():
    assert {part_of(path) for path in MODULES} - {"__init__"} == set(RANK)


@pytest.mark.parametrize("path", [path for path in MODULES if path != PACKAGE / "__init__.py"], ids=str)
def test_imports_go_one_way(path):
    own = part_of(path)
    for other in imported(tree_of(path)):
        allowed = RANK[other] < RANK[own] or (other == own and own not in NO_IMPORTS_OF_OURS)
        assert allowed, f"{own} imports {other}"


def test_the_law_would_notice():
    assert list(imported(ast.parse("def f():\n    from firsthand import cli"))) == ["cli"]
    assert list(imported(ast.parse("import firsthand.store.case as case"))) == ["store"]
    assert list(imported(ast.parse("from firsthand.show.page import render"))) == ["show"]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_module_prints_or_ends_the_process(path):
    calls = (node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
    names = {called.id for called in calls if isinstance(called, ast.Name)}
    assert not names & {"print", "input", "exit", "quit", "breakpoint", "eval", "exec"}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_module_is_over_500_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def test_every_record_is_strict_and_frozen():
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef) and any("Struct" in ast.unparse(base) for base in node.bases):
                options = {keyword.arg for keyword in node.keywords}
                assert "frozen" in options, f"{path.name}: {node.name} can be changed"
