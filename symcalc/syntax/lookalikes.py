r"""Names that the eye takes for others: a Cyrillic а beside a Latin a, a `sіn` that is no sine.

And two forms of one letter, `\phi` and `\varphi`, `\mathbf{r}` and `r`, which are one name: in one text they are two to
the eye.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from symcalc.errors import Ambiguous, SyntaxFault
from symcalc.syntax.functions import known
from symcalc.syntax.names import MATRICES, canonical
from symcalc.syntax.scope import Scope
from symcalc.syntax.tokens import RESERVED, Token

#: Letters of other alphabets and the Latin ones that they are drawn like.
_ALPHABETS = (
    ("аеорсухіјѕһԁԛԝүѵӏАВЕКМНОРСТХІЈЅҮӀԌѴԜ", "aeopcyxijshdqwyvlABEKMHOPCTXIJSYIGVW"),  # Cyrillic
    ("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX"),  # Greek
    ("օսհոցզյ", "ouhngqj"),  # Armenian
    ("ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᎽᏀᏃᏒᏙᏚᏞᏟᏢᏦᏴ", "DRTiAJEWMHYGZRVSLCPKB"),  # Cherokee
    ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPDTGKJCZFMNLSRVHWXYAEIOU"),  # Lisu
    ("ⲞⲟⲢⲣⲤⲥⲬⲭⲦⲔⲘⲚⲎⲒⲨ", "OoPpCcXxTKMNHIY"),  # Coptic
    ("ᴄᴏᴠᴡᴢꜱıȷɑɡɩ", "covwzsijagi"),  # rare Latin ones
)
_LATIN = {foreign: latin for pair in _ALPHABETS for foreign, latin in zip(*pair, strict=True)}
_CONSTANTS = frozenset({"e", "pi", "oo"})
#: Greek letters that have two forms, the second of each `\var…` in LaTeX.
_FORMS = dict(zip("φεθρκσπ", "ϕϵϑϱϰςϖ", strict=True))
_SECOND = {second: first for first, second in _FORMS.items()}
_VARIED = ("phi", "epsilon", "theta", "rho", "kappa", "sigma", "pi")
_LETTER = rf"\\(?:var)?({'|'.join(_VARIED)})(?![A-Za-z])|[{''.join((*_FORMS, *_SECOND))}]"

#: Fonts in which a letter of LaTeX is another one to the eye; those of vectors are one.
_FONT = re.compile(
    r"\\(?:(mathbf|boldsymbol|bm|symbf|vec)|(mathcal|mathscr|mathbb|mathfrak|mathsf|mathtt))(?![A-Za-z])"
)


def skeleton(text: str) -> str:
    """A name as the eye sees it, in one spelling.

    >>> skeleton("х_1"), skeleton("Α"), skeleton("λ")
    ('x1', 'A', 'lambda')
    """
    return canonical("".join(_LATIN.get(letter, letter) for letter in unicodedata.normalize("NFKC", text)))


class Seen:
    """The names of a text so far, by what the eye sees."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, str]] = {}
        self._forms: dict[str, str] = {}
        self._fonts: dict[str, tuple[str, str]] = {}

    def __copy__(self) -> Seen:
        """The same names, to go on from twice."""
        twin = Seen()
        twin._names = dict(self._names)
        twin._forms = dict(self._forms)
        twin._fonts = dict(self._fonts)
        return twin

    def refuse_lookalikes(self, tokens: Iterable[Token], text: str) -> None:
        """Refuse a name that looks like another one, or like a word of the language, and is not."""
        for token in tokens:
            if token.kind == "name":
                spelled = text[token.start : token.end]
                self._refuse_two_forms(token, spelled)
                seen = token.text if spelled.isascii() else skeleton(spelled)
                name, other = self._names.setdefault(seen, (token.text, spelled))
                if name != token.text:
                    raise _taken_for(token, other, spelled)
                if seen != token.text and (known(seen) or seen in RESERVED or seen in _CONSTANTS):
                    raise _taken_for(token, seen, spelled)

    def refuse_two_fonts(self, tokens: Sequence[Token], text: str, scope: Scope) -> None:
        r"""Refuse `\mathbf{r}` where `r` stands too: they are one name, and were perhaps meant to be two.

        What has a declared shape, or is a matrix that is written out, is one however it is set; `\mathbf{H}` is a sign
        of derivatives, and what stands below a `\nabla` is no more than a variable.
        """
        for place, token in enumerate(tokens):
            below = [before.kind for before in tokens[max(place - 2, 0) : place]] == ["_", "("]
            if token.kind != "name" or below or _is_one(token.text, scope):
                continue
            spelled = text[token.start : token.end]
            font = _font(spelled)
            other, first = self._fonts.setdefault(token.text, (font, spelled))
            if other != font:
                hint = f"fonts say nothing here: write {first} throughout, declare its shape, or rename one of them"
                raise Ambiguous(f"{first} and {spelled}: one name, or two?", hint=hint, span=token.span)

    def _refuse_two_forms(self, token: Token, spelled: str) -> None:
        r"""Refuse `\varphi` where `\phi` stands too: they are one name, and were perhaps meant to be two."""
        if spelled.isascii() and "\\" not in spelled:
            return
        for found in re.finditer(_LETTER, spelled):
            letter = f"\\{found[1]}" if found[1] else _SECOND.get(found[0], found[0])
            other = self._forms.setdefault(letter, found[0])
            if other != found[0]:
                hint = f"they are one name here: write {other} throughout, or give one of them an index"
                raise Ambiguous(f"{other} and {found[0]}: one name, or two?", hint=hint, span=token.span)


def _font(spelled: str) -> str:
    """The font of a name as it is written; those of vectors are one, and upright letters are like others."""
    found = _FONT.search(spelled) if "\\" in spelled else None
    return "" if found is None else found[2] or "bold"


def _is_one(name: str, scope: Scope) -> bool:
    """Whether a name is one in whatever font: there is no number beside it that would be set as it is."""
    array = scope.arrays.get(name)
    is_matrix = array is not None and array.columns != 1
    return is_matrix or name in scope.shapes or name.partition("_")[0] in MATRICES


def _taken_for(token: Token, other: str, spelled: str) -> SyntaxFault:
    foreign = next(letter for letter in spelled + other if letter in _LATIN)
    message = f"'{spelled}' looks like '{other}' but is another name"
    hint = f"one of the letters is a {unicodedata.name(foreign, 'foreign letter').lower()} (U+{ord(foreign):04X})"
    return SyntaxFault(message, hint=hint, span=token.span)
