"""The house has floors: imports go one way, the screen stays outside the core, and no text is ever run."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import symcalc

PACKAGE = Path(symcalc.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

CORE = {"errors", "imports", "progress", "record", "result", "syntax"}
#: What each room may import; a room that is not here may not exist.
MAY_IMPORT = {
    "errors": set(),
    "imports": set(),
    "record": set(),
    "syntax": {"errors", "record"},
    "result": {"record", "syntax"},
    "progress": {"result"},
    "build": CORE,
    "decide": CORE | {"build"},
    "calculus": CORE | {"build", "decide"},
    "matrix": CORE | {"build", "decide", "calculus"},
    "claims": CORE | {"build", "decide", "calculus", "matrix"},
    "plotting": CORE | {"build", "decide", "calculus"},
    "formats": CORE | {"build", "matrix", "plotting"},
    "arguments": CORE | {"build"},
    "api": CORE | {"arguments", "formats", "build", "decide", "calculus", "matrix", "claims", "plotting"},
    "__init__": CORE | {"api", "calculus", "matrix", "claims", "plotting"},
    "testing": CORE | {"build", "decide", "calculus"},
    "pytest_plugin": CORE | {"__init__", "api", "claims"},
    "begun": set(),
    "confinement": {"begun", "imports"},
    "worker": {"confinement", "record"},
    "shell": CORE | {"__init__", "formats", "claims", "plotting", "worker", "confinement"},
    "manual": {"errors"},
    "cli": {"__init__", "errors", "manual", "shell", "syntax"},
    "__main__": {"cli", "shell"},
}
#: Rooms that work without SymPy altogether.
WITHOUT_SYMPY = {
    "errors",
    "syntax",
    "result",
    "progress",
    "imports",
    "begun",
    "formats",
    "shell",
    "worker",
    "confinement",
    "manual",
    "cli",
}
#: What runs text, or turns it into SymPy by running it.
RUNNING = {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify", "parse_latex", "S", "__import__"}


def room(path: Path) -> str:
    """The first part of a module's place in the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.Module, path: Path) -> Iterator[str]:
    """Every module that is imported when the program runs, wherever in the file; types' own imports do not count."""
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    package = path.relative_to(PACKAGE.parent).parent.parts
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield ".".join((*package[: len(package) - node.level + 1], node.module or ""))
        elif isinstance(node, ast.ImportFrom):
            yield from [node.module] if node.module != "symcalc" else (f"symcalc.{alias.name}" for alias in node.names)


def parsed(path: Path) -> ast.Module:
    """The module as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downwards(path):
    """A room imports only from the rooms below it."""
    rooms = {
        name.split(".")[1] if "." in name else "__init__"
        for name in imported(parsed(path), path)
        if name.split(".")[0] == "symcalc"
    }
    known = {name if name in MAY_IMPORT else "__init__" for name in rooms}

    assert known - {room(path)} <= MAY_IMPORT[room(path)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_screen_stays_outside_the_core(path):
    """Only the shell knows Click, and only its module about terminals knows Rich."""
    names = {name.split(".")[0] for name in imported(parsed(path), path)}

    assert "click" not in names or room(path) in {"shell", "cli"}
    assert "rich" not in names or path.relative_to(PACKAGE) == Path("shell/terminal.py")


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) in WITHOUT_SYMPY], ids=lambda path: path.stem)
def test_these_rooms_work_without_sympy(path):
    """What answers a mistake, a help text or a version imports no SymPy."""
    assert "sympy" not in {name.split(".")[0] for name in imported(parsed(path), path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_is_run(path):
    """Nothing evaluates text, neither as Python nor by way of SymPy's parsers."""
    tree = parsed(path)
    ours = {alias.asname or alias.name for node in own_imports(tree) for alias in node.names}
    ours |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = {function.id for function in calls if isinstance(function, ast.Name)} - ours
    called |= {function.attr for function in calls if isinstance(function, ast.Attribute) and of_a_library(function)}

    assert not called & RUNNING


def own_imports(tree: ast.Module) -> Iterator[ast.ImportFrom]:
    """The imports from this package."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return (node for node in nodes if node.level or (node.module or "").split(".")[0] == "symcalc")


def of_a_library(function: ast.Attribute) -> bool:
    """Whether an attribute is one of SymPy, mpmath or the builtins."""
    return ast.unparse(function.value).split(".")[0] in {"sympy", "sp", "mpmath", "builtins"}
