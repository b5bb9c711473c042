"""What a person may have meant otherwise, though it was read without doubt: names that look like products or calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcalc.syntax.functions import known
from symcalc.syntax.reading import is_latex
from symcalc.syntax.source import Source

_WORD = re.compile(r"(?<![A-Za-z0-9_.])[A-Za-z]+(?![A-Za-z0-9_(])")
_COMMENT = re.compile(r"#.*")
#: Variables that nobody needs to see twice to take them for variables.
_USUAL = frozenset("xyz")


def remarks(source: Source) -> Iterator[str]:
    """A sentence for each name that may be meant as something else.

    >>> list(remarks(Source("x^2 + xy + y^2")))
    ['xy is one name; for a product write x*y']
    >>> list(remarks(Source("sinx + cost")))
    ['sinx is one name; for the function write sin(x)']
    """
    if is_latex(source.text):
        return
    words = list(dict.fromkeys(_WORD.findall(_COMMENT.sub("", source.text))))
    letters = {word for word in words if len(word) == 1}
    if source.text.strip() in {"-h", "-help", "help"}:
        yield f"{source.text.strip()} is read as an expression; --help shows the help"
    for word in words:
        function, variable = word[:-1], word[-1]
        if known(word):
            continue
        if known(function) and variable in letters | _USUAL:
            yield f"{word} is one name; for the function write {function}({variable})"
        elif len(word) > 1 and letters.issuperset(word):
            yield f"{word} is one name; for a product write {'*'.join(word)}"
