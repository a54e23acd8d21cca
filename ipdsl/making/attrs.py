"""The part of attrs that the house uses, by the names of attrs; to who checks types it is attrs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import AttrsInstance, define, evolve, field, fields, frozen, has
else:
    from ipdsl.making.classes import AttrsInstance, define, evolve, field, fields, frozen, has

__all__ = ["AttrsInstance", "define", "evolve", "field", "fields", "frozen", "has"]
