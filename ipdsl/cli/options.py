"""Options that several verbs take, with one wording."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])

_MORE = {"github": "annotations for GitHub", "junit": "a report for JUnit"}


def style(*more: str) -> Callable[[F], F]:
    """`--format`: text or JSON, and what a verb prints besides."""
    others = ", ".join(["JSON for programs", *(_MORE[name] for name in more)])
    return click.option(
        "--format", "style", type=click.Choice(["text", "json", *more]), default="text", show_default=True,
        help=f"Text to read, or {others}.",
    )  # fmt: skip
