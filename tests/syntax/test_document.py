"""Documents and claims: what each line is, what stays in force, and that a bad line does not stop the others."""

import time

import pytest

from symcalc.errors import Ambiguous, SymcalcError
from symcalc.syntax import parse_document, written
from symcalc.syntax.program import Assumption, Claim, Declaration, Definition, Reset, Unreadable
from symcalc.syntax.tree import Binding, Derivative, Form, Name, Number, Point, PointSet, Relation

DECLARED = "f(x, y); g(x); h(x, y); A: n x n; v: n; "


def items(text, **options):
    """The items of a document, none of them an error."""
    found = parse_document(text, **options)
    assert not [item for item in found if isinstance(item, SymcalcError)], found
    return found


def claim(text):
    """The last item, a claim."""
    last = items(text)[-1]
    assert isinstance(last, Claim)
    return last


def said(text):
    """What a claim says, and under which conditions."""
    found = claim(text)
    return written(found.relation), [written(condition) for condition in found.conditions]


def kinds(text, **options):
    """The kind of each item: its class, or the kind of its error."""
    return [
        item.kind if isinstance(item, SymcalcError) else type(item).__name__ for item in parse_document(text, **options)
    ]


def fault(text, **options):
    """The one error of a document."""
    (error,) = [item for item in parse_document(text, **options) if isinstance(item, SymcalcError)]
    return error


CONTRACT = """
f(x, y) = x e^(-x^2 - y^2)                     # a definition
grad f == e^(-x^2-y^2) [1 - 2x^2, -2 x y]      # claims stand with ==
hessian f == e^(-x^2-y^2) [[4x^3-6x, 4x^2 y-2y], [4x^2 y-2y, 4x y^2-2x]]
taylor f at (-1, 0) == e^-1 (-1 - (x+1) + (x+1)^2 + y^2)
grad f at (0, 0) == [1, 0]
g(x) = 3x^4 - 4x^3 - 12x^2
critical g == {-1, 0, 2}
critical g == {-1 minimum, 0 maximum, 2 minimum}   # with kinds; (0, 0) saddle in several variables
minimum g == -32 at 2                          # the global one
diff(g, x) == 12x^3 - 12x^2 - 24x == 12x(x-2)(x+1)
assume a > 0
log(a b) == log(a) + log(b) for b > 0
A: n x n; v: n
grad(v' A v, v) == (A + A') v
"""


