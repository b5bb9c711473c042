"""All commands that answer at a point agree on where a function is differentiable, over the corpus of corners."""

import math
from pathlib import Path

import pytest

import symcalc
from symcalc.calculus.smoothness import germ
from symcalc.errors import DomainFault, Nondifferentiable
from symcalc.syntax import parse_expression, parse_point
from tests.decide import oracle

#: What a command may say instead of a gradient.
NONE, UNDECIDED = "no gradient", "undecided"


def corners():
    """The functions and points of the corpus."""
    lines = Path(__file__).with_name("corners.txt").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(tuple(line.split(" | ")[:2]) for line in lines if not line.startswith("#")))


def said(ask):
    """The gradient as numbers, or what is said instead."""
    try:
        found = ask()
    except (Nondifferentiable, DomainFault):
        return NONE
    if found in (None, UNDECIDED, "unknown"):
        return UNDECIDED
    return tuple(float(entry if isinstance(entry, float) else _number(entry)) for entry in found)


def _number(entry):
    return oracle.value(entry, {}) if hasattr(entry, "children") else entry.evalf(30)


def by_backprop(text, at, names):
    """The gradient through a network with the function as one step."""
    passes = symcalc.backprop(f"h = u + 1; u = {text}", at=at, wrt=names)
    return UNDECIDED if passes.undecided else [passes.adjoints[name] for name in names]


def by_walk(text, at, names):
    """The norm of the gradient that a walk begins with."""
    walk = symcalc.descend(text, at, wrt=names, iterations=1)
    norm = walk.iterates[0].gradient_norm
    if norm is not None:
        return [norm]
    if "could not be decided" in walk.reason:
        return UNDECIDED
    raise Nondifferentiable(walk.reason)


@pytest.mark.parametrize(("text", "at"), corners())
def test_the_gradient_is_the_same_everywhere(text, at):
    """Where grad refuses, or does not decide, so do the others; where it answers, they have its numbers."""
    names = [part.split("=")[0].strip() for part in at.split(",")]
    posed = {"at": at, "wrt": names}

    gradient = said(lambda: symcalc.grad(text, **posed).at.gradient)

    assert said(lambda: symcalc.jacobian(f"[{text}, 1]", **posed).at.jacobian[0]) == gradient
    assert said(lambda: symcalc.taylor(text, order=1, **posed).at.gradient) == gradient
    assert said(lambda: by_backprop(text, at, names)) in (gradient, UNDECIDED)


@pytest.mark.parametrize(("text", "at"), [corner for corner in corners() if "pi" not in corner[1]])
def test_walks_see_the_same_corners(text, at):
    """A walk begins with the norm of the gradient, and with none where there is no gradient at its float."""
    names = [part.split("=")[0].strip() for part in at.split(",")]
    gradient = said(lambda: symcalc.grad(text, at=at, wrt=names).at.gradient)

    walked = said(lambda: by_walk(text, at, names))

    assert walked == (pytest.approx((math.hypot(*gradient),)) if isinstance(gradient, tuple) else gradient)


@pytest.mark.parametrize(("text", "at"), corners())
def test_second_derivatives_need_the_first(text, at):
    """Hessian answers only where grad does, with its gradient; Taylor of order 2 only with a definite one."""
    names = [part.split("=")[0].strip() for part in at.split(",")]
    gradient = said(lambda: symcalc.grad(text, at=at, wrt=names).at.gradient)
    try:
        there = symcalc.hessian(text, at=at, wrt=names).at
    except (Nondifferentiable, DomainFault):
        there = None

    if there is not None and there.gradient != "unknown":
        assert said(lambda: there.gradient) == gradient
    try:
        expanded = germ(parse_expression(text), names, parse_point(at, names), 2)
    except (Nondifferentiable, DomainFault):
        assert there is None or there.eigenvalues is None
    else:
        assert there is not None
        assert expanded.regular is None or there.definiteness is not None
