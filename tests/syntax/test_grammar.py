"""A grammar fuzzer: texts grown together with their values by the rules of the language, read, and evaluated again.

What a text is worth is computed while it is grown, from the rules alone; the tree that the parser makes of it is
evaluated here, by another route. Products without a sign, functions without brackets, bars and Unicode all take part.
"""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Call, Constant, Name, Negative, Number, Power, Product, Quotient, Sum

POINT = {"x": 0.73, "y": 1.31, "z1": -0.57, "beta": 2.17, "S": 0.19, "lambda": -1.43}
SPELLINGS = {"z1": ["z1", "z_1", "z_{1}", "z₁"], "beta": ["beta", "β"], "lambda": ["lambda", "λ"]}
FUNCTIONS = {"sin": math.sin, "cos": math.cos, "tanh": math.tanh, "exp": math.exp, "arctan": math.atan}
REAL = {**FUNCTIONS, "atan": math.atan, "abs": abs, "sqrt": math.sqrt, "factorial": lambda n: math.gamma(n + 1)}

#: Ends a text that ends in a function without brackets: no divisor and no product without a sign may follow.
OPEN_ENDED = "\N{ZERO WIDTH SPACE}"

#: How tight a text binds: a sum, a product, something that may be raised and stand beside others, an atom.
SUM, PRODUCT, POWER, ATOM = range(4)


@st.composite
def texts(draw, depth=4, level=SUM):
    """A text that binds at least as tight as `level`, and its value at the point."""
    if depth == 0:
        return draw(_atom())
    own = draw(st.integers(level, ATOM))
    if own == SUM:
        return draw(_sum(depth))
    if own == PRODUCT:
        return draw(st.one_of(_product(depth), _quotient(depth), _side_by_side(depth)))
    if own == POWER:
        return draw(_power(depth))
    return draw(st.one_of(_atom(), _bracket(depth), _bars(depth), _call(depth)))


@st.composite
def _atom(draw):
    if draw(st.booleans()):
        name = draw(st.sampled_from(sorted(POINT)))
        return draw(st.sampled_from(SPELLINGS.get(name, [name]))), POINT[name]
    text, value = draw(
        st.sampled_from([("2", 2.0), ("0.5", 0.5), ("7", 7.0), ("1e-1", 0.1), ("pi", math.pi), ("e", math.e)])
    )
    return text, value


@st.composite
def _sum(draw, depth):
    text, value = draw(texts(depth - 1, PRODUCT))
    if draw(st.booleans()):
        text, value = f"-{text}", -value
    for _ in range(draw(st.integers(1, 3))):
        sign = draw(st.sampled_from([" + ", " - ", "+", "-", " − "]))
        term, worth = draw(texts(depth - 1, PRODUCT))
        text, value = text + sign + term, value + (worth if "+" in sign else -worth)
    return text, value


@st.composite
def _product(draw, depth):
    text, value = draw(texts(depth - 1, PRODUCT))
    factor, worth = draw(texts(depth - 1, POWER))
    return text + draw(st.sampled_from(["*", " * ", "·", " × "])) + factor, value * worth


@st.composite
def _quotient(draw, depth):
    text, value = draw(texts(depth - 1, PRODUCT))
    divisor, worth = draw(_atom())
    text = f"({text})" if text.endswith(OPEN_ENDED) else text
    return text + draw(st.sampled_from(["/", " / ", " ÷ "])) + f"({divisor} + 3)", value / (worth + 3)


@st.composite
def _side_by_side(draw, depth):
    """`2x y`, `3 sin(x) (y + 1)`: a number, then names, calls and brackets, a space before each but the first."""
    number, value = draw(st.sampled_from([("2", 2.0), ("3", 3.0), ("0.5", 0.5)]))
    text = number
    for place in range(draw(st.integers(1, 3))):
        factor, worth = draw(st.one_of(_name(), _bracket(depth - 1), _call(depth - 1), _bare_call()))
        glued = place == 0 and not factor.startswith("e")
        text, value = text + ("" if glued and draw(st.booleans()) else " ") + factor, value * worth
        if factor.endswith(OPEN_ENDED):
            break
    return text, value


@st.composite
def _name(draw):
    name = draw(st.sampled_from(sorted(POINT)))
    return draw(st.sampled_from(SPELLINGS.get(name, [name]))), POINT[name]


@st.composite
def _bare_call(draw):
    """`sin x`, `cos^2 y`, `tanh 2x`: no product without a sign may follow, which the mark says."""
    function, (name, value) = draw(st.sampled_from(sorted(FUNCTIONS))), draw(_name())
    squared = draw(st.sampled_from(["", "^2", "²"])) if function != "exp" else ""
    twice = draw(st.booleans())
    worth = FUNCTIONS[function](2 * value if twice else value)
    text = f"{function}{squared} {'2' if twice else ''}{name}"
    return text + OPEN_ENDED, worth**2 if squared else worth


@st.composite
def _power(draw, depth):
    text, value = draw(st.one_of(_name(), _bracket(depth - 1), _call(depth - 1)))
    exponent, worth = draw(st.sampled_from([("^2", 2), ("**2", 2), ("²", 2), ("^3", 3), ("^(1+1)", 2), ("^-2", -2)]))
    if worth < 0 and abs(value) < 1e-3:
        return text, value
    return text + exponent, value**worth


@st.composite
def _bracket(draw, depth):
    text, value = draw(texts(max(depth, 0), SUM))
    return f"({text})", value


@st.composite
def _bars(draw, depth):
    text, value = draw(texts(depth - 1, SUM))
    return f"(|{text}|)", abs(value)


@st.composite
def _call(draw, depth):
    function = draw(st.sampled_from(sorted(FUNCTIONS)))
    text, value = draw(texts(max(depth - 1, 0), SUM))
    bounded = math.sin(value)
    return f"{function}(sin({text}))", FUNCTIONS[function](bounded)


def evaluated(tree):
    """The value of a tree at the point, in floating point."""
    match tree:
        case Number(value):
            return float(value)
        case Name(name):
            return POINT[name]
        case Constant(name):
            return {"pi": math.pi, "e": math.e}[name]
        case Negative(operand):
            return -evaluated(operand)
        case Sum(terms):
            return sum(map(evaluated, terms))
        case Product(factors):
            return math.prod(map(evaluated, factors))
        case Quotient(top, bottom):
            return evaluated(top) / evaluated(bottom)
        case Power(base, exponent):
            return evaluated(base) ** evaluated(exponent)
        case Call(function, (operand,)):
            return REAL[function](evaluated(operand))
    raise AssertionError(tree)


@settings(max_examples=500, deadline=None)
@given(texts())
def test_a_text_is_worth_what_its_rules_say(grown):
    """Grown and read, the values agree; written and read again, the tree is the same."""
    text, value = grown[0].replace(OPEN_ENDED, ""), grown[1]
    if abs(value) > 1e12:
        return
    tree = parse_expression(text, variables=POINT)

    assert math.isclose(evaluated(tree), value, rel_tol=1e-9, abs_tol=1e-9)
    assert written(parse_expression(written(tree), variables=POINT)) == written(tree)
