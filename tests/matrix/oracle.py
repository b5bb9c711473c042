"""A second way to every answer: plain NumPy, one entry at a time, that shares nothing with the engine."""

from __future__ import annotations

import math

import numpy as np

from symcalc.syntax import tree as t
from symcalc.syntax.program import Shape

SIZES = {"n": 4, "m": 3, "r": 2, "p": 5}
STEP = 1e-60


def shapes_of(text):
    """Declarations in the words of the command line: `x: n; A: n x m; S: n x n symmetric`."""
    found = {}
    for part in text.split(";"):
        name, words = part.split(":")
        words = words.split()
        sizes = [int(word) if word.isdigit() else word for word in words if word not in ("x", "symmetric", "positive")]
        flags = {"symmetric": "symmetric" in words, "positive": "positive" in words}
        found[name.strip()] = Shape(sizes[0], sizes[1] if len(sizes) > 1 else 1, **flags)
    return found


def size(part, sizes=SIZES):
    """A declared dimension as a number."""
    return part if isinstance(part, int) else sizes[part]


def matrices(shapes, rng, spread=(0.2, 1.0, 0.0), *, sizes=SIZES):
    """A random matrix for each name, of the declared shape and symmetry."""
    values = {}
    low, high, diagonal = spread
    for name, shape in shapes.items():
        rows, columns = size(shape.rows, sizes), size(shape.columns, sizes)
        value = rng.uniform(low, high, (rows, columns))
        if shape.positive:
            value = value @ value.T + 0.3 * np.eye(rows)
        elif shape.symmetric:
            value = (value + value.T) / 2
        if rows == columns > 1:
            value = value + diagonal * np.eye(rows)
        values[name] = value.astype(complex)
    return values


def value(node, values, sizes=SIZES):
    """The value of an expression as a two-dimensional complex array."""
    go = lambda part: value(part, values, sizes)  # noqa: E731
    match node:
        case t.Number(number):
            return np.array([[complex(number)]])
        case t.Constant(name):
            return np.array([[{"pi": math.pi, "e": math.e}[name] + 0j]])
        case t.Name(name):
            return values[name] if name in values else np.array([[sizes[name] + 0j]])
        case t.Negative(operand):
            return -go(operand)
        case t.Sum(terms):
            return sum(map(go, terms[1:]), start=go(terms[0]))
        case t.Product(factors):
            whole = go(factors[0])
            for factor in factors[1:]:
                right = go(factor)
                whole = whole * right if 1 in (whole.size, right.size) else whole @ right
            return whole
        case t.Quotient(above, below):
            return go(above) / go(below).item()
        case t.Power(base, exponent):
            below, above = go(base), go(exponent).item()
            return np.linalg.matrix_power(below, round(above.real)) if below.size > 1 else below**above
        case t.Transpose(operand):
            return go(operand).T
        case t.Elementwise(operator, left, right):
            return {".*": np.multiply, "./": np.divide, ".^": np.power}[operator](go(left), go(right))
        case t.Array(items):
            return np.array([[go(each).item() for each in getattr(item, "items", (item,))] for item in items])
        case t.Call("eye" | "ones" as function, arguments):
            numbers = [round(go(argument).item().real) for argument in arguments]
            return np.eye(numbers[0], dtype=complex) if function == "eye" else np.ones((*numbers, 1)[:2], dtype=complex)
        case t.Call(function, arguments):
            return np.atleast_2d(FUNCTIONS[function](*map(go, arguments)))
    raise TypeError(type(node).__name__)


def _softmax(x):
    if x.shape[1] == 1:
        return np.exp(x) / np.exp(x).sum()
    return np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)


def _diag(x):
    return np.diag(x.ravel()) if 1 in x.shape else np.diag(x)[:, None]


def _erf(x):
    """The series of erf, which takes complex numbers."""
    return (
        2
        / math.sqrt(math.pi)
        * sum((-1) ** k * x ** (2 * k + 1) / (math.factorial(k) * (2 * k + 1)) for k in range(40))
    )


def _vec(x):
    return x.T.reshape(-1, 1)