def test_the_contract_s_document_is_read_line_by_line():
    """Definitions, claims, an assumption and two shapes."""
    expected = ["Definition", *["Claim"] * 4, "Definition", *["Claim"] * 4]
    assert kinds(CONTRACT) == [*expected, "Assumption", "Claim", "Declaration", "Declaration", "Claim"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("grad f == [1, 2]", "grad f == [1, 2]"),
        ("grad f at (0, 0) == [1, 0]", "grad f at (0, 0) == [1, 0]"),
        ("grad f at (x=0, y=log(2)) == [1, 0]", "grad f at (x = 0, y = log(2)) == [1, 0]"),
        ("grad g at 2 == 0", "grad g at (2) == 0"),
        ("grad g at -1 == 0", "grad g at (-1) == 0"),
        ("grad g at x=1/2 == 0", "grad g at (x = 1/2) == 0"),
        ("grad g at 1/2 == 0", "grad g at (1/2) == 0"),
        ("grad -g == 0", "grad (-g) == 0"),
        ("-grad g == 0", "-(grad g) == 0"),
        ("grad x^2 y == [2 x y, x^2]", "grad (x**2*y) == [2*x*y, x**2]"),
        ("grad (x^2 + y^2) == [2x, 2y]", "grad (x**2 + y**2) == [2*x, 2*y]"),
        ("grad (x + 1)(y + 1) == 0", "grad ((x + 1)*(y + 1)) == 0"),
        ("grad g + grad h == 0", "(grad g) + (grad h) == 0"),
        ("grad g - 2 grad h == 0", "(grad g) - 2*(grad h) == 0"),
        ("2 grad g == 0", "2*(grad g) == 0"),
        ("grad(f, x) == 2x", "grad(f, x) == 2*x"),
        ("grad(f, x, y) == 2x", "grad(f, x, y) == 2*x"),
        ("hessian(f, x) == 2", "hessian(f, x) == 2"),
        ("grad(v' A v, v) == (A + A') v", "grad(v'*A*v, v) == (A + A')*v"),
        ("grad(f, x) x == 2", "(grad(f, x))*x == 2"),
        ("grad grad f == 0", "grad (grad f) == 0"),
        ("jacobian grad f == hessian f", "jacobian (grad f) == hessian f"),
        ("jacobian [x y, x + y] == [[y, x], [1, 1]]", "jacobian ([x*y, x + y]) == [[y, x], [1, 1]]"),
        ("taylor f at (0, 0) order 3 == 1", "taylor f at (0, 0) order 3 == 1"),
        ("taylor f order 3 at (0, 0) == 1", "taylor f at (0, 0) order 3 == 1"),
        ("taylor x e^(-x^2) at 0 == x", "taylor (x*exp(-x**2)) at (0) == x"),
        ("critical g == {}", "critical g == {}"),
        ("critical f == {(0, 0) saddle, (1, 1) minimum}", "critical f == {(0, 0) saddle, (1, 1) minimum}"),
        ("critical f == {(x=0, y=0) saddle}", "critical f == {(x = 0, y = 0) saddle}"),
        ("critical g == {0 inflection, 1/2, -sqrt(2) maximum}", "critical g == {0 inflection, 1/2, -sqrt(2) maximum}"),
        ("minimum g == -32", "minimum g == -32"),
        ("minimum g == -32 at 2", "minimum g at (2) == -32"),
        ("maximum f == 3 at (0, 0)", "maximum f at (0, 0) == 3"),
        ("minimum f == 0 at {(0, 0), (1, 1)}", "minimum f at {(0, 0), (1, 1)} == 0"),
        ("minimum x^2 at 0 == 0", "minimum (x**2) at (0) == 0"),
        ("vjp(A v, v, v) == A' v", "vjp(A*v, v, v) == A'*v"),
        ("diff(g, x) == 2x == x + x", "diff(g, x) == 2*x == x + x"),
        ("diff(g, x) at 2 == 4", "diff(g, x) at (2) == 4"),
        ("f at (0, 0) == 1", "f at (0, 0) == 1"),
        ("x^2 + y at (1, 2) == 3", "x**2 + y at (1, 2) == 3"),
        ("diff(f, y) == partial(f, x) partial(g, x)", "diff(f, y) == partial(f, x)*partial(g, x)"),
        ("x != y", "x != y"),
        ("x ≠ y", "x != y"),
        ("pi ≈ 3.14", "pi ≈ 157/50"),
        ("f(0, 0) == 1", "f(0, 0) == 1"),
        ("12x(x-2)(x+1) == 0", "12*x*(x - 2)*(x + 1) == 0"),
        ("x! == 2", "factorial(x) == 2"),
        ("x!==2", "factorial(x) == 2"),
        ("0 == grad f", "0 == grad f"),
    ],
)
def test_claims_are_read(text, relation):
    """Each claim is the relation that it says."""
    assert said(DECLARED + text)[0] == relation


def test_a_form_knows_its_parts():
    """The function, the variables, the place and the order."""
    left, right = claim(DECLARED + "taylor f at (0, y=1) order 3 == vjp(A v, v, v)").relation.operands
    assert left.name == "taylor"
    assert left.operands == (Name("f"),)
    assert left.at == Point((Number(0), Binding("y", Number(1))))
    assert left.order == Number(3)
    assert (right.name, len(right.operands), right.variables) == ("vjp", 2, (Name("v"),))


def test_a_set_knows_its_points_and_kinds():
    """A point without a kind has None."""
    right = claim("critical x^2 == {0 minimum, a}").relation.operands[1]
    assert right == PointSet((Number(0), Name("a")), ("minimum", None))


def test_the_place_of_an_extremum_belongs_to_it():
    """`minimum g == v at p` is about the minimum at p."""
    relation = claim("minimum x^2 == 0 at 0").relation
    assert relation == Relation(
        ("==",), (Form("minimum", relation.operands[0].operands, (), Point((Number(0),))), Number(0))
    )


def test_conditions_stand_behind_for():
    """As in assumptions, separated by commas."""
    assert said("log(a b) == log(a) + log(b) for a > 0, b > 0") == ("log(a*b) == log(a) + log(b)", ["a > 0", "b > 0"])
    assert said("sin(n pi) == 0 for n integer")[1] == ["n integer"]
    assert said("minimum x^2 == 0 at 0 for x > -1 and x < 1") == ("minimum (x**2) at (0) == 0", ["x > -1", "x < 1"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x == x", "proved"),
        ("refuted: x == 2", "refuted"),
        ("error shape: x == 2", "error shape"),
        ("error nondifferentiable: grad x at 0 == 1", "error nondifferentiable"),
        (r"error shape: \frac{d}{dx} x^2 = 2", "error shape"),
    ],
)
def test_what_is_expected_stands_before_the_claim(text, expected):
    """`refuted:`, `error KIND:`, else a proof."""
    assert claim(text).expected == expected


