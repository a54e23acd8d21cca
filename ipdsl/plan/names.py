"""Names of the functions of a generated module: article, ASCII slug, counter. Nothing else of a page gets in."""

from __future__ import annotations

import re

from ipdsl.making import attrs

_LONGEST = 60


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single underscores of a text; empty where it has none."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:_LONGEST].rstrip("_")


@attrs.define
class FunctionNames:
    """Gives each function a name of its own."""

    _taken: set[str] = attrs.field(factory=set)

    def take(self, *parts: str) -> str:
        """A free name made of the parts; a counter is added where it is taken."""
        base = "_".join(part for part in map(slug, parts) if part)[:_LONGEST].rstrip("_") or "award"
        if not base[0].isalpha():
            base = f"award_{base}"
        name, count = base, 1
        while any(form in self._taken for form in _forms(name)):
            count += 1
            name = f"{base}_{count}"
        self._taken.update(_forms(name))
        return name


def _forms(name: str) -> tuple[str, ...]:
    return name, f"{name}_days", f"{name}_picks"
