"""Check the templates of a printer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import attrs

from ipdsl.syntax.printing import LEVELS, PART


def template_problems(kind: type, template: str, forms: Collection[str]) -> Iterator[str]:
    """What is wrong in a template. The later attributes of a path belong to other classes and are not checked."""
    for match in PART.finditer(template):
        for alternative in (match["alternatives"] or "").split("|"):
            yield from template_problems(kind, alternative, forms) if alternative else ()
        name = (match["name"] or "").split(".")[0]
        if name and name not in attrs.fields_dict(kind):
            yield f"{kind.__name__} has no attribute {name}"
        if match["level"] and match["level"] not in LEVELS:
            yield f"no level {match['level']}"
        if match["form"] and match["form"] not in forms:
            yield f"no form {match['form']}"
    if re.search(r"[\[\]{}|]", PART.sub("", template)):
        yield "brackets do not match"
