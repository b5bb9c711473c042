"""Colours that are told apart by everyone: the palette of Okabe and Ito (2008), and maps that are even in lightness."""

from __future__ import annotations

from symcalc.record import record


@record
class Theme:
    """The colours of a picture; `map` is a map of matplotlib's and how much paper is mixed into it."""

    paper: str
    ink: str
    faint: str
    lines: tuple[str, str, str, str]
    walk: str
    minimum: str
    maximum: str
    saddle: str
    map: tuple[str, float]

    @property
    def function(self) -> str:
        """The colour of the function itself."""
        return self.lines[0]

    def line(self, role: str) -> str:
        """The colour of a line by what it is."""
        places = {"other": 1, "quadratic": 1, "third": 2, "fourth": 3}
        return self.walk if role == "walk" else self.lines[places.get(role, 0)]

    def mark(self, kind: str) -> str:
        """The colour of a mark by its kind; the shape tells the kind without it."""
        return {"minimum": self.minimum, "maximum": self.maximum, "saddle": self.saddle}.get(kind, self.ink)


LIGHT = Theme(
    paper="#ffffff",
    ink="#1a1a1a",
    faint="#8c8c8c",
    lines=("#0072b2", "#d55e00", "#009e73", "#a8578a"),
    walk="#c14a00",
    minimum="#00805c",
    maximum="#c14a00",
    saddle="#a8407d",
    map=("cividis", 0.42),
)
DARK = Theme(
    paper="#121417",
    ink="#e8e8e8",
    faint="#7d858c",
    lines=("#56b4e9", "#e69f00", "#2fd3a2", "#f0a5cf"),
    walk="#ff9255",
    minimum="#2fd3a2",
    maximum="#ff9255",
    saddle="#f0a5cf",
    map=("cividis", 0.45),
)
THEMES = {"light": LIGHT, "dark": DARK}
