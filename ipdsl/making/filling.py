"""Frozen objects of which some fields have no value yet: it is made when it is first read.

An object is filled while it has a class that is open, and closed then, as `ipdsl.making.classes` does it for all
fields. What has no value is the business of `__getattr__` of the class.
"""

from __future__ import annotations

from typing import TypeVar, cast

from ipdsl.making.classes import opened

Frozen = TypeVar("Frozen")


def filled(cls: type[Frozen], some: tuple[str, ...]) -> type[Frozen]:
    """What makes objects of a frozen class of the values of some fields, in this order."""
    text = "\n    ".join(
        [
            f"def make({', '.join(some)}):",
            "made = new(Open)",
            *[f"made.{name} = {name}" for name in some],
            "made.__class__ = Closed",
            "return made",
        ]
    )
    found: dict[str, object] = {"new": object.__new__, "Open": opened(cls), "Closed": cls}
    exec(compile(text, f"<filled {cls.__name__}>", "exec"), found)
    return cast("type[Frozen]", found["make"])
