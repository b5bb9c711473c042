"""Shell manners: arguments, standard input, exit codes, closed pipes, signals."""

import json
import os
import re
import signal
import subprocess
import sys

import pytest

PROGRAM = [sys.executable, "-m", "symcalc"]


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["grad", "-x^2"], "-2*x"),
        (["grad", "-h"], "g(h) = -1"),
        (["grad", "--simplify", "none", "-x^2"], "-2*x"),
        (["grad", "-x^2", "--wrt", "x"], "-2*x"),
        (["grad", "--wrt=x", "--", "-x^2"], "-2*x"),
        (["grad", "--", "--2x"], "g(x) = 2"),
        (["grad", "--2x"], "g(x) = 2"),
    ],
)
def test_an_input_may_begin_with_a_minus(symcalc, arguments, output):
    """Options are long ones, so whatever else begins with a minus is an input."""
    done = symcalc(*arguments)

    assert (done.stdout.strip(), done.stderr, done.returncode) == (output, "", 0)


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["grad", "--nope", "x"], "there is no option --nope", "symcalc grad --help"),
        (["grad", "--att", "x=1", "x"], "there is no option --att", "did you mean --at?"),
        (["grda", "x"], "there is no command grda", "did you mean grad?"),
        (["x^2"], "there is no command x^2", 'symcalc grad "x^2"'),
        (["-x^2"], "there is no option -x^2", 'symcalc grad "-x^2"'),
        (["-h"], "there is no option -h", "--help"),
        (["derivative", "x"], "there is no command derivative", "did you mean grad?"),
        (["grad", "x", "--json"], "there is no option --json", "did you mean --format json?"),
        (["grad", "x", "--var", "x"], "there is no option --var", "did you mean --wrt?"),
        (["grad", "x", "+", "y"], "there are 3 arguments", 'symcalc grad "x + y"'),
        (["grad", "2", "pyproject.toml", "x"], "file names in place of a *", "quotes"),
        (["help"], "there is no command help", "symcalc --help"),
        (["lagrange", "x y"], "there is no command lagrange", "critical INPUT --subject-to"),
        (["integrate", "x"], "there is no command integrate", "symcalc manual comparison"),
        (["--at", "1", "grad", "x"], "there is no option --at", "options stand after the command: symcalc grad --at"),
        (["manual", "gradient"], "'gradient' is not a page", "did you mean grad?"),
        (["descend", "x^2"], "missing option '--from'", "--from POINT"),
        (["completion"], "missing argument", ""),
        (["completion", "ksh"], "'ksh' is not one of 'bash', 'zsh', 'fish'", ""),
        (["check", "diff(x^2, x) = 2x"], "a claim is written with ==", "write diff(x^2, x) == 2x"),
        (["check", "x", "==", "x"], "there are 3 arguments", 'symcalc check "x == x"'),
        (["grad", "x", "--at", "1,5"], "2 values for 1 variable (x)", "a decimal is written with a point"),
        (["taylor", "sin(t)"], "the point has no value for t", '--at "t=0"'),
        (["grad", "x", "--file", "nowhere.calc"], "there is an INPUT and a --file", "one of them"),
        (["grad", "--file", "nowhere.calc"], "cannot read nowhere.calc", ""),
        (["grad", "x", "--timeout", "0"], "--timeout", ""),
        (["grad", "x", "--format", "word"], "'word' is not one of 'pretty', 'plain', 'json'", ""),
        (["grad", "x", "--format", "junit"], "'junit' is not one of", ""),
        (["grad", "x", "--digits"], "--digits needs a value", "symcalc grad --help"),
        (["grad", "x", "--timeout", "long"], "'long' is no number of seconds", ""),
        (["grad"], "there is no input", "in single quotes"),
    ],
)
def test_wrong_usage(symcalc, arguments, message, hint):
    """One message that says what is wrong and what would be right, and exit code 2."""
    done = symcalc(*arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error[usage]: ")
    assert message in done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_in_json(answers):
    """In JSON the error stands on standard output too."""
    (found,) = answers("grad", "x", "--nope")

    assert found["error"]["kind"] == "usage"


def test_nothing_but_the_name_shows_help(symcalc):
    """`symcalc` alone shows an example first, and is no mistake."""
    done = symcalc()

    assert done.returncode == 0
    assert done.stdout.index("Examples:") < done.stdout.index("Commands:")


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("2,5x", "syntax", "a decimal is written with a point"),
        ("x^2, y^2", "syntax", "a vector in brackets, [a, b]"),
        ("y = x^2 = 3", "syntax", "=="),
        ("x^2 = 3", "syntax", "an equality is written =="),
        ("{x}", "syntax", "brackets are ( ) and [ ]"),
        ("“x^2”", "syntax", "a word processor's"),
        ("2\\*x", "syntax", "inside quotes * needs no backslash"),
        ("x\\!+1", "ambiguous", "for a factorial write ! in single quotes"),
        ("norm(X - U V)^2", "unsupported", "vectors and matrices are declared: --shape"),
        ("x' A x", "syntax", "declare shapes"),
        ("lgo(x) + y", "name", "did you mean log?"),
        ("sni(x)", "ambiguous", "write sin(x)"),
        ("sin^-1 x", "ambiguous", "asin(x) or 1/sin(x)"),
    ],
)
def test_first_mistakes(answers, text, kind, hint):
    """What people write who come from elsewhere: each has its hint."""
    (found,) = answers("grad", text)

    assert found["error"]["kind"] == kind
    assert hint in found["error"]["hint"]


