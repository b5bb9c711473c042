"""Formulas in LaTeX as the chapter prints them, alignments, words and full stops and all, are read and judged."""

import pytest

import symcalc
from symcalc.errors import SymcalcError

NETWORK = (
    r"\begin{split}\begin{aligned}f(u, v) & = (u+v)^{2} \\u(a, b) & = (a+b)^{2}, \qquad v(a, b) = (a-b)^{2}, \\"
    r"a(w, x, y, z) & = (w+x+y+z)^{2}, \qquad b(w, x, y, z) = (w+x-y-z)^2.\end{aligned}\end{split}\\ "
)

#: By the number of the formula: the text, and how many claims it makes.
PROVED = {
    6: (
        (
            r"f(x, y) = \log(e^x + e^y) \textrm{ with gradient } \nabla f (x, y) = "
            r"\left[\frac{e^x}{e^x+e^y}, \frac{e^y}{e^x+e^y}\right]."
        ),
        1,
    ),
    7: (
        (
            r"f(x, y) = \log(e^x + e^y), \qquad f(0, \log(2)) = \log(3) \textrm{ with gradient } "
            r"\nabla f (0, \log(2)) = \left[\frac{1}{3}, \frac{2}{3}\right]."
        ),
        2,
    ),
    13: (r"f(x) = 3x^4 - 4x^3 -12x^2. \\ \frac{df}{dx} = 12x^3 - 12x^2 -24x = 12x(x-2)(x+1).", 1),
    16: (
        NETWORK + r"\begin{split}\begin{aligned} \frac{\partial f}{\partial w} & = 2 \left(2 \left(2 (w + x + y + z) - "
        r"2 (w + x - y - z)\right) \left((w + x + y + z)^{2}- (w + x - y - z)^{2}\right) + \right.\\ & \left. \quad "
        r"2 \left(2 (w + x - y - z) + 2 (w + x + y + z)\right) \left((w + x - y - z)^{2}+ (w + x + y + z)^{2}\right)"
        r"\right) \times \\ & \quad \left(\left((w + x + y + z)^{2}- (w + x - y - z)^2\right)^{2}+ "
        r"\left((w + x - y - z)^{2}+ (w + x + y + z)^{2}\right)^{2}\right). \end{aligned}\end{split}",
        1,
    ),
    18: (
        (
            r"f(u, v); u(a, b); v(a, b) \\ \frac{\partial f}{\partial a} = \frac{\partial f}{\partial u}"
            r"\frac{\partial u}{\partial a}+\frac{\partial f}{\partial v}\frac{\partial v}{\partial a}."
        ),
        1,
    ),
    21: (
        NETWORK + r"\begin{split}\begin{aligned} \frac{\partial f}{\partial w} & = \frac{\partial f}{\partial u}"
        r"\frac{\partial u}{\partial w} + \frac{\partial f}{\partial v}\frac{\partial v}{\partial w}, \\ "
        r"\frac{\partial u}{\partial w} & = \frac{\partial u}{\partial a}\frac{\partial a}{\partial w}+"
        r"\frac{\partial u}{\partial b}\frac{\partial b}{\partial w}, \\ \frac{\partial v}{\partial w} & = "
        r"\frac{\partial v}{\partial a}\frac{\partial a}{\partial w}+\frac{\partial v}{\partial b}"
        r"\frac{\partial b}{\partial w}. \end{aligned}\end{split}",
        3,
    ),
    22: (
        NETWORK + r"\begin{split}\begin{aligned} \frac{\partial f}{\partial u} = 2(u+v), & \quad"
        r"\frac{\partial f}{\partial v} = 2(u+v), \\ \frac{\partial v}{\partial a} = 2(a-b), & \quad"
        r"\frac{\partial v}{\partial b} = -2(a-b), \\ \frac{\partial a}{\partial w} = 2(w+x+y+z), & \quad"
        r"\frac{\partial b}{\partial w} = 2(w+x-y-z). \end{aligned}\end{split}",
        6,
    ),
    28: (
        (
            r"f(x_1, x_2) = a + b_1x_1 + b_2x_2 + c_{11}x_1^{2} + c_{12}x_1x_2 + c_{22}x_2^{2} \\ \begin{split}"
            r"\begin{aligned} f(0,0) & = a, \\ \nabla f (0,0) & = \begin{bmatrix}b_1 \\ b_2\end{bmatrix}, \\ "
            r"\mathbf{H} f (0,0) & = \begin{bmatrix}2 c_{11} & c_{12} \\ c_{12} & 2c_{22}\end{bmatrix}, "
            r"\end{aligned}\end{split}"
        ),
        3,
    ),
    32: (
        (
            r"f(x, y) = xe^{-x^2-y^2}. \\ \nabla f(x, y) = e^{-x^2-y^2}\begin{pmatrix}1-2x^2 \\ -2xy\end{pmatrix} \; "
            r"\textrm{and} \; \mathbf{H}f(x, y) = e^{-x^2-y^2}\begin{pmatrix} 4x^3 - 6x & 4x^2y - 2y \\ 4x^2y-2y "
            r"&4xy^2-2x\end{pmatrix}."
        ),
        2,
    ),
    48: (r"\frac{d}{dx}(xax) = \frac{dx}{dx}ax + xa\frac{dx}{dx} = (a+a)x.", 1),
    50: (r"\frac{d}{dv} (x-uv)^{2}= -2(x-uv)u,", 1),
}
SHAPED = {
    38: (r"\frac{d}{d\mathbf{x}} (\boldsymbol{\beta}^\top\mathbf{x}) = \boldsymbol{\beta}", "beta: n; x: n"),
    47: (
        r"\frac{d}{d\mathbf{x}}(\mathbf{x}^\top A \mathbf{x}) = (\mathbf{A} + \mathbf{A}^\top)\mathbf{x}.",
        "A: n x n; x: n",
    ),
    63: (
        (
            r"\frac{d}{d\mathbf{V}} \|\mathbf{X} - \mathbf{U}\mathbf{V}\|_2^{2}= "
            r"-2\mathbf{U}^\top(\mathbf{X} - \mathbf{U}\mathbf{V})."
        ),
        "X: n x m; U: n x r; V: r x m",
    ),
}
GUESS = SHAPED[63][0].replace(
    r"\mathbf{U}^\top(\mathbf{X} - \mathbf{U}\mathbf{V})", r"(\mathbf{X} - \mathbf{U}\mathbf{V})\mathbf{U}"
)


