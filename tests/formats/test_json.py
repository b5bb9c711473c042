"""JSON: the fields of a result, in their order, as the schema has them."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import pytest

from symcalc import formats
from symcalc.formats.page import Page, text_of
from symcalc.record import field, record
from symcalc.result import Result, Step, internal
from symcalc.syntax import parse_expression


@record
class Part:
    """A nested record."""

    value: Any
    note: str = ""


@record
class Everything(Result):
    """A result with a field of each kind."""

    command: ClassVar[str] = "everything"
    expression: Any
    missing: Any
    part: Part
    numbers: tuple[Any, ...]
    by_name: dict[str, Any]
    flag: bool = field(kw_only=True)
    asked: Any = None
    global_: Any = None
    steps: tuple[Step, ...] = ()
    hidden: Any = internal()

    def statements(self):
        """Nothing for people."""
        return iter(())


def written(result, page=None):
    """The text of a result in JSON."""
    return text_of(formats.write(result, "json", page or Page()))


def test_fields_are_the_json():
    """Expressions become strings, decimals numbers; what was not asked for is left out, None is null."""
    result = Everything(
        parse_expression("2x"),
        None,
        Part(parse_expression("x^2")),
        (1, 0.5, Decimal("1e400"), True, Fraction(1, 3)),
        {"f,u": parse_expression("u")},
        flag=False,
        global_="unknown",
        hidden=object(),
    )

    assert written(result) == (
        '{"command": "everything", "expression": "2*x", "missing": null, "part": {"value": "x**2"}, '
        '"numbers": [1, 0.5, 1E+400, true, "1/3"], "by_name": {"f,u": "u"}, "flag": false, "global": "unknown"}\n'
    )


def test_steps_are_rules_and_lines():
    """A derivation is a list of objects."""
    result = Everything("a", None, Part("b"), (), {}, flag=True, steps=(Step("sum", parse_expression("x + y")),))

    assert json.loads(written(result))["steps"] == [{"rule": "sum", "line": "x + y"}]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("Infinity")])
def test_what_is_no_json_number_is_a_bug(number):
    """JSON has no infinity; a result that holds one is wrong, not the format."""
    with pytest.raises(ValueError, match="no number"):
        written(Everything("a", None, Part("b"), (number,), {}, flag=True))


def test_shared_parts_are_named_once(schema):
    """With sharing, the definitions stand beside the answer, and the function stays as read."""
    done = {
        "command": "grad",
        "function": "log(exp(x) + exp(y))",
        "variables": ["x", "y"],
        "gradient": ["t2/t3", "t1/t3"],
        "shared": {"t1": "exp(y)", "t2": "exp(x)", "t3": "t2 + t1"},
    }
    schema.validate(done)


def test_the_schema_describes_every_command(schema):
    """Each command of the contract, and the error, has a branch; an unknown key is refused."""
    branches = {branch["$ref"].split("/")[-1] for branch in schema.schema["oneOf"]}

    assert {"grad", "hessian", "jacobian", "critical", "taylor", "chain", "backprop", "descend", "check"} <= branches
    assert "error" in branches
    assert not schema.is_valid({"command": "grad", "function": "x", "variables": [], "gradient": [], "extra": 1})


def test_answers_are_valid(answers):
    """What the program prints holds against the schema, constants and formal functions included."""
    lines = "x^2 y\n7\nf(x, y)\nlog(x)/x\nabs(x)\n"
    found = answers("grad", "-", stdin=lines)

    assert [result["variables"] for result in found] == [["x", "y"], [], ["x", "y"], ["x"], ["x"]]
    assert found[1]["gradient"] == []
    assert answers("grad", "log(exp(x)+exp(y))", "--shared")[0]["shared"]