def test_shapes_with_a_comma_between(symcalc):
    """Several shapes are parted by semicolons, as definitions are."""
    assert "parted by semicolons" in symcalc("grad", "A x", "--shape", "x: n, A: n x n").stderr


@pytest.mark.parametrize(("text", "derivative"), [("x**2", "2*x"), ("ln x", "1/x"), ("sin 2x", "2*cos(2*x)")])
def test_other_spellings(symcalc, text, derivative):
    """What is meant beyond doubt is taken as meant."""
    assert symcalc("grad", text).stdout == derivative + "\n"


def test_version(symcalc):
    """`--version` is one line."""
    assert re.fullmatch(r"symcalc \d+\.\d+\.\d+\n", symcalc("--version").stdout)


LAZY = """
import sys
sys.argv = ["symcalc", *{arguments!r}]
import os
def leave(code):
    sys.stderr.write(" ".join(sorted({{name.split(".")[0] for name in sys.modules}})))
    sys.stderr.flush()
    real(code)
real, os._exit = os._exit, leave
from symcalc.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "arguments",
    [[], ["--help"], ["--version"], ["grad", "--help"], ["grad", "log("], ["grad", "--nope"], ["grad", "sni(x)"]],
)
def test_what_needs_no_sympy_imports_none(arguments):
    """Help, version and mistakes load neither SymPy nor Rich, in no process."""
    done = subprocess.run(
        [sys.executable, "-c", LAZY.format(arguments=arguments)], capture_output=True, text=True, check=False
    )
    loaded = set(done.stderr.split())

    assert "symcalc" in loaded
    assert not loaded & {"sympy", "rich", "mpmath", "flint"}


def test_a_pipe_does_not_import_rich():
    """An answer into a pipe loads SymPy in the child only, and Rich nowhere."""
    done = subprocess.run(
        [sys.executable, "-c", LAZY.format(arguments=["grad", "x^2"])], capture_output=True, text=True, check=False
    )

    assert done.stdout == "2*x\n"
    assert not set(done.stderr.split()) & {"sympy", "rich"}


def test_standard_input_is_answered_line_by_line(symcalc):
    """One input a line, one answer a line, in order; blank and comment lines are skipped, a bad one costs one line."""
    done = symcalc("grad", "-", stdin="x^2\n\n# a comment\nlog(exp(x)+exp(y))\r\nx +\nx y")

    assert done.stdout.splitlines() == ["2*x", "[exp(x)/(exp(x) + exp(y)), exp(y)/(exp(x) + exp(y))]", "[y, x]"]
    assert "--> -:5:4" in done.stderr
    assert done.returncode == 2


def test_no_input_reads_standard_input(symcalc):
    """Without INPUT and without a terminal, standard input is read."""
    assert symcalc("grad", stdin="x^3\n").stdout == "3*x**2\n"


def test_answers_are_streamed():
    """An answer comes before the next question is asked."""
    with subprocess.Popen([*PROGRAM, "grad", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for question, answer in (("x^2", "2*x"), ("y^3", "3*y**2"), ("sin z", "cos(z)")):
            process.stdin.write(question + "\n")
            process.stdin.flush()

            assert process.stdout.readline() == answer + "\n"
        process.stdin.close()

    assert process.returncode == 0


def test_errors_keep_their_place_in_json(answers):
    """In JSON there is one object a line of input, errors among them."""
    found = answers("grad", "-", stdin="x^2\nx +\ny\n")

    assert [result.get("gradient") for result in found] == [["2*x"], None, ["1"]]
    assert found[1]["error"]["line"] == 2
    assert found[1]["error"]["column"] == 4


def test_file_is_one_input(symcalc, tmp_path):
    """`--file` reads one input with its newlines; errors name the file and its line."""
    path = tmp_path / "f.calc"
    path.write_text("f(u) = u^2  # outer\nu = x y\n", encoding="utf-8")
    wrong = tmp_path / "wrong.calc"
    wrong.write_text("f(u) = u^2\nu = )\n", encoding="utf-8")

    assert symcalc("grad", "--file", str(path)).stdout == "[2*x*y**2, 2*x**2*y]\n"
    assert symcalc("grad", "--file", "-", stdin="f(u) = u^2\nu = x").stdout == "2*x\n"
    assert f"{wrong}:2:5" in symcalc("grad", "--file", str(wrong)).stderr


@pytest.mark.parametrize(
    ("first", "second", "output"),
    [
        (["grad", "x^2 y"], ["jacobian", "-"], "[[2*y, 2*x], [2*x, 0]]"),
        (["grad", "x + y^2"], ["jacobian", "-"], "[[0, 0], [0, 2]]"),
        (["grad", "x^5"], ["grad", "-"], "20*x**3"),
        (
            ["grad", "f(x, y)"],
            ["jacobian", "-"],
            "f(x, y); [[diff(f, x, x), diff(f, x, y)], [diff(f, x, y), diff(f, y, y)]]",
        ),
    ],
)
def test_pipelines_compose(symcalc, first, second, output):
    """A plain line is read back as the same thing: the Jacobian of a gradient is the Hessian."""
    hessian = symcalc(*second, stdin=symcalc(*first).stdout).stdout.strip()

    assert hessian in {output, "g(x, y) = " + output}
    if second[0] == "jacobian":
        assert symcalc("hessian", first[1]).stdout.strip() == hessian


def test_closed_pipe_ends_quietly():
    """A reader that goes away is no mistake: no message, no traceback, and the writer ends by itself."""
    done = subprocess.run(
        ["bash", "-c", f"yes 'x^2' | {sys.executable} -m symcalc grad - | head -n 3; echo ${{PIPESTATUS[@]}}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    *answers, codes = done.stdout.splitlines()

    assert answers == ["2*x"] * 3
    assert codes.split()[1] == "0"
    assert done.stderr == ""


def test_exit_code_is_the_gravest(symcalc):
    """A limit is graver than a mistake; all other inputs are answered."""
    lines = "y^2\n(x\nz^3\n" + "(" * (1 << 20) + "x" + "\nx^2\n"
    done = symcalc("grad", stdin=lines)

    assert done.stdout.split() == ["2*y", "3*z**2", "2*x"]
    assert done.returncode == 4


@pytest.fixture
def audible():
    """Interrupts are heard by what is started, also where the tests run in the background and are deaf to them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("audible")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_ends_parent_and_child(how):
    """Ctrl-C, or a request to end, ends both processes with 130 and without a traceback."""
    with subprocess.Popen(
        [*PROGRAM, "grad", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        process.stdin.write("x\n")
        process.stdin.flush()
        process.stdout.readline()
        (child,) = children(process.pid)
        process.send_signal(how)
        _, errors = process.communicate(timeout=20)

    assert (process.returncode, errors) == (130, "")
    assert not os.path.exists(f"/proc/{child}")


def children(pid):
    """The processes whose parent this is."""
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(word) for word in file.read().split()]


def test_json_is_one_line_with_the_command_first(symcalc, schema):
    """One object a result, on one line, valid, the command its first key."""
    done = symcalc("grad", "log(exp(x)+exp(y))", "--at", "x=0, y=log(2)", "--format", "json")
    found = json.loads(done.stdout)
    schema.validate(found)

    assert done.stdout.count("\n") == 1
    assert list(found)[:4] == ["command", "function", "variables", "gradient"]
    assert found["at"]["gradient"] == ["1/3", "2/3"]


def test_an_ascii_stream_gets_ascii(symcalc):
    """Where standard output shows ASCII only, pretty output holds nothing else."""
    done = symcalc("grad", "sqrt(beta) x^2", "--format", "pretty", environment={"PYTHONIOENCODING": "ascii"})

    assert done.returncode == 0
    assert "df/dbeta" in done.stdout
    assert done.stdout.isascii()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_nothing_is_wider_than_the_page(symcalc, width):
    """From 40 to 200 columns pretty output fits."""
    done = symcalc(
        "hessian", "x*e^(-x^2-y^2) + sin(x y) z^3", "--format", "pretty", environment={"COLUMNS": str(width)}
    )

    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= width


def test_many_lines_take_one_start(symcalc):
    """A hundred inputs are answered by one warm worker, and two share the work in order."""
    lines = "".join(f"x^{power}\n" for power in range(2, 60))
    one = symcalc("grad", stdin=lines)
    two = symcalc("grad", "--jobs", "2", stdin=lines)

    assert one.stdout == two.stdout
    assert one.stdout.count("\n") == 58


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(symcalc, shell):
    """Each shell gets a script that asks the program."""
    done = symcalc("completion", shell)

    assert done.returncode == 0
    assert f"_SYMCALC_COMPLETE={shell}_complete" in done.stdout
