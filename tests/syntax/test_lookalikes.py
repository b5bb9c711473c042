"""What looks like another name, or like a word of the language, is refused; one spelling of one name is not."""

import pytest

from symcalc.errors import Ambiguous, SymcalcError, SyntaxFault
from symcalc.syntax import parse_document, parse_program, written


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("x + х", 5),  # Cyrillic
        ("A + Α", 5),  # Greek, though it is called Alpha
        ("ο + o", 5),
        ("x_а + x_a", 7),
        ("ꓮ + A", 5),  # Lisu
        ("Ꭺ + A", 5),  # Cherokee
        ("ɑ + a", 5),
        ("ѕin(x)", 1),  # looks like a function
        ("sіn x", 1),
        ("оо + 1", 1),  # looks like a constant
        ("рi r^2", 1),
        ("е^x", 1),
        ("f(x) = х^2", 8),
        ("ԁiff = 2; ԁiff + x", 1),  # looks like a word
    ],
)
def test_lookalikes_are_refused(text, column):
    """At the place of the second one, in words that name the foreign letter."""
    with pytest.raises(SyntaxFault, match="looks like") as caught:
        parse_program(text)

    assert caught.value.source.position(caught.value.span.start).column == column
    assert "U+" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("х^2", "х**2"),  # alone in its text it is a name like any other
        ("𝐱 + x", "x + x"),
        ("ｘ₁ + x_1 + x_{1}", "x1 + x1 + x1"),
        ("λ + lambda", "lambda + lambda"),
        ("Ω + Ω", "Omega + Omega"),
        ("ﬁ + fi", "fi + fi"),
        ("ν + v", "nu + v"),
    ],
)
def test_spellings_of_one_name_are_one_name(text, meaning):
    """Styles, ligatures, Greek by letter or by name; and Greek letters that are like Latin ones only in some fonts."""
    assert written(parse_program(text).expression) == meaning


def test_lookalikes_in_different_lines_of_a_document_are_refused():
    """Also where the names are far apart; behind a reset they are not together any more."""
    items = parse_document("x == x\nх == х\nreset\nх == х")

    assert [isinstance(item, SymcalcError) for item in items] == [False, True, False, False]


@pytest.mark.parametrize("text", ["xᵏ", "xª", "eˣ", "xʹ", "x\u115fy", "x\u3164", "x\uffa0", "x\u034fy", "½½", "x½"])
def test_letters_that_are_not_what_they_look_like_are_refused(text):
    """Raised letters are exponents to the eye, primes are not letters, fillers are not there at all."""
    with pytest.raises(SyntaxFault):
        parse_program(text)


@pytest.mark.parametrize(
    "text",
    [r"\phi - \varphi", r"\varrho = 2 \\ \rho", r"\mathbf{\theta} \vartheta", "φ + ϕ", r"\epsilon_1 \varepsilon_2"],
)
def test_two_forms_of_a_letter_in_one_text_are_refused(text):
    """They are one name, and to the eye two."""
    with pytest.raises(Ambiguous, match="one name, or two"):
        parse_program(text)


@pytest.mark.parametrize("text", [r"\varphi^2 + \varphi", "φ² + φ", r"\epsilon \theta"])
def test_one_form_of_a_letter_is_read(text):
    """Either form alone is the letter."""
    assert parse_program(text).expression is not None


@pytest.mark.parametrize(
    "text",
    [
        r"\mathbf{x} x",
        r"\vec{x} + x",
        r"\mathcal{L} L",
        r"\mathbf{r} = (3, 4) \\ r = 5",
        r"\mathbf{x}_1 + x_1",
        r"\hat{\mathbf{n}} + \hat{n}",
        r"\boldsymbol{\beta} \beta",
        r"\mathbf{L} \mathcal{L}",
        r"f(x) = x^2 \\ \frac{df}{d\mathbf{x}}",
    ],
)
def test_two_fonts_of_a_letter_in_one_text_are_refused(text):
    """Books set a vector and its length so; here they would be one name."""
    with pytest.raises(Ambiguous, match="one name, or two"):
        parse_program(text)
    assert any(isinstance(item, Ambiguous) for item in parse_document(text, notation="latex"))


@pytest.mark.parametrize(
    "text",
    [
        r"\mathbf{x} = (x_1, x_2) \\ \mathbf{x}^\top\mathbf{x} - x_1^2",
        r"\mathbf{x} + \vec{x} + \boldsymbol{x}",
        r"\mathrm{x} + x",
        r"A: n \times n \\ \mathbf{x}: n \\ \mathbf{A}\mathbf{x} + A\mathbf{x}",
        r"\mathcal{L} - L_1",
        r"A = [[1, 2], [3, 4]] \\ \det \mathbf{A}",
    ],
)
def test_one_font_of_a_letter_is_read(text):
    """The fonts of vectors are one; a name with an index is another one, and what is declared by its shape is known."""
    assert parse_program(text).expression is not None


def test_fonts_are_those_of_the_lines_up_to_a_reset():
    """As with other names that look alike."""
    items = parse_document("\\mathbf{x} = \\mathbf{x}\nx = x + \\pi\nreset\nx + \\pi = x", notation="latex")

    assert [isinstance(item, SymcalcError) for item in items] == [False, True, False, False]


def test_a_name_that_is_declared_by_its_shape_is_one():
    """However it was set before the declaration."""
    items = parse_document("x = x + \\pi\n\\mathbf{x}: n\n\\mathbf{x}^\\top x = x^\\top x", notation="latex")

    assert not any(isinstance(item, SymcalcError) for item in items[1:])
