"""Claims about vectors and matrices of declared shapes: derivatives by matrix calculus, equality in indices."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.claims.context import Context
from symcalc.claims.finding import UNDEFINED, Evidence, Finding
from symcalc.claims.round import arguments
from symcalc.claims.slips.shaped import likely_slip
from symcalc.decide.identity import DomainDifference
from symcalc.decide.identity.verdict import PointOrNot
from symcalc.errors import Unsupported
from symcalc.matrix import identical
from symcalc.matrix.answer import derivative, second_derivative
from symcalc.matrix.identity import MatrixVerdict, MatrixWitness
from symcalc.matrix.posing import as_declared, check_cotangent
from symcalc.matrix.shapes import Shapes
from symcalc.record import replace
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Array, Call, Derivative, Elementwise, Form, Name, Node, free_parts, names, substitute


class ShapedMeaning:
    """Turns sides of claims with shapes into matrix expressions without derivatives."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.shapes = Shapes(dict(context.shapes))

    def side(self, node: Node) -> Node:
        """The side with definitions put in and derivatives taken."""
        return self.context.composer.composed(self._meant(node))

    def _meant(self, node: Node) -> Node:
        """The tree with forms and derivatives replaced, the outermost first."""
        if isinstance(node, Form):
            return self._form(node)
        if isinstance(node, Derivative):
            return self._derivative(node)
        if any(isinstance(part, (Form, Derivative)) for part in free_parts(node)):
            return node.map(self._meant)
        return node

    def _form(self, part: Form) -> Node:
        if part.at is not None:
            raise Unsupported("a value at a point, of vectors and matrices with shapes", span=part.span)
        match part.name:
            case "grad":
                return self.by(part.operands[0], part.variables, part)
            case "jacobian":
                return self.by(part.operands[0], part.variables, part, numerators=True)
            case "hessian":
                return self._hessian(part)
            case "vjp":
                check_cotangent(part.operands[1], [by.name for by in part.variables if isinstance(by, Name)])
                passed = Call("sum", (Elementwise(".*", part.operands[1], part.operands[0]),))
                return self.by(passed, part.variables, part)
        raise Unsupported(f"{part.name} of vectors and matrices with shapes", span=part.span)

    def _derivative(self, part: Derivative) -> Node:
        """`diff(f, x)`; single-step and at arguments it is that of the formula, its own arguments independent."""
        definitions = self.context.definitions
        definition = definitions.get(part.function.name) if isinstance(part.function, Name) else None
        if definition is None or (part.kind == "diff" and part.point is None):
            return self.by(part.function, part.variables, part)
        if definition.body is None or (part.point is not None and definition.parameters is None):
            raise Unsupported("a derivative of a function without a formula, with shapes", span=part.span)
        variables = frozenset(variable.name for variable in part.variables if isinstance(variable, Name))
        own = arguments(definition, variables, definitions) | variables
        found = ShapedMeaning(self.context.without(own)).by(definition.body, part.variables, part)
        if part.point is None:
            return found
        point = (self.context.composer.composed(self._meant(value)) for value in part.point)
        return substitute(found, dict(zip(definition.parameters or (), point, strict=True)))

    def by(self, operand: Node, variables: Sequence[Node], part: Node, *, numerators: bool = False) -> Node:
        """The derivative of an operand by the one variable meant, definitions put in."""
        function = self.context.composer.composed(operand)
        return derivative(function, self._name(function, variables, part), self.shapes, numerators=numerators).tree

    def _hessian(self, part: Form) -> Node:
        function = self.context.composer.composed(part.operands[0])
        name = self._name(function, part.variables, part)
        return second_derivative(derivative(function, name, self.shapes), name, self.shapes).tree

    def _name(self, function: Node, variables: Sequence[Node], part: Node) -> str:
        """The one name that is differentiated by."""
        found = [variable.name for variable in variables if isinstance(variable, Name)]
        found = found or sorted(names(function) & set(self.context.shapes))
        if len(found) != 1:
            message = f"differentiated by one of {', '.join(found)}" if found else "nothing to differentiate by"
            raise Unsupported(message, hint="name it: grad(f, x)", span=part.span)
        return found[0]


def with_cotangents(context: Context, sides: Sequence[Node]) -> Context:
    """The context in which an undeclared name G of `vjp(E, X, G)` has the shape of E, as with `--cotangent G`."""
    shapes = dict(context.shapes)
    for part in (part for side in sides for part in free_parts(side)):
        if isinstance(part, Form) and part.name == "vjp" and isinstance(part.operands[1], Name):
            name = part.operands[1].name
            if name not in shapes and name not in context.definitions:
                whole = Shapes(dict(shapes)).of(context.composer.composed(part.operands[0]))
                shapes[name] = as_declared(whole, part.operands[1])
    return replace(context, shapes=shapes)


def equal(context: Context, _source: Source, left: Node, right: Node) -> Finding:
    """Whether two matrix expressions are equal for all sizes.

    Raises ShapeFault where operands do not fit together.
    """
    context = with_cotangents(context, (left, right))
    meaning = ShapedMeaning(context)
    sides = meaning.side(left), meaning.side(right)
    verdict = identical(*sides, context.shapes, tuple(map(meaning.side, context.assumptions)))
    domain = _domain(verdict) if verdict.verdict == "proved" else None
    slip = likely_slip(*sides, context.shapes) if verdict.verdict == "refuted" else None
    return Finding(verdict.verdict, verdict.method, _evidence(verdict.witness), domain, slip=slip)


def _evidence(witness: MatrixWitness | None) -> Evidence | None:
    if witness is None:
        return None
    if witness.shapes is not None:
        return Evidence(witness.point, *witness.shapes)
    left, right = (UNDEFINED if side is None else side for side in (witness.left, witness.right))
    entry = witness.entry if witness.entry is not None and not _is_number(witness) else ()
    return Evidence(witness.point, left, right, entry)


def _is_number(witness: MatrixWitness) -> bool:
    return not isinstance(witness.left, Array) and not isinstance(witness.right, Array) and witness.entry is None


def _domain(verdict: MatrixVerdict) -> DomainDifference:
    """Cases in which only one side is defined; that none was met proves nothing, unless no side can be undefined."""
    otherwise: PointOrNot = None if getattr(verdict, "certain", False) else "unknown"
    return DomainDifference(verdict.left_only or otherwise, verdict.right_only or otherwise)