def test_the_text_of_a_claim_is_the_line():
    """Without the comment behind it."""
    assert claim("x == x  # trivially").text == "x == x"
    assert claim("refuted: x == 2").text == "refuted: x == 2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("error syntax: x + == 2", "error syntax"),
        ("error ambiguous: 1/2x == x/2", "error ambiguous"),
        ("error name: foo(x) == 2", "error name"),
        ("error syntax: (x == 2", "error syntax"),
        ("error syntax: x @ y == 2", "error syntax"),
        ("error syntax: x ) == 2", "error syntax"),
    ],
)
def test_an_expected_error_of_reading_is_an_item(text, expected):
    """The lines behind it are read as ever."""
    first, second = items(text + "\nx == x")
    assert isinstance(first, Unreadable)
    assert (first.expected, first.text) == (expected, text)
    assert first.error.source is not None
    assert isinstance(second, Claim)


@pytest.mark.parametrize(
    ("text", "kind", "column"),
    [
        ("grad x^2 + y^2 == 2", "ambiguous", 10),
        ("grad x^2 - 1 == 2", "ambiguous", 10),
        ("critical x^2 + 1 == {0}", "ambiguous", 14),
        ("minimum x^2 - 1 == -1", "ambiguous", 13),
        ("grad(x^2) y == 2", "ambiguous", 11),
        ("grad(x^2)^2 == 2", "ambiguous", 10),
        ("grad x == 1 at", "syntax", 15),
        ("grad == 1", "syntax", 6),
        ("at == 3", "syntax", 1),
        ("order + 1 == 3", "syntax", 1),
        ("x == saddle", "syntax", 6),
        ("f(at) = 3", "network", 3),
        ("grad = 3", "network", 1),
        ("error(x) == 3", "syntax", 1),
        ("x", "syntax", 1),
        ("x + 1", "syntax", 1),
        ("x^2 = 3", "syntax", 5),
        ("grad x = 3", "syntax", 8),
        ("x == 2 for", "syntax", 11),
        ("x == 2 for x", "syntax", 12),
        ("x == {1, 2", "syntax", 11),
        ("{1, 2} + 1 == 3", "syntax", 1),
        ("(x == 2) + 1 == 3", "syntax", 2),
        ("taylor x at 0 order -1 == 3", "syntax", 21),
        ("taylor x at 0 order 1/2 == 3", "syntax", 21),
        ("taylor x at 0 at 1 == 3", "syntax", 15),
        ("grad x order 2 == 3", "syntax", 8),
        ("critical x at 0 == {0}", "syntax", 12),
        ("vjp x == 3", "syntax", 1),
        ("vjp(x, y) == 3", "arity", 1),
        ("grad() == 3", "arity", 1),
        ("grad(x, 2) == 3", "syntax", 9),
        ("error foo: x == 2", "syntax", 7),
        ("foo(x) == 2", "name", 1),
        ("x == y = 2", "syntax", 8),
        ("1/2x == 2", "ambiguous", 4),
        ("x' == 2", "syntax", 2),
        ("diff(q, x) == 2", "name", 6),
        ("diff(x for x > 0, x) == 1", "syntax", 8),
        ("diff(for, for) == 1", "syntax", 6),
    ],
)
def test_slips_in_claims_are_refused_at_their_place(text, kind, column):
    """Each is an error of its kind, at its column."""
    error = fault(text)
    assert (error.kind, error.source.position(error.span.start).column) == (kind, column)


def test_a_sum_behind_a_form_shows_both_readings():
    """`grad x^2 + y^2` is a gradient of a sum, or a sum."""
    assert fault("grad x^2 + y^2 == 2").hint == "write grad (x^2 + …) or (grad (x^2)) + …"


def test_a_bad_line_does_not_stop_the_others():
    """Unbalanced, unknown, not mathematics: each costs its own line."""
    text = "x == x\nx + == 2\n(x == 2\nx == x\nx ) == 2\n[1, 2\nx == x\nx @ y\nfoo(x) == 1\nx == x"
    expected = ["Claim", "syntax", "syntax", "Claim", "syntax", "Claim", "name", "Claim"]
    assert kinds(text) == expected


def test_errors_know_their_line():
    """Line and column in the document."""
    error = fault("x == x\n  y == (2\n")
    assert error.source.position(error.span.start).line in {2, 3}
    assert fault("x == x\n  y == foo(2)\n").source.position(fault("x == x\n  y == foo(2)\n").span.start) == (2, 8)


