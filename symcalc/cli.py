"""The commands: what each is called, its options, and the public function that answers it.

A command's function is called in the worker with the input as a `Source` and its options; it returns a `Result`,
or several. It prints nothing and catches nothing: the shell does.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

import symcalc
from symcalc.shell.checking import CheckCommand
from symcalc.shell.command import Commands, NetworkCommand
from symcalc.shell.options import as_source, assume, function_options, notation, shape
from symcalc.shell.pictures import output_options, own_output_options

if TYPE_CHECKING:  # --help needs no parser
    from symcalc.syntax.source import Source


@click.group(
    cls=Commands,
    help="Multivariable calculus at the command line.",
    epilog="New here? symcalc manual tutorial. Pages: symcalc manual. Put an INPUT in quotes.",
    invoke_without_command=True,
    options_metavar="",
    subcommand_metavar="COMMAND [OPTIONS] INPUT",
    examples=(
        'grad "log(exp(x) + exp(y))"',
        'grad "x^2 y" --at "x=1, y=2"',
        'critical "3x^4 - 4x^3 - 12x^2"',
        'check "diff(x sin(x), x) == sin(x) + x cos(x)"',
    ),
)
@click.version_option(symcalc.__version__, message="symcalc %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Show the help where no command is given."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@cli.command(
    examples=(
        'grad "log(exp(x) + exp(y))"',
        'grad "log(exp(x) + exp(y))" --at "x=0, y=log(2)"',
        'grad "x\' A x" --wrt x --shape "x: n; A: n x n"',
    )
)
@function_options
@click.option("--along", callback=as_source, metavar="V", help='The derivative in the direction of a vector: "[3, 4]".')
@click.option(
    "--cotangent", callback=as_source, metavar="G", help="The backward pass: the derivative of sum(G .* INPUT)."
)
@click.option("--structured", is_flag=True, help="By a symmetric matrix: 2G - G .* I instead of the symmetric part.")
def grad(source: Source, **options: Any) -> Any:
    """The gradient of INPUT; in one variable, the derivative."""
    return symcalc.grad(source, **options)


@cli.command(
    examples=(
        'hessian "x e^(-x^2 - y^2)"',
        'hessian "x^2 - y^2" --at "0, 0"',
    )
)
@function_options
def hessian(source: Source, **options: Any) -> Any:
    """The matrix of second derivatives of INPUT; at a point its eigenvalues and definiteness too."""
    return symcalc.hessian(source, **options)


@cli.command(
    examples=(
        'jacobian "[x^2 y, x + y]"',
        'grad "x^2 y" | symcalc jacobian -',
    )
)
@function_options
def jacobian(source: Source, **options: Any) -> Any:
    """The matrix of derivatives of a vector of expressions."""
    return symcalc.jacobian(source, **options)


@cli.command(
    examples=(
        'critical "3x^4 - 4x^3 - 12x^2"',
        'critical "sin(x) + cos(3y)" --domain "x=0..6, y=0..6"',
        'critical "x y" --subject-to "x^2 + y^2 = 1"',
    )
)
@function_options
@click.option("--domain", callback=as_source, metavar="BOX", help='Where to look: "x=0..1, y=-1..1".')
@click.option("--subject-to", callback=as_source, metavar="EQUATIONS", help='Constraints: "x^2 + y^2 = 1; x = z".')
@click.option("--strict", is_flag=True, help="Exit with 3 where the list is not proved complete.")
@output_options
def critical(source: Source, **options: Any) -> Any:
    """All critical points of INPUT, their kinds with a reason, and whether these are proved to be all."""
    return symcalc.critical(source, **options)


@cli.command(
    examples=(
        'taylor "x e^(-x^2 - y^2)" --at "-1, 0"',
        'taylor "log(e^x + e^y)" --at "0, log(2)" --order 1 --near "0.01, log(2) - 0.03"',
        'taylor "f(x, y)" --at "x=a, y=b"',
    )
)
@function_options
@click.option("--order", type=int, default=2, metavar="N", help="The total degree; 2 unless told.")
@click.option("--near", callback=as_source, metavar="POINTS", help='Compare with the function there: "0.1, 0; 0.2, 0".')
@click.option("--box", callback=as_source, metavar="BOX", help='A proved bound on the error there: "x=-0.1..0.1".')
@output_options
def taylor(source: Source, **options: Any) -> Any:
    """The Taylor polynomial of INPUT about --at, in powers of x - x0."""
    return symcalc.taylor(source, **options)


BOOK = "f(u, v) = (u+v)^2; u = (a+b)^2; v = (a-b)^2; a = (w+x)^2; b = (w-x)^2"


def path_limit(_: click.Context, __: click.Parameter, value: str | None) -> int | str | None:
    """A number of paths, or `all` of them."""
    if value is None or value == "all":
        return value
    if not (value.isascii() and value.isdecimal()):
        raise click.BadParameter("a number or all")
    return int(value)


@cli.command(
    cls=NetworkCommand,
    examples=(
        'chain "f(a, u, b); a(u); b(v); u(x, y); v(y, z)" --wrt y',
        f'chain "{BOOK}" --wrt w',
        f'chain "{BOOK}" --wrt w --at "w=1, x=2"',
    ),
)
@function_options
@click.option("--paths", callback=path_limit, metavar="N|all", help="List so many paths; all up to 300, else 20.")
@output_options
def chain(source: Source, **options: Any) -> Any:
    """The chain rule for a network of definitions: every path, its factors, their sum."""
    return symcalc.chain(source, **options)


@cli.command(
    cls=NetworkCommand,
    examples=(
        f'backprop "{BOOK}" --at "w=1, x=2"',
        'backprop "log(exp(x) + exp(y))"',
        f'backprop "{BOOK}" --mode forward --wrt w --at "1, 2"',
    ),
)
@function_options
@click.option(
    "--mode",
    type=click.Choice(["reverse", "forward"]),
    default="reverse",
    help="From the output back, or from each of --wrt on.",
)
@output_options
def backprop(source: Source, **options: Any) -> Any:
    """The forward and the backward pass through a network, as tables, with what each way costs."""
    return symcalc.backprop(source, **options)


@cli.command(
    examples=(
        'descend "3x^4 - 4x^3 - 12x^2" --from x=1 --rate 0.01 --iterations 200',
        'descend "x^2 + 3 y^2" --from "x=4, y=1" --rate 1 --line-search',
        'descend "3x^4 - 4x^3 - 12x^2" --from x=3 --method newton',
    )
)
@function_options
@click.option(
    "--from", "start", required=True, callback=as_source, metavar="POINT", help='Where it begins: "x=1, y=2".'
)
@click.option("--rate", type=float, default=0.1, metavar="R", help="The learning rate; 0.1 unless told.")
@click.option("--iterations", type=int, default=100, metavar="N", help="At most so many steps; 100 unless told.")
@click.option(
    "--method",
    type=click.Choice(["gradient", "newton"]),
    default="gradient",
    help="Against the gradient, or to the minimum of the quadratic.",
)
@click.option("--line-search", is_flag=True, help="Halve the step until the value decreases enough (Armijo).")
@output_options
def descend(source: Source, start: Source, **options: Any) -> Any:
    """Walk down INPUT from a point by gradient descent or Newton's method, step by step."""
    return symcalc.descend(source, start, **options)