FUNCTIONS = {
    "exp": np.exp,
    "log": lambda x, base=None: np.log(x) if base is None else np.log(x) / np.log(base),
    "log2": lambda x: np.log(x) / math.log(2),
    "log10": lambda x: np.log(x) / math.log(10),
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "asinh": np.arcsinh,
    "atanh": np.arctanh,
    "acosh": np.arccosh,
    "cbrt": lambda x: np.sign(x.real) * (x * np.sign(x.real)) ** (1 / 3),
    "erf": _erf,
    "abs": lambda x: x * np.sign(x.real),
    "sign": lambda x: np.sign(x.real) + 0j,
    "relu": lambda x: np.where(x.real > 0, x, 0),
    "heaviside": lambda x: np.heaviside(x.real, 0.5) + 0j,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "softplus": lambda x: np.log(1 + np.exp(x)),
    "max": lambda *x: np.where(x[0].real >= x[1].real, *np.broadcast_arrays(*x)),
    "min": lambda *x: np.where(x[0].real < x[1].real, *np.broadcast_arrays(*x)),
    "atan2": lambda y, x: np.arctan(y / x),
    "inv": np.linalg.inv,
    "tr": np.trace,
    "det": np.linalg.det,
    "logdet": lambda x: np.log(np.linalg.det(x)),
    "norm": lambda x: np.sqrt((x * x).sum()),
    "norm1": lambda x: (x * np.sign(x.real)).sum(),
    "sum": np.sum,
    "mean": np.mean,
    "dot": lambda x, y: (x.ravel() * y.ravel()).sum(),
    "diag": _diag,
    "vec": _vec,
    "kron": np.kron,
    "softmax": _softmax,
    "logsumexp": lambda x: np.log(np.exp(x).sum()),
}


def partial(node, name, place, values, sizes=SIZES, *, symmetric=False):
    """The derivative of every entry by one entry of a name, by the complex step; with `symmetric` by half the pair."""
    direction = np.zeros_like(values[name])
    direction[place] += 1
    if symmetric:
        direction = (direction + direction.T) / 2
    moved = {**values, name: values[name] + 1j * STEP * direction}
    return value(node, moved, sizes).imag / STEP


def derivative(node, name, values, sizes=SIZES, *, symmetric=False):
    """The derivative in denominator layout; stacked by columns where it has three or four indices."""
    rows, columns = values[name].shape
    parts = {
        (i, j): partial(node, name, (i, j), values, sizes, symmetric=symmetric)
        for i in range(rows)
        for j in range(columns)
    }
    first = parts[0, 0]
    if first.size == 1:
        return np.array([[parts[i, j].item() for j in range(columns)] for i in range(rows)])
    if rows == columns == 1:
        return first
    order = [(i, j) for j in range(columns) for i in range(rows)]
    return np.array([parts[place].T.ravel() for place in order])


def hessian(node, name, values, sizes=SIZES, width=1e-6):
    """The second derivative by central differences of the complex step, stacked by columns."""
    rows, columns = values[name].shape
    found = []
    for j in range(columns):
        for i in range(rows):
            shift = np.zeros_like(values[name])
            shift[i, j] = width
            ends = [{**values, name: values[name] + side * shift} for side in (1, -1)]
            high, low = (derivative(node, name, end, sizes) for end in ends)
            found.append(((high - low) / (2 * width)).T.ravel())
    return np.array(found)


def defined(array):
    """Whether a value is one of real numbers."""
    return bool(np.isfinite(array).all() and (abs(array.imag) < 1e-9).all())


#: How entries are spread: functions differ in where they are defined.
SPREADS = ((0.2, 1.0, 0.0), (-1.0, 1.0, 0.0), (0.2, 0.9, 1.5), (-0.3, 0.3, 2.0), (1.1, 2.0, 0.0))


def points(node, shapes, seed=0, sizes=SIZES):
    """Points at which the expression has a real value."""
    rng = np.random.default_rng(seed)
    for spread in SPREADS * 3:
        values = matrices(shapes, rng, spread, sizes=sizes)
        with np.errstate(all="ignore"):
            try:
                if defined(value(node, values, sizes)):
                    yield values
            except np.linalg.LinAlgError:
                continue
