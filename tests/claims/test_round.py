"""LaTeX's ∂ in claims: single-step where the variable is an argument of the function, else through the definitions."""

from __future__ import annotations

import pytest

from tests.claims.judging import verdict

NETWORK = "f(a, u, b); a(u); b(v); u(x, y); v(y, z)\n"
#: ∂f/∂y of the network, along its three paths.
PATHS = (
    r"\frac{\partial f}{\partial a}\frac{\partial a}{\partial u}\frac{\partial u}{\partial y}",
    r"\frac{\partial f}{\partial u}\frac{\partial u}{\partial y}",
    r"\frac{\partial f}{\partial b}\frac{\partial b}{\partial v}\frac{\partial v}{\partial y}",
)
CLAIMS = {
    NETWORK + r"\frac{\partial f}{\partial y} = " + " + ".join(PATHS): "proved",
    NETWORK + r"\frac{df}{dy} = " + " + ".join(PATHS): "proved",
    NETWORK + r"\frac{\partial f}{\partial y} = " + " + ".join(PATHS[:2]): "refuted",
    r"h(x, y) = x^2 y; y = x^3; \frac{\partial h}{\partial x} = 2xy": "proved",
    r"h(x, y) = x^2 y; y = x^3; \frac{dh}{dx} = 2xy": "refuted",
    r"h(x, y) = x^2 y; y = x^3; \frac{dh}{dx} = 5x^4": "proved",
    r"h = x^2 y; y = x^3; \frac{\partial h}{\partial x} = 2x^4": "proved",
    r"g(x, y) = x^2 y; \frac{\partial^2 g}{\partial x \partial y} = 2x": "proved",
    r"f(x, y) = x^2 y; \frac{\partial f}{\partial x}(1,2) = 4": "proved",
    r"f(x, y) = x^2 y; \frac{\partial f}{\partial x}(1,2) = 2xy": "refuted",
    r"f(x, y) = x^2 y; \frac{\partial f}{\partial x}\left(1,2\right) = 4": "proved",
    r"f(x, y) = x^2 y; \frac{\partial f}{\partial x}\bigl(1,2\bigr) = 4": "proved",
    r"f(x, y) = x^2 y; \frac{\partial f}{\partial x} (1,2) = 4": "proved",
    r"f(x, y) = x^2 y; \frac{\partial f}{\partial y}(y,x) = y^2": "proved",
    r"f(x, y) = x^2 y; \frac{\partial f}{\partial y}(y,x) = x^2": "refuted",
    r"f(x, y) = x^2 y; \frac{\partial^2 f}{\partial x^2}(1,2) = 4": "proved",
    r"f(x, y) = x^2 y; \frac{\partial^2 f}{\partial x \partial y}(1,2) = 2": "proved",
    r"f(x, y) = x^2 y; \frac{\partial f}{\partial t}(1,2) = 0": "error name",
    r"f(x) = x^2; \frac{\partial f}{\partial x}(3) = 6": "proved",
    r"f(x) = x^2; \frac{\partial f}{\partial x} (x+1) = 2x + 2": "error ambiguous",
    r"g(x, y); \frac{\partial g}{\partial x}(1,2) = 0": "refuted",
    r"L(w_1, w_2); \frac{\partial L}{\partial w_1} = \frac{\partial L}{\partial w_2}": "refuted",
}


@pytest.mark.parametrize(("text", "expected"), CLAIMS.items(), ids=str)
def test_round_d(text, expected):
    """The chain rule as a textbook prints it is what it means there."""
    assert verdict(text) == expected