def test_definitions_stay_in_force_and_are_replaced():
    """What a line defines may be called in the lines behind it; a later definition replaces an earlier one."""
    assert kinds("f(x) = x^2\nf(2) == 4\nf(x, y) = x y\nf(2, 3) == 6\nf(2) == 4") == [
        *("Definition", "Claim", "Definition", "Claim", "arity"),
    ]


def test_reset_forgets_all():
    """Functions, shapes and variables."""
    assert kinds("f(x) = x^2\nA: n x n\nreset\nf(2) == 4\nA' == A") == [
        "Definition",
        "Declaration",
        "Reset",
        "name",
        "syntax",
    ]


def test_a_formula_may_call_what_later_lines_define():
    """Definitions come in any order, claims do not look ahead."""
    assert kinds("f(x) = g(x) + 1\ng(x) = x^2\nf(1) == 2") == ["Definition", "Definition", "Claim"]
    assert kinds("g(2) == 4\ng(x) = x^2") == ["name", "Definition"]
    assert kinds("f(x) = g(x)\nreset\ng(x) = x^2") == ["name", "Reset", "Definition"]


def test_a_later_definition_does_not_change_what_a_line_means():
    """`f(f+1)` is a product of a variable, whatever f becomes below."""
    assert written(items("f(f + 1) == f^2 + f\nf(x) = x^2")[0].relation) == "f*(f + 1) == f**2 + f"


def test_in_one_argument_a_second_definition_is_an_error():
    """In a document it replaces."""
    assert kinds("f(x) = x; f(x) = 2x; f(1) == 2") == ["Definition", "Definition", "Claim"]
    assert kinds("f(x) = x; f(x) = 2x; f(1) == 2", argument=True) == ["Definition", "network", "name"]
    assert fault("f(x) = x; f(x) = 2x", argument=True).reason == "duplicate_definition"


def test_shapes_assumptions_and_several_names():
    """One line may declare several names."""
    found = items("X, Y: n x m; assume a > 0, b integer; reset")
    assert [type(item) for item in found] == [Declaration, Declaration, Assumption, Reset]
    assert [item.name for item in found[:2]] == ["X", "Y"]
    assert len(found[2].conditions) == 2


def test_a_function_without_a_formula_is_declared_by_its_line():
    """Beside others also where its name is near a known one."""
    found = items("cost(w)\ndiff(cost, w) == diff(cost, w)")
    assert found[0] == Definition("cost", ("w",), None)
    assert found[1].relation.operands[0] == Derivative("diff", Name("cost"), (Name("w"),))


def test_an_empty_document_has_no_items():
    """Blank and comment lines are nothing."""
    assert parse_document("") == ()
    assert parse_document("\n# a\n\n  ;\n") == ()


def test_invisible_characters_are_refused_with_the_document():
    """A document with a control character is one error."""
    assert kinds("x == x\nx\u202e == 2") == ["syntax"]


@pytest.mark.parametrize(
    "text",
    [
        "(x\n" * 20_000,
        "[x == 2\n" * 20_000,
        "x] == 2\n" * 10_000,
        "x == (\n" * 20_000,
        "f(x) = x^2\ndiff(f, x) == 2x\n" * 2_000,
        "f(x) = g(x)\n" * 5_000,
    ],
)
def test_large_documents_cost_as_their_size(text):
    """Broken ones, too."""
    start = time.process_time()
    parse_document(text)
    assert time.process_time() - start < 20


LATEX_LINE = r"\frac{d}{dx} x^2 = 2x"


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("f(x) = sin(x)", "f = sin(x)"),  # LaTeX would need a backslash
        ("diff(f, x) == cos(x)", "diff(f, x) == cos(x)"),
        ("critical f == {0}", "critical f == {0}"),  # a word of claims
        ("x1 + x_2 == 2", "x1 + x2 == 2"),
        ("x^(1/2) == 2", "x**(1/2) == 2"),
        ("f(x, y) = x^2 y", "f = x**2*y"),  # both say the same
        ("x^2y == 2.", "x**2*y == 2"),  # a final period is LaTeX
        ("f(x) = 3x^4 - 4x^3 -12x^2.", "f = 3*x**4 - 4*x**3 - 12*x**2"),
    ],
)
def test_a_line_without_a_backslash_is_read_as_it_can_be(line, meaning):
    """In a document that has LaTeX elsewhere: as plain, or as LaTeX, or as both where they agree."""
    for text in (f"f(x) = x\n{LATEX_LINE}\n{line}", f"f(x) = x\n{line}\n{LATEX_LINE}"):
        items = [item for item in parse_document(text) if "x**2, x" not in said_of(item)]
        assert said_of(items[-1]) == meaning


