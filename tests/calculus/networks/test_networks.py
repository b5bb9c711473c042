"""Sixty networks and more: derivatives against finite differences, paths against powers of the adjacency matrix."""

import itertools
import operator
import subprocess
import sys

import mpmath
import numpy as np
import pytest

import symcalc
from symcalc.calculus.networks.backprop import backprop
from symcalc.calculus.networks.chain import chain
from symcalc.formats import write
from symcalc.formats.page import Page, text_of
from symcalc.syntax.pose import pose_network
from symcalc.syntax.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
)
from symcalc.syntax.written import written

BOOK = "f(u,v)=(u+v)^2; u=(a+b)^2; v=(a-b)^2; a=(w+x+y+z)^2; b=(w+x-y-z)^2"
FIGURE = "f(a,u,b); a(u); b(v); u(x,y); v(y,z)"

LSTM = """
    i = sigmoid(wi x + ui h + bi)
    r = sigmoid(wr x + ur h + br)
    o = sigmoid(wo x + uo h + bo)
    g = tanh(wg x + ug h + bg)
    c1 = r c + i g
    h1 = o tanh(c1)
    loss = (h1 - target)^2/2
"""
LSTM_AT = (
    "x=1/2, h=-1/3, c=2/5, target=1, wi=1, ui=1/2, bi=0, wr=-1/2, ur=1/4, br=1, "
    "wo=2/3, uo=-1, bo=1/5, wg=3/4, ug=1/3, bg=-1/10"
)

PERCEPTRON = """
    a1 = w11 x1 + w12 x2 + b1; a2 = w21 x1 + w22 x2 + b2
    h1 = tanh(a1); h2 = tanh(a2)
    z1 = v11 h1 + v12 h2; z2 = v21 h1 + v22 h2
    total = exp(z1) + exp(z2)
    p1 = exp(z1)/total
    loss = -log(p1)
"""
PERCEPTRON_AT = "x1=1, x2=-1/2, w11=1/3, w12=1/2, w21=-1/4, w22=1, b1=0, b2=1/10, v11=1, v12=-1, v21=1/2, v22=2/3"


def ladder(depth, a="sin({a}) + {b}/2", b="{b} cos({a})"):
    """Two nodes a layer, each using both of the layer before."""
    lines = [a.format(a="x", b="x").join(["a1 = ", ""]), b.format(a="x", b="x").join(["b1 = ", ""])]
    for k in range(2, depth + 1):
        names = {"a": f"a{k - 1}", "b": f"b{k - 1}"}
        lines += [f"a{k} = {a.format(**names)}", f"b{k} = {b.format(**names)}"]
    return "; ".join([*lines, f"f = a{depth} b{depth}"])


def chain_of(function, depth):
    """One node a layer."""
    return "; ".join(f"n{k} = {function}(n{k - 1})" for k in range(1, depth + 1))


def lattice(size):
    """Each node the sum of its left and lower neighbours, with weights."""
    lines = ["n0_0 = sin(x)"]
    for i in range(size):
        for j in range(size):
            below = [f"n{i - 1}_{j}"] * (i > 0) + [f"n{i}_{j - 1}"] * (j > 0)
            if below:
                lines.append(f"n{i}_{j} = {' + '.join(f'{name}/{2 + i + j}' for name in below)}")
    return "; ".join(lines)


def fibonacci(last):
    """Each node depends on the two before it."""
    lines = ["n1 = x^2", "n2 = n1 + x/3"]
    return "; ".join([*lines, *(f"n{k} = n{k - 1}/2 + n{k - 2} n{k - 1}/5" for k in range(3, last + 1))])


def residual(depth):
    """Skip connections: each layer adds a little to the one before."""
    lines = ["h0 = w x"]
    return "; ".join([*lines, *(f"h{k} = h{k - 1} + tanh(w h{k - 1})/{k + 1}" for k in range(1, depth + 1))])


