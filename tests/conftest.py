"""What many tests need: the program as a process, and the schema of its JSON."""

import json
import os
import subprocess
import sys
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import settings

# The same examples in every run, so that a change is blamed for what it broke; `--hypothesis-profile=explore` looks
# for new ones, and what it finds becomes a test of its own.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile("steady")

#: Programs that are run by hand, not tests.
collect_ignore = ["benchmarks"]


def run(*arguments, stdin="", environment=(), **settings):
    """`symcalc ARGUMENTS` as a process of its own; standard input is text or bytes, never the terminal's."""
    text = isinstance(stdin, str)
    return subprocess.run(
        [sys.executable, "-m", "symcalc", *arguments],
        input=stdin,
        capture_output=True,
        text=text,
        encoding="utf-8" if text else None,
        env={**os.environ, "COLUMNS": "80", **dict(environment)},
        check=False,
        timeout=60,
        **settings,
    )


@pytest.fixture(name="symcalc")
def _symcalc():
    """The program, to be called with its arguments."""
    return run


@pytest.fixture(scope="session")
def schema():
    """A validator of one line of JSON against the schema that ships."""
    contents = json.loads(files("symcalc").joinpath("schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(contents)


@pytest.fixture
def answers(schema):
    """The results of a command in JSON, each validated: `answers("grad", "x^2")` is a list of objects."""

    def ask(*arguments, **settings):
        done = run(*arguments, "--format", "json", **settings)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert found, done.stderr
        for result in found:
            schema.validate(result)
        return found

    return ask