def said_of(item):
    """A claim or a definition in words."""
    if isinstance(item, Definition):
        return f"{item.name} = {written(item.body)}"
    return written(item.relation) if isinstance(item, Claim) else repr(item)


@pytest.mark.parametrize("line", ["f(x, y) = 2xy", "xy == 2", "loss == 2"])
def test_a_line_that_says_two_things_is_ambiguous(line):
    """Plain, a name of several letters; LaTeX, a product: both readings are in the hint, and the others are judged."""
    items = parse_document(f"{line}\n{LATEX_LINE}")

    assert isinstance(items[0], Ambiguous)
    assert "--input plain reads" in items[0].hint
    assert "--input latex reads" in items[0].hint
    assert isinstance(items[1], Claim)
    for notation in ("plain", "latex"):
        assert not isinstance(parse_document(line, notation=notation)[0], SymcalcError)


@pytest.mark.parametrize(
    "text",
    [
        "\\begin{align}\nf(x, y) &= xy \\\\\ng &= xy\n\\end{align}",
        "\\alpha + \nxy == 2",
        "\\alpha == \\left(\nxy\n\\right)",
        "\\alpha\n== xy",
    ],
)
def test_what_belongs_to_a_line_of_latex_is_latex(text):
    """An environment, an open bracket, a line that goes on."""
    items = parse_document(text)

    assert not any(isinstance(item, SymcalcError) for item in items)
    assert all("x*y" in said_of(item) for item in items)


def test_what_is_in_force_is_that_of_the_reading_taken():
    """A definition read in one notation is there for lines in the other; a reset forgets in both."""
    items = parse_document(f"f(u) = sin(u)\n{LATEX_LINE}\n\\frac{{df}}{{du}} = \\cos u\nreset\nf(u) == 2")

    assert said_of(items[2]) == "diff(f, u) == cos(u)"
    assert isinstance(items[-1], SymcalcError)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f(x) = x^; f(2) == 4\nx == x", ["syntax", "name", "Claim"]),
        ("f(x) = @\nf(2) == 4", ["syntax", "name"]),
        ("f(x) = x^; g(x) = f(x) + 1\ng(1) == 2", ["syntax", "name", "name"]),
        ("f(x) = x^; f(x) = x^2\nf(2) == 4", ["syntax", "Definition", "Claim"]),
        ("f(x) = x^; reset\nf(x) = x^2", ["syntax", "Reset", "Definition"]),
        ("A: n x\nA == A", ["syntax", "name"]),
        ("assume x >; sqrt(x^2) == x\ny == y", ["syntax", "name", "Claim"]),
        (r"u = (1, 2) \\ u^2 = \frac{5}{1}", ["syntax", "name"]),
        ("error syntax: f(x) = x^; f(x) == f(x)", ["Unreadable", "name"]),
    ],
)
def test_what_is_about_an_unreadable_definition_is_not_judged(text, expected):
    """A claim about a name whose definition could not be read would be one about something else."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A = [[1, 2], [3, 4]]; |A| == -2",
        "v = [3, 4]; |v| == 5",
        "F(x, y) = [x, y]; |F(x, y)| == 1",
        "v = [x, 4]; w = 2 v; |w| == 1",
        r"A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \\ |A| = -2",
    ],
)
def test_bars_of_vectors_and_matrices_that_are_written_out_are_asked_about(text):
    """As with declared shapes: a determinant, a norm, or absolute values."""
    assert kinds(text)[-1] == "ambiguous"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("s(x) = 1/(1 + e^-x); diff(s, x) == s(1-s)", "ambiguous"),
        (r"\sigma(x) = \frac{1}{1+e^{-x}} \\ \sigma' = \sigma(1-\sigma)", "ambiguous"),
        (r"\sigma(x) = \frac{1}{1+e^{-x}} \\ \sigma'(x) = \sigma(x)(1-\sigma(x))", "Claim"),
        ("f(x) = x^2; g(x) = x; f(2 g) == 4x^2", "ambiguous"),
        ("f(x) = x^2; g(x) = x; f(g) == x^2", "Claim"),
        ("f(u) = u^2; u(x) = x; f(2 u) == 4x^2", "Claim"),
    ],
)
def test_functions_without_their_arguments_in_brackets_are_asked_about(text, kind):
    """`s(1-s)` may be a product; an argument of another function is a node, and one name alone a composition."""
    assert kinds(text)[-1] == kind
