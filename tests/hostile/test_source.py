"""What the source of symcalc does not do: run text, hand text to SymPy, start programs, open connections."""

import ast
import contextlib
import functools
from pathlib import Path

import pytest
import sympy.parsing.sympy_parser as reader_of_sympy

import symcalc
from symcalc.errors import SymcalcError
from tests.fuzz.test_bytes import SOUND

PACKAGE = Path(symcalc.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
#: Modules of the standard library that start programs, open connections, or run what they read.
DANGEROUS = frozenset(
    "asyncio code codeop ctypes dill ftplib http marshal multiprocessing pickle pty requests runpy shelve smtplib "
    "socket socketserver ssl subprocess telnetlib urllib webbrowser xmlrpc yaml".split()
)
#: Where they stand nevertheless: what a child process of our own sends through a pipe of our own.
OWN_PIPES = {"worker.py": {"marshal"}, "plotting/figures/patience.py": {"pickle"}}
#: Calls that run text, start programs or import what a variable names.
RUNNING = frozenset(
    "eval exec compile __import__ system popen spawn execv execve execvp sympify parse_expr parse_latex parse_maxima "
    "parse_mathematica lambdify autowrap ufuncify preview".split()
)


@functools.cache
def parsed(path):
    """The module as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(function):
    """The last name of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@functools.cache
def calls(path):
    """Every call in a module."""
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]


def is_text(argument):
    """Whether an argument is a string as it is written, or one that is put together."""
    literal = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return literal or isinstance(argument, ast.JoinedStr)


def of_sympy(path):
    """The names that a module has from SymPy."""
    nodes = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.ImportFrom | ast.Import)]
    modules = {
        alias.asname or alias.name.split(".")[0]
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.split(".")[0] == "sympy"
    }
    names = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sympy"
        for alias in node.names
    }
    return modules | names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_that_runs_text_is_called(path):
    """Neither Python's own ways nor SymPy's; `re.compile` compiles patterns."""
    called = {
        ast.unparse(node.func)
        for node in calls(path)
        if name_of(node.func) in RUNNING and ast.unparse(node.func) != "re.compile"
    }
    ours = {node.name for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)}

    assert {name for name in called if name not in ours} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_is_handed_to_sympy(path):
    """Only `build` makes symbols and functions, and nothing else gets a string as an argument: SymPy would run it."""
    ours = path.relative_to(PACKAGE).parts[0]
    names = of_sympy(path)
    handed = [
        ast.unparse(node)
        for node in calls(path)
        if ast.unparse(node.func).split(".")[0] in names - {"Dummy"}  # the name of one is never read
        and (any(map(is_text, node.args)) or any(isinstance(word.value, ast.JoinedStr) for word in node.keywords))
    ]
    makers = [
        ast.unparse(node)
        for node in calls(path)
        if name_of(node.func) in {"Symbol", "Function", "MatrixSymbol", "S"} & names
    ]

    assert ours == "build" or (handed, makers) == ([], [])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_starts_programs_or_opens_connections(path):
    """Not one of the modules that could is imported, but for the pipes to processes of our own."""
    nodes = ast.walk(parsed(path))
    imported = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    nodes = ast.walk(parsed(path))
    imported |= {(node.module or "").split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}

    assert imported & DANGEROUS <= OWN_PIPES.get(str(path.relative_to(PACKAGE)), set())


def test_sympy_never_gets_text_to_read(monkeypatch):
    """While every command answers sound inputs, SymPy's reader of text is a tripwire."""

    def run(*arguments, **_):
        raise AssertionError(f"SymPy was given text to read: {arguments[0]!r}")

    monkeypatch.setattr(reader_of_sympy, "parse_expr", run)
    asked = 0
    for text in SOUND:
        for ask in (
            symcalc.grad,
            symcalc.hessian,
            symcalc.jacobian,
            symcalc.critical,
            symcalc.chain,
            symcalc.backprop,
            symcalc.check,
            lambda text: symcalc.taylor(text, at="1, 1"),
            lambda text: symcalc.descend(text, "x=1", iterations=3),
        ):
            with contextlib.suppress(SymcalcError):
                ask(text)
                asked += 1

    assert asked > 30
