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


def language(help: str = "Tell findings in English or in Chinese.") -> Callable[[F], F]:
    """`--lang`: the language in which findings are told, or what else `help` says."""
    return click.option(
        "--lang", "lang", type=click.Choice(["en", "zh"]), default="en", show_default=True,
        help=help,
    )  # fmt: skip
