"""Frozen objects in a third of the time: filled while they are open, then closed.

attrs fills a frozen object through `object.__setattr__`, a call for each field. Of classes of which there are many an
open form is filled by plain assignments, and then becomes one of the frozen class, of which it is a subclass with
nothing of its own:

    made = OPEN(1, "CNY")
    made.__class__ = Money

What is made so is equal to, and behaves as, what the class makes by itself.
"""

from __future__ import annotations

from typing import TypeVar, cast

import attrs

Frozen = TypeVar("Frozen")


def open_form(cls: type[Frozen]) -> type[Frozen]:
    """The open form of a frozen class with slots; whoever fills one closes it."""
    own = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    made = type(cls.__name__, (cls,), own)
    return cast("type[Frozen]", attrs.define(made, eq=False, repr=False, on_setattr=attrs.setters.NO_OP))