@cli.command(
    examples=(
        'plot "3x^4 - 4x^3 - 12x^2" --domain "x=-2..3"',
        'plot "x e^(-x^2 - y^2)" --output map.svg',
        'plot "x e^(-x^2 - y^2)" --surface --taylor "-1, 0" --output surface.png',
        'plot "[x^2 + y^2, x y]"',
    )
)
@function_options
@click.option("--domain", callback=as_source, metavar="RANGES", help='What to show: "x=-2..3, y=0..1".')
@click.option("--taylor", callback=as_source, metavar="POINT", help="The approximating quadratic about a point, too.")
@click.option("--surface", is_flag=True, help="A surface instead of level sets.")
@click.option("--marks/--no-marks", default=True, help="Mark the critical points, or do not look for them.")
@own_output_options
def plot(source: Source, **options: Any) -> Any:
    """A picture of INPUT: a curve in one variable, level sets or a surface in two."""
    return symcalc.plot(source, **options)


@cli.command(
    cls=CheckCommand,
    examples=(
        'check "diff(x^3, x) == 3x^2"',
        'check "f(x) = x e^x; diff(f, x) == (x + 1) e^x == f + e^x"',
        'check docs/ README.md "notes/*.md" --format github',
    ),
)
@assume
@shape
@notation
@click.option("--strict-domain", is_flag=True, help="Refute equal sides that are not defined at the same points.")
@click.option("--allow-undecided", is_flag=True, help="Exit as if undecided claims were proved.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first claim that is not proved.")
def check(**_: Any) -> Any:
    """Claims, proved, refuted with a witness, or undecided; an INPUT with ==, != or ≈ is a claim, any other a path."""


def pages(_: click.Context, __: click.Parameter, incomplete: str, folder: str = "") -> list[str]:
    """The pages of the manual, or of a folder of it, that a word may become."""
    from symcalc.manual import names  # noqa: PLC0415 (--help reads no files)

    return [name for name in names(folder) if name.startswith(incomplete)]


@cli.command("manual", cls=click.Command)
@click.argument("name", default="index", shell_complete=pages)
def manual(name: str) -> int:
    """Show a page of the manual; without a NAME, what pages there are."""
    from symcalc.manual import page  # noqa: PLC0415 (only these two commands read files)
    from symcalc.shell.reading import show_page  # noqa: PLC0415

    return show_page(page(name))


@cli.command("example", cls=click.Command)
@click.argument("name", default="chapter", shell_complete=partial(pages, folder="examples"))
def example(name: str) -> int:
    """Print an example: `chapter`, a textbook chapter as a document of claims."""
    from symcalc.manual import example as text  # noqa: PLC0415 (only these two commands read files)
    from symcalc.shell.reading import show_page  # noqa: PLC0415

    return show_page(text(name))


@cli.command("completion", cls=click.Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands and options: eval "$(symcalc completion bash)"."""
    from symcalc.shell.completion import script  # noqa: PLC0415 (only this command writes scripts)

    click.echo(script(cli, shell))