#: Text, point.
SMOOTH = [
    (BOOK, "w=-1, x=0, y=-2, z=1"),
    (BOOK, "w=1/2, x=2/3, y=-1/7, z=3"),
    (LSTM, LSTM_AT),
    (PERCEPTRON, PERCEPTRON_AT),
    (ladder(2), "x=1/2"),
    (ladder(5), "x=1/3"),
    (ladder(12), "x=2/7"),
    (ladder(4, "{a}^2 + {b}/3", "{a} {b} - 1"), "x=3/4"),
    (ladder(3, "exp(-{a}) + {b}", "{a} - {b}^2"), "x=1/5"),
    (chain_of("cos", 1), "n0=1"),
    (chain_of("cos", 7), "n0=1/2"),
    (chain_of("tanh", 9), "n0=2"),
    (chain_of("sigmoid", 6), "n0=-1"),
    (chain_of("exp", 3), "n0=-1/2"),
    (lattice(3), "x=1"),
    (lattice(5), "x=1/4"),
    (fibonacci(3), "x=1/2"),
    (fibonacci(12), "x=1/2"),
    (residual(1), "w=1/2, x=1"),
    (residual(8), "w=1/3, x=-2"),
    ("f = u v; u = x + y; v = x - y", "x=3, y=2"),
    ("f = u v x; u = x^2; v = u + x", "x=2"),
    ("f = u/v; u = sin(x y); v = 1 + x^2 + y^2", "x=1, y=1/2"),
    ("f = log(s); s = p + q; p = exp(x); q = exp(y)", "x=0, y=log(2)"),
    ("f(x, y) = u + x; u = x y", "x=2, y=3"),
    ("f(x, y) = u; u = x", "x=2, y=3"),
    ("f(u, v) = u^3; u = x; v = sin(x)", "x=5"),
    ("y1 = x^2; y2 = y1^2; y3 = y2 y1; f = y3 - y1", "x=3/2"),
    ("d = x - m; v = d^2/s; f = -v/2 - log(s)/2", "x=2, m=1/2, s=3"),
    ("g(t) = t^2 + 1; f = g(u) g(x); u = g(x)", "x=1/3"),
    ("g(s, t) = s t^2; f = g(u, x) + g(x, u); u = sin(x)", "x=2/3"),
    ("f(u, v) = (u + v)^2; u = x y; v = x/y; h = f(t, t) + f(u, v); t = x + y", "x=2, y=3"),
    ("c = 3; k = c^2; f = k x + c", "x=7"),
    ("u = x^2; v = y^2; w = z^2; f = sqrt(u + v + w)", "x=1, y=2, z=2"),
    ("u = x^2; v = y^2; f = atan2(u, v)", "x=1, y=2"),
    ("u = x y; f = u^u", "x=2, y=3/4"),
    ("u = x^3; v = cbrt(u + 9); f = v x", "x=-1"),
    ("r = sqrt(x^2 + y^2); t = atan2(y, x); f = r^2 sin(2t)", "x=3, y=4"),
    ("a = x + y; b = x - y; c = a b; d = a/b; f = c d", "x=5, y=2"),
    ("u = 1/x; v = 1/u; f = v^2 + u", "x=4"),
    ("u = x^-2; v = u^(1/2); f = v + u", "x=3"),
    ("p = sigmoid(z); z = w x + b; f = -t log(p) - (1 - t) log(1 - p)", "w=1/2, x=2, b=-1/3, t=1/4"),
    ("z1 = x1 + x2; z2 = x1 x2; z3 = x2/x3; s = z1 + z2 + z3; f = log(s) s", "x1=1, x2=2, x3=3"),
    ("u = abs(x); f = u^3", "x=-2"),
    ("u = max(x, y); v = min(x, y); f = u^2 - v", "x=3, y=-1"),
    ("u = relu(x); v = softplus(x); f = u v", "x=2"),
    ("u = sign(x) x^2; f = u", "x=-3"),
    ("u = piecewise((x^2, x < 1), (x, true)); f = exp(u)", "x=1/2"),
    ("u = gamma(x); v = erf(x); f = u v", "x=5/2"),
    ("u = sinh(x); v = cosh(x); w = tanh(u/v); f = w v", "x=1/2"),
    ("u = asin(x); v = acos(x); w = atan(u v); f = w", "x=1/3"),
    ("u = x1; v = u; w = v; f = w", "x1=9"),
    ("q = x10 + x2; f = q x2", "x2=1, x10=2"),
    ("s = x + x + x; p = x x x; f = s p", "x=2"),
    ("f = a; a = b^2; b = c^2; c = d^2; d = x + 1", "x=1/2"),
    ("u = log(x, 2); v = log10(x); f = u v", "x=5"),
    ("u = 2^x; v = x^2; f = u - v", "x=3"),
    ("f = u + v + w; u = x y; v = y z; w = z x", "x=1, y=2, z=3"),
    ("m = (a + b)/2; va = (a - m)^2; vb = (b - m)^2; f = va + vb", "a=1, b=4"),
    ("h = y - x; k1 = x y; k2 = (x + h/2) (y + k1/2); f = x + h k2", "x=1/2, y=3"),
    ("unused = q^7; f = u^2; u = x + 1; g = unused + f; f", "x=1"),
    ("e1 = x - y; e2 = e1^2; e3 = e2 lambda; f = e3 + e1", "x=1, y=2, lambda=3"),
    ("beta = x^2; gamma = beta + 1; f = beta gamma", "x=2"),
    ("u = cot(x); v = sec(x); f = u v", "x=1"),
    ("u = floor(x) + x; f = u^2", "x=5/2"),
]

