"""SymPy in a process of our own: begun with the rooms that calculus needs, and made whole once more is asked of it.

`import sympy` loads 419 modules; a gradient needs 199 of them. The rest is matrices, geometry, solvers, printers and so
on, and takes two fifths of the time. In a process that has called `begin_lean`, `import sympy` runs SymPy's own start
only as far as `ROOMS`, in SymPy's order. What this loads asks now and then about something that it does not: a sum
asks whether a term is a tensor or an order term `O(x)`, an exponential whether its argument is a matrix. While such
things are not loaded there are none, so the packages `ABSENT` have stand-ins, and nothing is an instance of a name in
them.

SymPy becomes whole, by its own `__init__`, the moment that anything else is wanted: a module outside these packages,
another name of `sympy`, or more of a stand-in than whether something is an instance of it. Then the real things take
the places of the stand-ins, wherever these have got to.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.abc import Loader, MetaPathFinder
else:  # to import these two costs more than all the rest here, and their methods are not needed
    Loader, MetaPathFinder = type("Loader", (), {}), type("MetaPathFinder", (), {})

#: The rooms that are loaded at once, in SymPy's order; they bring along what they need themselves.
ROOMS = ("core", "logic", "assumptions", "polys", "functions")
#: Packages that those rooms would bring along, but need only to ask about things that are not there yet.
LEFT_OUT = ("printing", "matrices", "tensor", "sets")
#: All packages about which they ask such questions.
ABSENT = frozenset([*LEFT_OUT, "calculus", "concrete", "integrals", "series", "simplify"])
#: Modules in those packages that the rooms use, and that need nothing else there.
ALONE = ("printing.defaults", "sets.contains", "sets.sets", "simplify.radsimp", "simplify.sqrtdenest")

#: Even the whole of SymPy loads this for its first sum only, with the rotations of five polyhedra: it stays aside.
TENSORS = "sympy.tensor.tensor"


def begin_lean() -> None:
    """From now on `import sympy` begins SymPy lean; where it is imported already, nothing changes."""
    if "sympy" not in sys.modules:
        sys.meta_path.insert(0, _Beginning())


class _Beginning(MetaPathFinder, Loader):
    """Finds and loads `sympy` itself, and notices every later import of one of its modules."""

    def __init__(self) -> None:
        self.genuine: Loader | None = None
        self.module = ModuleType("sympy")
        self.is_begun = False
        self.is_whole = False

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How `sympy` is loaded; a stand-in where it will do; any other module of SymPy's makes it whole first."""
        if fullname == "sympy" and self.genuine is None:
            spec = PathFinder.find_spec(fullname, path, target)
            if spec is not None:
                self.genuine, spec.loader = spec.loader, self
            return spec
        if not fullname.startswith("sympy.") or fullname[6:] in ALONE:
            return None
        if fullname[6:].partition(".")[0] in ABSENT:
            return ModuleSpec(fullname, _Given(_StandIn(fullname, self, path or ())), is_package=True)
        return self.completed(fullname) if self.is_begun else None

    def completed(self, fullname: str) -> ModuleSpec | None:
        """How a module is loaded that the whole of SymPy may have loaded by now."""
        self.complete()
        loaded = sys.modules.get(fullname)
        return None if loaded is None else ModuleSpec(fullname, _Given(loaded))

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The module `sympy`, which knows that it is only begun."""
        self.module = _Begun(spec.name)
        self.module.beginning = self
        return self.module

    def exec_module(self, module: ModuleType) -> None:
        """The first part of SymPy's start."""
        own = vars(module)
        own["SYMPY_DEBUG"] = False
        sys.modules[TENSORS] = _StandIn(TENSORS, self, ())
        for room in ROOMS:
            loaded = import_module(f"sympy.{room}")
            own.update((name, getattr(loaded, name)) for name in loaded.__all__)
        self.is_begun = True

    def complete(self) -> None:
        """The whole of SymPy's start; what is loaded already stays as it is."""
        if self.is_whole:
            return
        self.is_whole = True
        sys.meta_path.remove(self)
        for name in [name for name, module in sys.modules.items() if isinstance(module, _StandIn) and name != TENSORS]:
            del sys.modules[name]
        self.module.__class__ = ModuleType
        del self.module.beginning
        for package in LEFT_OUT:
            import_module(f"sympy.{package}")
        assert self.genuine is not None  # noqa: S101 (it found the module that is running)
        self.genuine.exec_module(self.module)
        own = [module for name, module in sys.modules.items() if name.startswith("sympy.") and name != TENSORS]
        _settle(own)


