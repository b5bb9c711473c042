"""Colours that are told apart by everyone: the palette of Okabe and Ito (2008), and maps that are even in lightness."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture; `map` and `relief` are the names of matplotlib's colour maps."""

    paper: str
    ink: str
    faint: str
    function: str
    other: str
    quadratic: str
    walk: str
    minimum: str
    maximum: str
    saddle: str
    map: str
    relief: str

    def line(self, role: str) -> str:
        """The colour of a line by what it is."""
        return {"other": self.other, "quadratic": self.quadratic, "walk": self.walk}.get(role, self.function)

    def mark(self, kind: str) -> str:
        """The colour of a mark by its kind; the shape tells the kind without it."""
        return {"minimum": self.minimum, "maximum": self.maximum, "saddle": self.saddle}.get(kind, self.ink)


LIGHT = Theme(
    paper="#ffffff",
    ink="#1a1a1a",
    faint="#8c8c8c",
    function="#0072b2",
    other="#d55e00",
    quadratic="#d55e00",
    walk="#d55e00",
    minimum="#009e73",
    maximum="#d55e00",
    saddle="#cc79a7",
    map="cividis",
    relief="cividis",
)
DARK = Theme(
    paper="#121417",
    ink="#e8e8e8",
    faint="#7d858c",
    function="#56b4e9",
    other="#e69f00",
    quadratic="#e69f00",
    walk="#e69f00",
    minimum="#2fd3a2",
    maximum="#ff9255",
    saddle="#f0a5cf",
    map="cividis",
    relief="cividis",
)
THEMES = {"light": LIGHT, "dark": DARK}
