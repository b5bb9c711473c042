r"""Names that the eye takes for others: a Cyrillic а beside a Latin a, a `sіn` that is no sine.

And two forms of one Greek letter, `\phi` and `\varphi`, which are one name: in one text they are two to the eye.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from symcalc.errors import Ambiguous, SyntaxFault
from symcalc.syntax.functions import known
from symcalc.syntax.names import canonical
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

    def __copy__(self) -> Seen:
        """The same names, to go on from twice."""
        twin = Seen()
        twin._names = dict(self._names)
        twin._forms = dict(self._forms)
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


def _taken_for(token: Token, other: str, spelled: str) -> SyntaxFault:
    foreign = next(letter for letter in spelled + other if letter in _LATIN)
    message = f"'{spelled}' looks like '{other}' but is another name"
    hint = f"one of the letters is a {unicodedata.name(foreign, 'foreign letter').lower()} (U+{ord(foreign):04X})"
    return SyntaxFault(message, hint=hint, span=token.span)
