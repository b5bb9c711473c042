"""The manual names every field of JSON: those of a command on its page, those that all have on the page `json`."""

import json
from importlib.resources import files

import pytest

from symcalc.manual import names, page

SCHEMA = json.loads(files("symcalc").joinpath("schema.json").read_text(encoding="utf-8"))["$defs"]
#: What every result may have; the page `json` says what it means.
COMMON = {"command", "function", "variables", "where", "steps", "shared", "approx"}


COMMANDS = sorted(part for part in SCHEMA if "command" in SCHEMA[part].get("properties", ()))


def fields(schema, above=()):
    """The names of all fields below a part of the schema, those of named parts among them."""
    match schema:
        case {"$ref": reference}:
            return set() if reference in above else fields(SCHEMA[reference.rpartition("/")[2]], (*above, reference))
        case dict():
            return set(schema.get("properties", ())).union(*(fields(part, above) for part in schema.values()))
        case list():
            return set().union(*(fields(part, above) for part in schema))
    return set()


def explained(name):
    """The JSON section of a page."""
    _, _, section = page(name).partition("\n## JSON\n")
    return section


@pytest.mark.parametrize("name", COMMANDS)
def test_every_field_is_explained(name):
    """In backticks, in the section on JSON."""
    known = fields({key: part for key, part in SCHEMA[name]["properties"].items() if key not in COMMON})
    own = (known | set(SCHEMA[name]["properties"])) - COMMON

    assert own
    assert {field for field in own if f"`{field}`" not in explained(name)} == set()


def test_common_fields_are_explained_once():
    """On the page `json`, with those of a step and of an error."""
    general = COMMON | fields(SCHEMA["steps"]) | fields(SCHEMA["error"])

    assert {field for field in general if f"`{field}`" not in page("json")} == set()


def test_every_command_has_its_part_of_the_schema():
    """A command that answers in JSON is in the schema and has a page."""
    assert set(COMMANDS) <= set(names())
