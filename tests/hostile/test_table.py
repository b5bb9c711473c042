"""The tables: nothing runs, hangs, grows, ends in a traceback or outside the contract, or is echoed raw."""

import json
import re

import pytest

from symcalc.formats import FORMATS
from tests.hostile.program import Program
from tests.hostile.table import rows

TABLES = ["code.txt", "names.txt", "characters.txt", "options.txt", "bombs.txt"]
ROWS = [(table, row) for table in TABLES for row in rows(table)]
#: A bomb has so many seconds.
PATIENCE = 1.0
MEGABYTES = 1024
_ERROR = re.compile(rb"^error\[(\w+)\]: ", re.MULTILINE)


@pytest.fixture(scope="module", name="program")
def _program():
    with Program() as program:
        yield program


def test_there_are_many():
    """Hundreds, of every kind, over every command."""
    commands = {row.arguments[0] for _, row in ROWS}

    assert len(ROWS) > 500
    assert commands >= {*("grad", "hessian", "jacobian", "critical", "taylor", "chain", "backprop", "descend", "plot")}
    assert commands >= {*("check", "manual", "example", "completion")}


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda part: getattr(part, "line", part)[:100])
def test_what_is_hostile_is_answered_or_refused(program, tmp_path, table, row):
    """The exit code and the kind of the table; within time and memory, and nothing is run."""
    arguments = [word.replace("HERE", str(tmp_path)).replace("MARK", str(tmp_path / "MARK")) for word in row.arguments]
    limits = ["--timeout", f"{PATIENCE}"] if table == "bombs.txt" else []
    done = program.run([*arguments, *limits], row.stdin, folder=str(tmp_path))

    assert done.code in row.codes, done.stderr.decode(errors="replace")[-500:]
    kinds = {kind.decode() for kind in _ERROR.findall(done.stderr)}
    assert row.kind == "*" or kinds == ({row.kind} - {"-"})
    assert_harmless(done)
    assert not (tmp_path / "MARK").exists()
    assert done.seconds < (PATIENCE + 8 if limits else 12)
    assert done.megabytes < MEGABYTES


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_format_echoes_what_acts_on_a_terminal(program, form):
    """Control characters, text direction, markup and foreign bytes, a line each, in every format."""
    given = b"\n".join(
        row.stdin or row.arguments[-1].encode("utf-8", "surrogateescape") for row in rows("characters.txt")
    )
    done = program.run(["grad", "-", "--format", form, "--timeout", "2"], given, patience=60)

    assert done.code == 2
    assert_harmless(done)


def test_in_json_each_refusal_is_one_line(program):
    """An object a line, for what is refused as for what is answered."""
    lines = [row.arguments[1] for _, row in ROWS if row.arguments[0] == "grad" and not row.stdin][:150]
    given = "\n".join(line for line in lines if line.isprintable() and line.strip()).encode("utf-8", "surrogateescape")
    done = program.run(["grad", "-", "--format", "json", "--timeout", "1"], given, patience=60)
    answered = [json.loads(line) for line in done.stdout.splitlines()]

    assert len(answered) == sum(1 for line in given.split(b"\n") if line.strip() and not line.startswith(b"#"))
    assert all(("error" in answer) != ("command" in answer) for answer in answered)


def test_names_of_files_are_never_echoed_raw(program, tmp_path):
    """A name that would act on the terminal, in what is reported of its claims, in every format."""
    folder = tmp_path / "a\x1b[31m\u202eb\nc"
    folder.mkdir()
    (folder / "claims\x07 '<b>[red].calc").write_text("x == 2 x\nx == \n(x == x\n", encoding="utf-8")
    for form in ("plain", "pretty", "concise", "json", "github", "junit", "markdown", "full"):
        done = program.run(["check", str(folder), "--format", form])

        assert done.code == 2
        assert_harmless(done)


def assert_harmless(done):
    """No traceback, no bug, and no character but printable ones, tabs and line ends."""
    text = (done.stdout + done.stderr).decode("utf-8")

    assert "Traceback" not in text
    assert "error[bug]" not in text
    assert all(character.isprintable() or character in "\n\t" for character in text)
    assert len(done.stderr) < 100_000
