"""Reads the lines of a derivation, x_i a_ij x_j, and works them out by loops over the indices: nothing of the engine.

A line is tokens of: Σ_i, Σ_{i,j}, entries like a_ij, δ_ij, ∂v_ij/∂v_ab, [matrix]_ij, functions, numbers, + - / ^ and
brackets; factors stand side by side. Where no Σ is written, repeated letters of a product are summed.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

import numpy as np

from symcalc.syntax import parse_expression
from tests.matrix import oracle

SUBSCRIPT = r"_(\{[^}]*\}|[a-z]+)"
TOKEN = re.compile(
    rf"\s*(?:(?P<sigma>Σ{SUBSCRIPT})|(?P<rate>∂\w+?{SUBSCRIPT}/∂\w+?{SUBSCRIPT})|(?P<delta>δ{SUBSCRIPT})"
    rf"|(?P<matrix>\[)|(?P<entry>[A-Za-z]\w*?{SUBSCRIPT}(?![A-Za-z0-9]))|(?P<name>[A-Za-z]\w*)"
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<sign>\*\*|[-+/^()*,.']))"
)


def letters(subscript):
    """The indices of a subscript, ij or {i1,j}; a composite one of two, {i,(j,l)}, as a pair."""
    if not subscript.startswith("{"):
        return list(subscript)
    parts = re.findall(r"\([^)]*\)|[^,()]+", subscript.strip("{}"))
    return [tuple(part.strip("()").split(",")) if part[0] == "(" else part for part in parts]


class Line:
    """A right side, with the matrices that its names stand for."""

    def __init__(self, text, values, sizes=oracle.SIZES, spans=()):
        self.text, self.place, self.spans = text, 0, dict(spans)
        self.values, self.sizes = values, sizes
        self.lower = {name.lower(): name for name in values} | {name: name for name in values}
        self.tree = self.sum()
        if self.text[self.place :].strip():
            raise ValueError(f"cannot read {self.text[self.place :]!r}")

    def peek(self):
        """The next token."""
        return TOKEN.match(self.text, self.place)

    def take(self, sign=None):
        """The next token, taken; with a sign, only if it is that."""
        found = self.peek()
        if not found or (sign is not None and found["sign"] != sign):
            return None
        self.place = found.end()
        return found

    def sum(self):
        """Terms with signs between them."""
        terms = [self.term(-1 if self.take("-") else 1)]
        while (found := self.peek()) and found["sign"] in ("+", "-"):
            self.place = found.end()
            terms.append(self.term(-1 if found["sign"] == "-" else 1))
        return ("sum", terms)

    def term(self, sign):
        """Factors side by side; a Σ reaches to the end of the term."""
        factors, below = [], []
        while (found := self.peek()) and found["sign"] not in ("+", "-", ")", ","):
            if found["sigma"]:
                self.place = found.end()
                rest = self.term(1)
                return ("product", sign, [*factors, ("sigma", letters(found["sigma"][2:]), rest)], below)
            if self.take("/"):
                below.append(self.power())
            elif self.take("*"):
                continue
            else:
                factors.append(self.power())
        return ("product", sign, factors, below)

    def power(self):
        """A factor, perhaps to a power."""
        base = self.atom()
        if self.take("^") or self.take("**"):
            return ("power", base, self.atom())
        return base

    def atom(self):
        """A single factor."""
        found = self.take()
        if found["number"]:
            return ("number", float(found["number"]))
        if found["sign"] == "(":
            inner = self.sum()
            assert self.take(")")
            return inner
        if found["matrix"]:
            return self.matrix()
        if found["rate"]:
            above, below = (part.rsplit("_", 1)[1] for part in found["rate"].split("/"))
            name = found["rate"][1:].split("_")[0]
            array = self.values[self.lower[name]]
            return ("rate", array, letters(above), letters(below))
        if found["delta"]:
            return ("delta", *letters(found["delta"][2:]))
        if found["entry"]:
            name, subscript = found["entry"].rsplit("_", 1)
            return ("entry", self.values[self.lower[name]], letters(subscript))
        return self.named(found["name"])

    def named(self, name):
        """A number by name, or a function of entries."""
        if not self.take("("):
            return ("scalar", self.worked(name).item())
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        assert self.take(")")
        return ("call", name, arguments)

    def matrix(self):
        """[matrix]_ij: a matrix of the language at indices."""
        start, depth = self.place, 1
        while depth:
            depth += {"[": 1, "]": -1}.get(self.text[self.place], 0)
            self.place += 1
        inside = self.text[start : self.place - 1]
        found = re.compile(SUBSCRIPT).match(self.text, self.place)
        if not found:
            return ("scalar", self.worked(inside).item())
        self.place = found.end()
        return ("entry", self.worked(inside), letters(found[1]))

    def worked(self, text):
        """The value of an expression of the language."""
        return oracle.value(parse_expression(text, shaped=True), self.values, self.sizes)

    def value(self, **places):
        """The number that the line is, with its free letters at places."""
        return work(self.tree, places, self.spans)


def spot(index, places, spans):
    """The place that an index stands for; the first of a composite one runs slowly."""
    if isinstance(index, str):
        return places[index]
    return places[index[0]] * spans[index[1]] + places[index[1]]


def at(array, places, spans, subscript):
    """An entry; of a vector by its one index."""
    spots = [spot(index, places, spans) for index in subscript]
    return array[tuple(spots)] if len(spots) == 2 else array.ravel()[spots[0]]


def lengths(tree):
    """How far each letter runs, from the matrices that it stands at."""
    found = {}
    for part in flat(tree):
        if part[0] in ("entry", "rate"):
            shape = part[1].shape if len(part[2]) == 2 else (part[1].size,)
            for subscript in part[2:]:
                found |= {index: size for index, size in zip(subscript, shape, strict=True) if isinstance(index, str)}
    return found


def shared(tree, known):
    """Lengths of letters that only δ and ∂ tie to others."""
    for _ in range(3):
        for kind, *parts in flat(tree):
            pairs = [tuple(parts)] if kind == "delta" else zip(*parts[1:], strict=True) if kind == "rate" else []
            for left, right in pairs:
                for one, other in ((left, right), (right, left)):
                    size = length(one, known)
                    if size and isinstance(other, str):
                        known.setdefault(other, size)
    return known


def length(index, known):
    """How far an index runs, if that is known."""
    if isinstance(index, str):
        return known.get(index)
    parts = [known.get(letter) for letter in index]
    return parts[0] * parts[1] if all(parts) else None


def flat(tree):
    """Every part of a tree."""
    yield tree
    for part in tree[1:]:
        for each in part if isinstance(part, list) else [part]:
            if isinstance(each, tuple):
                yield from flat(each)


def work(tree, places, spans):
    """The value of a part, with letters at places."""
    match tree:
        case ("sum", terms):
            return sum(work(term, places, spans) for term in terms)
        case ("product", sign, factors, below):
            return sign * implied(factors, below, places, spans)
        case ("sigma", indices, rest):
            known = shared(rest, {**spans, **lengths(rest)})
            reach = [range(known[index]) for index in indices]
            spots = [dict(zip(indices, each, strict=True)) for each in itertools.product(*reach)]
            return sum(work(rest, {**places, **each}, {**spans, **known}) for each in spots)
        case ("power", base, exponent):
            return work(base, places, spans) ** work(exponent, places, spans)
        case ("number", number) | ("scalar", number):
            return number
        case ("entry", array, subscript):
            return at(array, places, spans, subscript)
        case ("rate", _, above, below):
            return float(all(places[i] == places[j] for i, j in zip(above, below, strict=True)))
        case ("delta", left, right):
            return float(spot(left, places, spans) == spot(right, places, spans))
        case ("call", name, arguments):
            parts = [np.array([[work(argument, places, spans) + 0j]]) for argument in arguments]
            return np.atleast_2d(oracle.FUNCTIONS[name](*parts)).item()
    raise ValueError(tree[0])


def implied(factors, below, places, spans):
    """A product, summed over the letters that are repeated in it and have no place."""
    whole = ("list", factors)
    used = Counter(
        letter for part in flat(whole) if part[0] in ("entry", "delta", "rate") for letter in subscripts(part)
    )
    bound = {letter for part in flat(whole) if part[0] == "sigma" for letter in part[1]}
    free = sorted(letter for letter in used if letter not in places and letter not in bound)
    known = shared(whole, {**spans, **lengths(whole)})
    total = 0
    for each in itertools.product(*(range(known[letter]) for letter in free)):
        inner = {**places, **dict(zip(free, each, strict=True))}
        product = 1
        for factor in factors:
            product = product * work(factor, inner, known)
        for factor in below:
            product = product / work(factor, inner, known)
        total += product
    return total


def subscripts(part):
    """The letters of an entry, a δ or a ∂."""
    kind, *rest = part
    found = rest[1] if kind == "entry" else rest if kind == "delta" else rest[1] + rest[2]
    return [letter for index in found for letter in ([index] if isinstance(index, str) else index)]