MP = mpmath.mp.clone()
MP.dps = 60

FUNCTIONS = {
    "log": lambda x, b=None: MP.log(x) / (MP.log(b) if b is not None else 1),
    "log10": MP.log10,
    "sigmoid": lambda x: 1 / (1 + MP.exp(-x)),
    "softplus": lambda x: MP.log(1 + MP.exp(x)),
    "relu": lambda x: max(x, 0),
    "abs": abs,
    "sign": MP.sign,
    "heaviside": lambda x: (MP.sign(x) + 1) / 2,
    "digamma": MP.digamma,
    "max": max,
    "min": min,
    "cbrt": lambda x: MP.sign(x) * MP.root(abs(x), 3),
}
COMPARE = {"<": operator.lt, ">": operator.gt}


def evaluate(tree, values):
    """A formula in mpmath: the tests' own reading of the tree."""
    match tree:
        case Number(value):
            return MP.mpf(value.numerator) / value.denominator
        case Name(name):
            return values[name]
        case Constant(name):
            return getattr(MP, name)
        case Negative(operand):
            return -evaluate(operand, values)
        case Sum(terms):
            return MP.fsum(evaluate(term, values) for term in terms)
        case Product(factors):
            return MP.fprod(evaluate(factor, values) for factor in factors)
        case Quotient(top, bottom):
            return evaluate(top, values) / evaluate(bottom, values)
        case Power(base, exponent):
            return evaluate(base, values) ** evaluate(exponent, values)
        case Call(function, arguments):
            return FUNCTIONS.get(function, getattr(MP, function, None))(*(evaluate(part, values) for part in arguments))
        case Piecewise(pieces):
            holds = (value for value, condition in pieces if _holds(condition, values))
            return evaluate(next(holds), values)
    raise TypeError(tree)


def _holds(condition, values):
    if not isinstance(condition, Relation):
        return condition.value
    left, right = (evaluate(side, values) for side in condition.operands)
    return COMPARE[condition.operators[0]](left, right)


def run(network, point):
    """Every node of a network at a point."""
    values = dict(point)
    for name, step in network.steps.items():
        if name in network.needed:
            values[name] = evaluate(step.formula, values)
    return values


def central_difference(network, point, wrt):
    """The derivative of the output by finite differences of the whole network, right to 25 digits and more."""
    h = MP.mpf(10) ** -15
    ends = [run(network, {**point, wrt: point[wrt] + step})[network.output] for step in (2 * h, h, -h, -2 * h)]
    return (-ends[0] + 8 * ends[1] - 8 * ends[2] + ends[3]) / (12 * h)


def close(left, right):
    """Equal to 13 digits."""
    return abs(left - right) <= MP.mpf(10) ** -13 * (1 + abs(right))


@pytest.mark.parametrize(("text", "at"), SMOOTH)
def test_the_derivative_is_that_of_the_whole_network(text, at):
    """By every input, the derivative at the point is the finite difference; values and partials are those of mpmath."""
    posed = pose_network(text, at=at)
    point = {name: evaluate(value, {}) for name, value in posed.point.items()}
    values = run(posed.network, point)
    for answer in chain(posed):
        expected = central_difference(posed.network, point, answer.wrt)
        decimals = answer.at.approx
        derivative = decimals.derivative if decimals else int(written(answer.at.derivative))
        assert close(MP.mpf(derivative), expected), answer.wrt
        for name, value in answer.at.values.items():
            exact = decimals.values[name] if decimals else int(written(value))
            assert close(MP.mpf(exact), values[name]), name


