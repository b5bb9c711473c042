"""The chain rule for a network of definitions: every path, its factors, and their sum (22.4.17 to 22.4.22).

The derivative is the sum over all paths of the products of single-step partials. The number of paths and the
derivative come from sweeps that cost a product an edge; only what is shown is ever listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import ClassVar, Literal

from symcalc.calculus.networks.accumulation import Edge, Links, live, path_count
from symcalc.calculus.networks.accumulation import paths as all_paths
from symcalc.calculus.networks.elementary import taken_apart
from symcalc.calculus.networks.network import Graph, network_figure, symbols
from symcalc.calculus.networks.numbers_at import NumbersAt, point_words
from symcalc.calculus.networks.program import forward_program
from symcalc.calculus.networks.validity import conditions
from symcalc.calculus.tidying.lines import Line, derivative, named, partial, path_product, product, reverse_lines, total
from symcalc.errors import LimitReached, UsageFault
from symcalc.imports import uncollected
from symcalc.record import record, replace
from symcalc.result import Equation, Figure, Listing, Note, Result, Statement, Table, internal
from symcalc.syntax.problem import PosedNetwork
from symcalc.syntax.tree import Node
from symcalc.syntax.written import written

#: All paths are listed up to the first number, else as many as the second; a person is shown the second at most.
ALL_UP_TO, FIRST = 300, 20
#: Nobody reads more, and a listing costs memory.
MOST_PATHS = 100_000
#: A derivative with more paths than the first number, or longer than the second, is written in named lines.
WRITTEN_OUT, LONG = 20, 1000


@record
class Chain(Result):
    """The derivative of `of` by `wrt`, path by path; `lines` say what the derivatives in `derivative` are.

    It holds under the conditions `where`. `undecided` says what could not be decided at the point.
    """

    command: ClassVar[str] = "chain"

    of: str
    wrt: str
    path_count: int
    paths: tuple[tuple[str, ...], ...]
    partials: Mapping[str, Node]
    sum: Node | None
    derivative: Node
    lines: tuple[Line, ...] = ()
    where: tuple[Node, ...] = ()
    at: NumbersAt | None = None
    undecided: str | None = None
    shown: int = internal(FIRST)
    graph: Graph = internal()

    @property
    def holds(self) -> bool | None:
        """Whether everything was decided."""
        return True if self.undecided is None else None

    def heading(self) -> Note:
        """What is differentiated, how many ways lead there, and at which point."""
        count = f", {self.path_count} path{'s' * (self.path_count != 1)} from {self.of} to {self.wrt}"
        point = () if self.at is None else (", at ", *point_words(self.at.point))
        return Note(("Chain rule", ": ", derivative(self.of, self.wrt), count, *point))

    def statements(self) -> Iterator[Statement]:
        """The tree of paths, then what it sums to."""
        if self.path_count:
            labels = {key: self._label(key) for key in self.partials}
            yield Figure("paths", "", {"paths": self.paths[: self.shown], "labels": labels})
        yield from self._sum(min(self.shown, len(self.paths)))

    def plain(self) -> tuple[Statement, ...]:
        """The paths and the single-step partials as tables, then what they sum to."""
        rows = tuple((" ".join(path), path_sum([path])) for path in self.paths)
        return Table(("path", "product"), rows), self._partials(), *self._sum(len(self.paths))

    def figure(self) -> Figure:
        """The network, the paths between its two ends marked, a partial on every edge."""
        labels = {key: self._label(key) for key in self.partials}
        return network_figure(self.graph, labels, {} if self.at is None else {**self.at.point, **self.at.values})

    def code(self) -> Listing:
        """The derivative from the input on, step by step (22.4.21)."""
        partials = {_edge(key): formula for key, formula in self.partials.items()}
        graph = self.graph.by(self.wrt)
        return forward_program(graph, partials, None if self.at is None else self.at.point)

    def _label(self, key: str) -> tuple[Node, ...]:
        """The partial by its name, its formula where it has one, and its value at the point."""
        value = () if self.at is None else (self.at.partials[key],)
        return tuple(dict.fromkeys((named(key), self.partials[key], *value)))

    def _partials(self) -> Table:
        columns = ("partial", "formula") if self.at is None else ("partial", "formula", "value")
        rows = ((named(key), formula) for key, formula in self.partials.items())
        values = ((),) * len(self.partials) if self.at is None else zip(self.at.partials.values(), strict=True)
        return Table(columns, tuple((*row, *value) for row, value in zip(rows, values, strict=True)))

    def _sum(self, shown: int) -> Iterator[Statement]:
        """The values of the nodes, then three stages: in symbols, with the partials put in, at the point."""
        left = derivative(self.of, self.wrt)
        if self.at is not None:
            yield self.at.table()
        if shown < self.path_count:
            yield Note((f"Showing {shown} of {self.path_count} paths; the derivative sums all of them.",))
        yield from (Equation(line.left, line.right) for line in self.lines)
        if self.sum is not None and self.path_count <= shown:
            yield Equation(left, self.sum, where=self.where if self.sum == self.derivative else ())
        if self.sum != self.derivative:
            yield Equation(left, self.derivative, where=self.where)
        if self.undecided is not None:
            yield Note((f"At the point: {self.undecided}.",), "doubt")
        if self.at is not None:
            yield from (Equation(line.left, line.right) for line in self.at.lines)
            yield Equation(left, self.at.derivative, self.at.decimal, self.at.where)


def _edge(key: str) -> Edge:
    """The edge of a key: `f,u` is from f to u."""
    node, argument = key.split(",")
    return node, argument


def path_sum(listed: Iterable[Sequence[str]]) -> Node:
    """The products of the single-step partials along paths, added up, in symbols.

    >>> written(path_sum([("f", "u", "a"), ("f", "a")]))
    'partial(f, u)*partial(u, a) + partial(f, a)'
    """
    return total(product(partial(*edge) for edge in pairwise(path)) for path in listed)


def chain(
    problem: PosedNetwork,
    *,
    paths: int | Literal["all"] | None = None,
    digits: int | None = None,
    simplify: str = "full",
) -> tuple[Chain, ...]:
    """The chain rule by each variable of a posed network.

    `paths` is how many are listed: all up to 300, else 20, unless told. An expression without any definition is
    first taken apart into its elementary steps.

    Raises:
        DomainFault: a formula is not defined at the point.
        Nondifferentiable: a step has no partial there.
        LimitReached: more paths are asked for than can be listed.

    >>> from symcalc.syntax.pose import pose_network
    >>> [answer] = chain(pose_network("f(u, v); u(a, b); v(a, b)", wrt="a"))
    >>> answer.path_count, written(answer.sum)
    (2, 'partial(f, u)*partial(u, a) + partial(f, v)*partial(v, a)')
    """
    problem = problem if problem.program.definitions else taken_apart(problem)
    graph = Graph.posed(problem)
    if not graph.has_formulas and problem.point is None:
        return tuple(_by(graph, wrt, symbols(graph.live), paths) for wrt in graph.wrt)
    with uncollected():
        from symcalc.calculus.networks.single_steps import scope_of, single_steps  # noqa: PLC0415 (names need no SymPy)
    scope = scope_of(problem, graph)
    partials = single_steps(graph, graph.live, scope, tidy=simplify != "none")
    answers = tuple(
        replace(_by(graph, wrt, partials, paths), where=conditions(problem, graph.by(wrt))) for wrt in graph.wrt
    )
    if problem.point is None:
        return answers
    with uncollected():
        from symcalc.calculus.networks.answers_at import chains_at  # noqa: PLC0415 (only at a point)

    found = chains_at(problem, graph, partials, scope, digits=digits)
    if isinstance(found, str):
        return tuple(replace(answer, undecided=found) for answer in answers)
    return tuple(replace(answer, at=numbers) for answer, numbers in zip(answers, found, strict=True))


def _by(
    graph: Graph,
    wrt: str,
    partials: Mapping[Edge, Node],
    asked: int | Literal["all"] | None,
) -> Chain:
    """The chain rule by one variable."""
    through = live(graph.live, graph.of, [wrt])
    count = path_count(through, graph.of, wrt)
    listed = tuple(islice(all_paths(through, graph.of, wrt), limited(count, asked)))
    factors = {edge: partials[edge] for edge in graph.shown(through)}
    total_derivative, lines = _derivative(graph, wrt, through, factors)
    return Chain(
        of=graph.of,
        wrt=wrt,
        path_count=count,
        paths=listed,
        partials={",".join(edge): formula for edge, formula in factors.items()},
        sum=path_sum(listed) if len(listed) == count else None,
        derivative=total_derivative,
        lines=lines,
        shown=FIRST if asked is None else len(listed),
        graph=graph,
    )


def limited(count: int, asked: int | Literal["all"] | None) -> int:
    """How many of so many paths to list.

    Raises:
        UsageFault: fewer than none are asked for.
        LimitReached: more are asked for than can be listed.

    >>> limited(200, None), limited(2**60, None), limited(4, 100)
    (200, 20, 4)
    """
    if asked is None:
        return count if count <= ALL_UP_TO else FIRST
    wanted = count if asked == "all" else min(asked, count)
    if wanted < 0:
        raise UsageFault("a number of paths is 0 or more", hint="--paths 20")
    if wanted > MOST_PATHS:
        message = f"{count} paths are too many to list; no more than {MOST_PATHS:,} are"
        raise LimitReached(message, hint="the derivative sums all of them; --paths N lists the first N")
    return wanted


def _derivative(graph: Graph, wrt: str, through: Links, factors: Mapping[Edge, Node]) -> tuple[Node, tuple[Line, ...]]:
    """The sum over all paths with the partials put in; where that is long, in named lines, backwards (22.4.23)."""
    if _is_short(graph.of, wrt, through, factors):
        return total(path_product(path, factors) for path in all_paths(through, graph.of, wrt)), ()
    lines = reverse_lines(through, graph.of, factors, graph.backward)
    named_lines = (
        Line(derivative(graph.of, node), line) for node, line in lines.items() if node not in (graph.of, wrt)
    )
    return lines[wrt], tuple(named_lines)


def _is_short(of: str, wrt: str, through: Links, factors: Mapping[Edge, Node]) -> bool:
    """Whether the paths are few and their products together not long."""
    if path_count(through, of, wrt) > WRITTEN_OUT:
        return False
    length = {edge: len(written(factor)) for edge, factor in factors.items()}
    return sum(length[edge] for path in all_paths(through, of, wrt) for edge in pairwise(path)) <= LONG