@pytest.mark.parametrize("number", PROVED)
def test_formulas_as_they_are_printed(number):
    """Definitions, alignments, words between and full stops are no obstacle; every claim in them is proved."""
    text, claims = PROVED[number]

    assert [answer.verdict for answer in symcalc.check(text)] == ["proved"] * claims


@pytest.mark.parametrize("number", SHAPED)
def test_matrix_formulas_as_they_are_printed(number):
    """Bold letters are the names that have shapes."""
    text, shapes = SHAPED[number]

    assert [answer.verdict for answer in symcalc.check(text, shape=shapes)] == ["proved"]


def test_the_guess_as_it_is_printed():
    """(22.4.51) does not fit, and the message says what would."""
    with pytest.raises(SymcalcError) as caught:
        symcalc.check(GUESS, shape=SHAPED[63][1])

    assert caught.value.kind == "shape"
    assert "U'*(X - U*V)" in caught.value.hint


@pytest.mark.parametrize("claim", ["grad f(0, log(2)) == [1/3, 2/3]", "hessian f(0, 0) == [[0, 0], [0, 0]]"])
def test_a_derivative_of_a_value_is_ambiguous_in_plain_notation(claim):
    """The gradient at the point, which mathematics means, is written with `at`; that of the number would be 0."""
    with pytest.raises(SymcalcError) as caught:
        symcalc.check(f"f(x, y) = log(e^x + e^y); {claim}")

    assert caught.value.kind == "ambiguous"
    assert "f at (0, " in caught.value.hint