@pytest.mark.parametrize(("text", "at"), SMOOTH)
def test_the_formula_of_the_derivative_has_the_same_value(text, at):
    """The derivative in symbols, its named lines included, evaluates to the derivative at the point."""
    posed = pose_network(text, at=at)
    point = {name: evaluate(value, {}) for name, value in posed.point.items()}
    values = run(posed.network, point)
    for answer in chain(posed):
        named = {line.left: line.right for line in answer.lines}
        expected = central_difference(posed.network, point, answer.wrt)
        assert close(_with_lines(answer.derivative, named, values), expected)


def _with_lines(tree, lines, values):
    """A derivative in names of others, those looked up in their lines first."""
    known = {}
    for left, right in lines.items():
        known[left] = _put_in(right, known, values)
    return _put_in(tree, known, values)


def _put_in(tree, known, values):
    names = {f"D{number}": value for number, value in enumerate(known.values())}
    places = {left: f"D{number}" for number, left in enumerate(known)}

    def change(part):
        return Name(places[part]) if part in places else part.map(change)

    return evaluate(change(tree), values | names)


@pytest.mark.parametrize(("text", "at"), [*SMOOTH, (FIGURE, None)])
def test_paths_are_as_many_as_powers_of_the_adjacency_matrix_say(text, at):
    """The count is the sum of the entries of A + A^2 + …; each path goes from the output to the input along edges."""
    del at
    posed = pose_network(text)
    links = {name: step.arguments for name, step in posed.network.steps.items() if name in posed.network.needed}
    nodes = [*links, *posed.network.inputs]
    adjacency = np.array([[int(a in links.get(node, ())) for a in nodes] for node in nodes], dtype=object)
    power, total = np.identity(len(nodes), dtype=object), np.zeros_like(adjacency)
    for _ in nodes:
        power = power @ adjacency
        total = total + power
    for answer in chain(posed, paths=100):
        count = total[nodes.index(answer.of), nodes.index(answer.wrt)]
        assert answer.path_count == count
        assert len(answer.paths) == len(set(answer.paths)) == min(count, 100)
        for path in answer.paths:
            assert (path[0], path[-1]) == (answer.of, answer.wrt)
            assert all(argument in links[node] for node, argument in itertools.pairwise(path))


@pytest.mark.parametrize(("text", "at"), SMOOTH)
def test_both_sweeps_give_the_derivative_of_the_whole_network(text, at):
    """Adjoints of inputs and tangents of the output are the finite difference; what they cost is as many edges."""
    posed = pose_network(text, at=at)
    point = {name: evaluate(value, {}) for name, value in posed.point.items()}
    reverse, forward = backprop(posed), backprop(posed, mode="forward")
    for wrt in posed.variables:
        expected = central_difference(posed.network, point, wrt)
        adjoint = reverse.approx.adjoints[wrt] if reverse.approx else int(written(reverse.adjoints[wrt]))
        tangents = forward.approx.tangents[wrt] if forward.approx else forward.tangents[wrt]
        tangent = tangents[reverse.of]
        tangent = tangent if forward.approx else int(written(tangent))
        assert close(MP.mpf(adjoint), expected), wrt
        assert close(MP.mpf(tangent), expected), wrt


@pytest.mark.parametrize(("text", "at"), SMOOTH[::6])
@pytest.mark.parametrize("mode", ["reverse", "forward"])
def test_the_python_program_runs_and_agrees(text, at, mode):
    """The straight-line program, run as it stands, prints the derivatives of the result."""
    posed = pose_network(text, at=at)
    point = {name: evaluate(value, {}) for name, value in posed.point.items()}
    program = text_of(write(backprop(posed, mode=mode), "python", Page()))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    printed = dict(line.split(" = ") for line in done.stdout.splitlines())
    for wrt in posed.variables:
        expected = central_difference(posed.network, point, wrt)
        assert float(printed[f"d{posed.network.output}/d{wrt}"]) == pytest.approx(float(expected), rel=1e-9)


def test_the_oracle_itself():
    """The finite difference of x^3 at 2 is 12, to 25 digits."""
    posed = pose_network("f = x^3")
    assert abs(central_difference(posed.network, {"x": MP.mpf(2)}, "x") - 12) < MP.mpf(10) ** -25


def test_there_are_enough_networks():
    """More than sixty, no two alike."""
    assert len(set(SMOOTH)) == len(SMOOTH) >= 60
    assert symcalc.chain(SMOOTH[0][0])