#: Functions whose formulas call others at their own variables.
SQUARES = "f(x) = x^2; g(x) = sin(x)\n"
SLOPE = "p = w x + b; L(w, b) = (y - p)^2\n"
COMPOSED = {
    "f(x) = x^2; h(x) = f(x) + 1; h'(x) == 0": "refuted",
    "f(x) = x^2; h(x) = f(x) + 1; h'(x) == 2x": "proved",
    "f(x) = x^2; h(x) = f(x) + 1; h'(3) == 6": "proved",
    "f(x) = x^2; h(x) = f(x) + 1; ∂h/∂x == 2x": "proved",
    "f(x) = x^2; h = f(x) + x; ∂h/∂x == 2x + 1": "proved",
    "f(x) = x^2; g(x) = 3x; h(x) = f(g(x)); h'(x) == f'(g(x)) g'(x)": "proved",
    SQUARES + "p(x) = f(x) g(x); p'(x) == f'(x) g(x) + f(x) g'(x)": "proved",
    SQUARES + "p(x) = f(x) g(x); p'(x) == f'(x) g'(x)": "refuted",
    SQUARES + "q(x) = g(x)/f(x); q'(x) == (g'(x) f(x) - g(x) f'(x))/f(x)^2": "proved",
    SQUARES + "p(x) = f(x) g(x); p''(x) == f''(x) g(x) + 2f'(x) g'(x) + f(x) g''(x)": "proved",
    "g(x); h(x) = g(x)^2; h'(x) == 2g(x) g'(x)": "proved",
    "g(x); h(x) = g(x)^2; h'(x) == 0": "refuted",
    "f(x) = x^2; h(x) = f(x)^2; h''(x) == 12x^2": "proved",
    "f(x) = x^2; h(x) = f(x)^2; h''(1) == 12": "proved",
    r"f(x) = x^2 \\ F(x, y) = f(x) + y \\ F_x = 0": "refuted",
    r"f(x) = x^2 \\ F(x, y) = f(x) + y \\ F_x = 2x": "proved",
    r"r(x,y) = \sqrt{x^2+y^2} \\ V(x,y) = r(x,y)^2 \\ V_{xx} = 2": "proved",
    r"r(x,y) = \sqrt{x^2+y^2} \\ V(x,y) = r(x,y)^2 \\ "
    r"\frac{\partial^2 V}{\partial x^2} + \frac{\partial^2 V}{\partial y^2} = 4": "proved",
    # a node is independent where it is an argument, and where it is what is differentiated by
    SLOPE + "∂L/∂w == -2x(y - w x - b)": "proved",
    SLOPE + "∂L/∂p == -2(y - w x - b)": "proved",
    SLOPE + "∂L/∂w == ∂L/∂p * ∂p/∂w": "proved",
    SLOPE + r"\frac{\partial^2 L}{\partial w \partial p} = 2x": "error ambiguous",
    "f(t) = t^2; p = 3w; L(w) = f(p) + w; ∂L/∂p == 6w": "proved",
    "f(p) = p^2; p = 3w; L(w) = f(p) + w; ∂L/∂p == 6w": "proved",
    "f(x) = x^2; h(x, y) = f(x) y; y = x^3; ∂h/∂x == 2x^4": "proved",
    "f(x) = x^2; h(x, y) = f(x) y; y = x^3; diff(h, x) == 5x^4": "proved",
    "f(x) = x^2; h = f(x) y; y = x^3; ∂h/∂x == 2x^4": "proved",
    "z = u(x, y) v(x, y); u(x, y) = x y; v(x, y) = x + y; ∂z/∂u == x + y": "proved",
    "z = u(x, y) v(x, y); u(x, y) = x y; v(x, y) = x + y; ∂z/∂x == 2x y + y^2": "proved",
}


@pytest.mark.parametrize(("text", "expected"), COMPOSED.items(), ids=str)
def test_functions_inside(text, expected):
    """A derivative of a function goes through every function that its formula calls; arguments stay independent."""
    assert verdict(text) == expected


FORM = "A: n x n; x: n; y: n; f(x) = x' A x; "
SHAPED = {
    FORM + "diff(f, x)(y) == (A + A') y": "proved",
    FORM + "diff(f, x)(y) == (A + A') x": "refuted",
    FORM + "diff(f, x)(2x) == 2(A + A') x": "proved",
    FORM + "h(x) = f(x)^2; ∂h/∂x == 2f(x) (A + A') x": "proved",
    "A: n x n; x: n; y = A x; f(x, y) = x' y; diff(f, x) == A x + A' x": "proved",
    "A: n x n; x: n; y = A x; f(x, y) = x' y; ∂f/∂x == A x + A' x": "error name",
}


@pytest.mark.parametrize(("text", "expected"), SHAPED.items(), ids=str)
def test_shapes(text, expected):
    """Derivatives of functions of vectors at arguments are values there; a node needs a shape to be independent."""
    assert verdict(text) == expected
