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
