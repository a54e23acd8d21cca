"""Names of functions and variables in a generated module: an ASCII slug and a counter, nothing else from a page."""

from __future__ import annotations

import re

import attrs

from ipdsl.runtime import api

_MAX_LENGTH = 60

_PYTHON_NAMES = """
    abs aiter all and anext any as ascii assert async await bin bool break breakpoint bytearray bytes callable case chr
    class classmethod compile complex continue copyright credits def del delattr dict dir divmod elif else enumerate
    eval except exec exit filter finally float for format from frozenset getattr global globals hasattr hash help hex
    id if import in input int is isinstance issubclass iter lambda len license list locals map match max memoryview min
    next nonlocal not object oct open or ord pass pow print property quit raise range repr return reversed round set
    setattr slice sorted staticmethod str sum super try tuple type vars while with yield zip
"""
"""A fixed list, so that the text of a module does not depend on the version of Python."""

_MODULE_NAMES = """
    begun c claims content_hash day document done due effective evaluate facts fields first found given last moving
    policy proposed read_facts record records row since settled total total_bounds until values year
"""
"""Names that a module and its functions use, in addition to names from the page."""

RESERVED = frozenset({*_PYTHON_NAMES.split(), *_MODULE_NAMES.split(), *api.__all__})


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single underscores of a text; may be empty."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:_MAX_LENGTH].rstrip("_")


@attrs.define(eq=False, repr=False)
class UniqueNames:
    """Gives each function of a module, or each variable of a function, a unique name.

    A name that does not begin with a letter gets the default name as prefix; an empty one is the default name.
    `avoided` are the names that other objects have in the same text, as far as they are known.
    """

    _default: str
    taken: set[str] = attrs.field(factory=set)
    avoided: set[str] = attrs.field(factory=set)

    def take(self, *parts: str) -> str:
        """A unique name made of the parts, with a counter if it is taken."""
        base = "_".join(part for part in map(slug, parts) if part)[:_MAX_LENGTH].rstrip("_") or self._default
        if not base[0].isalpha():
            base = f"{self._default}_{base}"
        name, count = base, 1
        while name in self.taken or name in self.avoided or name in RESERVED:
            count += 1
            name = f"{base}_{count}"
        self.taken.add(name)
        return name
