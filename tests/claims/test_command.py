"""`symcalc check` as a process: arguments, documents, formats, exit codes, limits."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest

WRONG = "x == x\nx == 2x\nx + ("


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["diff(x^3, x) == 3x^2"], 0),
        (["diff(x^3, x) == x^2"], 1),
        (["x == ("], 2),
        (["x = 2"], 2),
        ([""], 2),
        (["f(x) = x; f(x) = 2x; f == 2x"], 2),
        (["x == x", "x == 2x"], 1),
        (["abs(x) == x", "--assume", "x > 0"], 0),
        (["grad(b' x, x) == b", "--shape", "b: n; x: n"], 0),
        (["log(x^2) == 2log(x)", "--strict-domain"], 1),
    ],
)
def test_exit_codes(symcalc, arguments, code):
    """The exit code says what came of the claims."""
    assert symcalc("check", *arguments).returncode == code


def test_json_is_one_object_a_claim(answers):
    """Each claim is one valid object on a line, in order; an error stands in its place."""
    found = answers("check", stdin=WRONG)

    assert [item.get("verdict", "error") for item in found] == ["proved", "refuted", "error"]
    assert [item.get("location") for item in found] == ["-:1", "-:2", None]


def test_plain_is_a_line_a_claim(symcalc):
    """In a pipe, tab-separated: verdict, place, claim, why; the sum goes to standard error."""
    done = symcalc("check", stdin="x == x\nx == 2x\n")

    assert [line.split("\t")[:3] for line in done.stdout.splitlines()] == [
        ["proved", "-:1", "x == x"],
        ["refuted", "-:2", "x == 2x"],
    ]
    assert done.stderr == "2 claims: 1 proved, 1 refuted\n"


def test_full_draws_the_claim(symcalc):
    """A refuted claim is drawn with carets, the counterexample and the likely slip."""
    assert symcalc("check", "diff(x^3, x) == x^2", "--format", "full").stdout.splitlines() == [
        "refuted: diff(x^3, x) == x^2",
        " --> argument:1:1",
        "  |",
        "1 | diff(x^3, x) == x^2",
        "  | ^^^^^^^^^^^^^^^^^^^",
        "  = ball arithmetic at a point",
        "  = at x = 2: left 12, right 4",
        "  = slip: factor 3",
    ]


def test_concise_is_what_editors_read(symcalc):
    """`file:line:column: verdict`."""
    assert symcalc("check", "x == 2x", "--format", "concise").stdout.startswith("argument:1:1: refuted: x == 2x [")


def test_github_annotates_what_is_wrong(symcalc):
    """An annotation for each claim that is not proved and for what cannot be read, nothing for the others."""
    lines = symcalc("check", "--format", "github", stdin=WRONG).stdout.splitlines()

    assert [line.split("::")[1].split(" ")[0] for line in lines] == ["error", "error"]
    assert lines[0].startswith("::error file=-,line=2,col=1,title=refuted::x == 2x%0A")


def test_junit_is_one_document(symcalc):
    """A test case a claim, with the numbers of failures and errors."""
    suite = ET.fromstring(symcalc("check", "--format", "junit", stdin=WRONG).stdout)[0]

    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "3",
        "failures": "1",
        "errors": "1",
        "skipped": "0",
    }
    assert [case.get("line") for case in suite] == ["1", "2", "3"]


def test_reports_escape_what_stands_in_them(symcalc, tmp_path):
    """Names of files, claims and messages with any characters leave annotations whole and XML well formed."""
    folder = tmp_path / "a,b:50%"
    folder.mkdir()
    (folder / "x]]>&.calc").write_text('x == |x|\nx == "<&>"\nx == \x01\ny == (\n')
    for form, parse in (("github", str.splitlines), ("junit", ET.fromstring), ("markdown", str.splitlines)):
        output = symcalc("check", str(folder), "--format", form).stdout

        assert parse(output) is not None
        if form == "github":
            assert [line.split(",", 1)[0].count(":") for line in output.splitlines()] == [2, 2, 2, 2]
            assert all("a%2Cb%3A50%25" in line for line in output.splitlines())
        if form == "markdown":
            assert "x \\|x\\|" in output or "`x == |x|`" in output


def test_github_and_junit_name_the_place(symcalc, tmp_path):
    """Annotations stand at line and column of the file, so that a review shows them there."""
    (tmp_path / "b.md").write_text("# T\n\n```calc\nx == x; x == 2x\n```\n")
    lines = symcalc("check", str(tmp_path), "--format", "github").stdout.splitlines()

    assert len(lines) == 1
    assert "b.md,line=4,col=9,title=refuted::" in lines[0]


def test_thousands_of_claims(symcalc, tmp_path):
    """A large document is judged to its end, in order."""
    (tmp_path / "many.calc").write_text("".join(f"x + {i} == {i} + x\n" for i in range(3000)))
    done = symcalc("check", str(tmp_path / "many.calc"), "--format", "concise")

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 3000
    assert done.stderr.endswith("3000 claims: 3000 proved\n")


def test_documents(symcalc, tmp_path):
    """Paths, directories and claims may stand side by side; every claim says where it stands."""
    (tmp_path / "a.calc").write_text("x == x\n")
    (tmp_path / "b.md").write_text("```calc\nx == 2x\n```\n")
    done = symcalc("check", str(tmp_path), "y == y", "--format", "json")

    assert [json.loads(line)["location"] for line in done.stdout.splitlines()] == [
        "argument:1",
        f"{tmp_path}/a.calc:1",
        f"{tmp_path}/b.md:2",
    ]


def test_a_document_without_claims_is_said(symcalc, tmp_path):
    """Nothing to judge is no mistake, but is said."""
    (tmp_path / "a.md").write_text("# Title\n")
    done = symcalc("check", str(tmp_path))

    assert (done.returncode, done.stderr) == (0, "There are no claims.\n")


def test_fail_fast_stops_at_the_first_that_is_not_proved(symcalc):
    """What comes behind it is not judged, and that is said."""
    done = symcalc("check", "--fail-fast", stdin="x == x\nx == 2x\ny == y\n")

    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "1 not judged" in done.stderr


def test_jobs_keep_the_order(symcalc):
    """Several processes answer in the order of the claims."""
    claims = [f"diff(x^{n}, x) == {n}x^{n - 1}" for n in range(2, 14)]
    done = symcalc("check", "--jobs", "3", stdin="\n".join(claims))

    assert [line.split("\t")[2] for line in done.stdout.splitlines()] == claims


def test_undecided_claims_may_be_allowed(symcalc):
    """An undecided claim exits with 3, or with 0 where that is asked for."""
    claim = "digamma(1/3) == digamma(1) - pi/(2 sqrt(3)) - 3/2*log(3)"

    assert symcalc("check", claim).returncode == 3
    assert symcalc("check", claim, "--allow-undecided").returncode == 0


def test_a_claim_out_of_time_is_stopped_and_the_others_are_judged(symcalc):
    """A limit is an error of that claim alone, and starting up does not count."""
    slow = "critical (sin(x y) + cos(x + y) x^3) == {(0, 0)}"
    done = symcalc("check", "--timeout", "0.3", "--format", "json", stdin=f"x == x\n{slow}\ny == y\n")
    first, second, third = map(json.loads, done.stdout.splitlines())

    assert done.returncode == 4
    assert (first["verdict"], second["error"]["kind"], third["verdict"]) == ("proved", "limit", "proved")


def test_the_chapter_is_proved(symcalc, tmp_path):
    """Every formula of the chapter holds, and its mistakes are mistakes."""
    (tmp_path / "chapter.md").write_text(symcalc("example", "chapter").stdout)
    done = symcalc("check", str(tmp_path / "chapter.md"))

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 60