def _settle(modules: Iterable[ModuleType]) -> None:
    """Let modules know their submodules that were loaded alone, and put the real things in the places of stand-ins."""
    for name in ALONE:
        package, _, child = f"sympy.{name}".rpartition(".")
        vars(sys.modules[package]).setdefault(child, sys.modules[f"sympy.{name}"])
    for module in modules:
        known = {name: value for name, value in vars(module).items() if type(value) is _Absent}
        vars(module).update((name, absent.real()) for name, absent in known.items())
    evaluation = sys.modules["sympy.core.evalf"]
    if evaluation.evalf_table:  # sums, products and integrals are among its keys
        evaluation._create_evalf_table()  # noqa: SLF001 (the only way; the tests watch it)


class _Package(ModuleType):
    """A package that takes no notice of stand-ins in it: `sympy.simplify` is a function of the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        if not isinstance(value, _StandIn):
            super().__setattr__(name, value)


class _Begun(_Package):
    """The module `sympy` until it is whole."""

    def __getattr__(self, name: str) -> Any:
        """A name that is not there yet; what Python itself looks for in any module is not asked of SymPy."""
        if name.startswith("__") and name not in {"__all__", "__version__"}:
            raise AttributeError(name)
        vars(self)["beginning"].complete()
        return getattr(self, name)


class _Given(Loader):
    """Gives back a module that is there."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self.spec = module.__spec__

    def create_module(self, spec: ModuleSpec) -> ModuleType:  # noqa: ARG002 (there is nothing to create)
        return self.module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.spec or module.__spec__


class _StandIn(_Package):
    """In place of a module that is not loaded: nothing is an instance of its names."""

    def __init__(self, name: str, beginning: _Beginning, around: Sequence[str]) -> None:
        super().__init__(name)
        self.__path__ = [f"{folder}/{name.rpartition('.')[2]}" for folder in around]
        self._beginning = beginning
        if name == "sympy.simplify.simplify":
            self.logcombine = _Combining(beginning, name, "logcombine")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        absent = vars(self)[name] = _Absent(self._beginning, self.__name__, name)
        return absent


class _Absent:
    """A class or a function of a module that is not loaded; whoever wants more than to hear "no" gets the real one."""

    def __init__(self, beginning: _Beginning, home: str, name: str) -> None:
        self.beginning, self.home, self.name = beginning, home, name

    def real(self) -> Any:
        """The real thing, for which SymPy is made whole."""
        self.beginning.complete()
        if isinstance(sys.modules.get(self.home), _StandIn):
            del sys.modules[self.home]
        return getattr(import_module(self.home), self.name)

    def loaded(self) -> Any:
        """The real thing, or a class without instances while it is not loaded."""
        found = vars(sys.modules.get(self.home, self)).get(self.name)
        return found if isinstance(found, type) else _Nothing

    def __instancecheck__(self, instance: object) -> bool:
        return self.beginning.is_whole and isinstance(instance, self.loaded())

    def __subclasscheck__(self, subclass: type) -> bool:
        return self.beginning.is_whole and issubclass(subclass, self.loaded())

    def __mro_entries__(self, _: object) -> tuple[type, ...]:
        return (self.real(),)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self.real()(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.real(), name)


class _Combining(_Absent):
    """`logcombine`, of which an exponential asks every factor of its argument: without logarithms it stays."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        if arguments[0].has(self.beginning.module.log):
            return super().__call__(*arguments, **options)
        return arguments[0]


class _Nothing:
    """A class without instances."""
