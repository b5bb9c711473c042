"""A session: what a person is told of every way in which a question can end, and the exit code of each."""

import io
import json
import time
from typing import Any, ClassVar

import pytest

from symcalc.confinement import Limits
from symcalc.errors import DomainFault
from symcalc.formats.page import Page
from symcalc.progress import checkpoint, progress
from symcalc.record import record
from symcalc.result import Note, Result
from symcalc.shell.answering import Answering
from symcalc.shell.inputs import Given, Question
from symcalc.shell.outcomes import Manner
from symcalc.shell.session import Session, Streams
from symcalc.shell.terminal import Screen, Status
from symcalc.syntax.tree import Span


@record
class Said(Result):
    """A result that says a word and holds, or not, or is undecided."""

    command: ClassVar[str] = "said"
    word: str
    verdict: Any = True

    @property
    def holds(self):
        """As made."""
        return self.verdict

    def statements(self):
        """The word."""
        yield Note((self.word,))


def compute(source):
    """A computation that behaves as its input says."""
    match source.text:
        case "fill":
            return len([bytearray(1 << 20) for _ in range(100_000)])
        case "sleep":
            time.sleep(60)
        case "partial":
            progress("looking")
            checkpoint({"time": Said("so far"), "memory": Said("so far, in its room")})
            time.sleep(60)
        case "partial fill":
            checkpoint({"time": Said("so far"), "memory": Said("so far, in its room")})
            return len([bytearray(1 << 20) for _ in range(100_000)])
        case "bug":
            raise ZeroDivisionError("of our own")
        case "deep":
            return compute(source)
        case "refuted":
            return Said("no", verdict=False)
        case "undecided":
            return Said("perhaps", verdict=None)
        case "several":
            return Said("one"), Said("two", verdict=False)
        case "domain":
            raise DomainFault("it is not defined there", span=Span(0, 6))
    return Said(source.text)


def run(*texts, form="plain", debug=False, seconds=20.0):
    """What a session over these inputs writes, and its exit code."""
    output, errors = io.StringIO(), io.StringIO()
    manner = Manner(form, Page(), debug=debug)
    streams = Streams(Screen(output), Screen(errors), Status(errors))
    session = Session(lambda: Answering(compute, manner), Limits(seconds, 128), streams)
    code = session.run(Given(Question(text.encode()) for text in texts))
    return output.getvalue(), errors.getvalue(), code


@pytest.mark.parametrize(
    ("text", "code", "output"),
    [
        ("yes", 0, "# yes\n"),
        ("refuted", 1, "# no\n"),
        ("undecided", 3, "# perhaps\n"),
        ("several", 1, "# one\n# two\n"),
    ],
)
def test_what_holds_is_the_exit_code(text, code, output):
    """True is 0, refuted 1, undecided 3; of several results the gravest."""
    assert run(text) == (output, "", code)


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["undecided", "refuted"], 1),
        (["refuted", "domain"], 2),
        (["domain", "deep"], 4),
        (["deep", "bug"], 70),
        (["yes"], 0),
    ],
)
def test_over_several_inputs_the_gravest_counts(texts, code):
    """70, 4, 2, 1, 3, in this order."""
    assert run(*texts)[2] == code


def test_an_error_is_drawn():
    """The kind, the message, the place with its carets."""
    assert run("domain") == (
        "",
        "error[domain]: it is not defined there\n --> argument:1:1\n  |\n1 | domain\n  | ^^^^^^\n",
        2,
    )


def test_an_error_in_json_stands_in_both_places():
    """On standard output as an object, on standard error for people."""
    output, errors, _ = run("domain", form="json")

    assert json.loads(output) == {
        "error": {"kind": "domain", "message": "it is not defined there", "hint": None, "line": 1, "column": 1}
    }
    assert errors.startswith("error[domain]")


def test_a_bug_is_said_as_such():
    """No traceback unless it is asked for; the next input is answered all the same."""
    output, errors, code = run("bug", "yes")

    assert (output, code) == ("# yes\n", 70)
    assert "this is a bug in symcalc, not a mistake of yours: ZeroDivisionError: of our own" in errors
    assert "Traceback" not in errors
    assert "Traceback" in run("bug", debug=True)[1]


def test_time_is_bounded():
    """The message names the limit and the option; the next input is answered by a new process."""
    output, errors, code = run("sleep", "yes", seconds=0.3)

    assert (output, code) == ("# yes\n", 4)
    assert "error[limit]: stopped after 0.3 s" in errors
    assert "--timeout" in errors


def test_memory_is_bounded():
    """The same for memory."""
    output, errors, code = run("fill", "yes")

    assert (output, code) == ("# yes\n", 4)
    assert "error[limit]: stopped at 128 MB of memory" in errors
    assert "--memory" in errors


def test_depth_is_bounded():
    """Nesting without end is a limit too, not a bug."""
    _, errors, code = run("deep")

    assert "error[limit]: the expression is nested too deeply" in errors
    assert code == 4


def test_what_was_found_until_then_is_shown():
    """A computation that is stopped answers with its last checkpoint, and that it was stopped is said."""
    output, errors, code = run("partial", seconds=0.5)

    assert output == "# so far\n"
    assert "stopped after 0.5 s; what was found until then is shown" in errors
    assert code == 4


def test_which_limit_ended_it_is_said():
    """What was found until memory ran out is the answer that says so, not the one for time."""
    output, errors, code = run("partial fill")

    assert output == "# so far, in its room\n"
    assert "stopped at 128 MB of memory; what was found until then is shown" in errors
    assert code == 4


def test_no_input_is_a_mistake():
    """Nothing to answer is said, and is wrong usage."""
    output, errors, code = run()

    assert (output, code) == ("", 2)
    assert "error[usage]: there is no input" in errors


def test_passing_words_reach_only_people():
    """Progress is for a terminal; a file or a pipe gets none of it."""
    assert "looking" not in run("partial", seconds=0.5)[1]
