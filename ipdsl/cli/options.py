"""Options that several verbs take, with one wording."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import click

F = TypeVar("F", bound=Callable[..., object])

_MORE = {"github": "annotations for GitHub", "junit": "a report for JUnit"}


def modified_ledger() -> Callable[[F], F]:
    """`--accept-modified-ledger`: who answers for a ledger that was changed; `--accept-edited` is its older name."""

    def add_both_options(command: F) -> F:
        @functools.wraps(command)
        def run_command(*words: Any, accept_edited: str | None, older_name: str | None, **options: Any) -> object:
            return command(*words, accept_edited=accept_edited or older_name, **options)

        older = click.option("--accept-edited", "older_name", metavar="NAME", hidden=True)(run_command)
        return cast("F", click.option(
            "--accept-modified-ledger", "accept_edited", metavar="NAME",
            help="Who answers for a ledger that is not as it was written.",
        )(older))  # fmt: skip

    return add_both_options


def style(*more: str) -> Callable[[F], F]:
    """`--format`: text or JSON, and what a verb prints besides."""
    formats = ", ".join(["JSON for programs", *(_MORE[name] for name in more)])
    return click.option(
        "--format", "style", type=click.Choice(["text", "json", *more]), default="text", show_default=True,
        help=f"Text to read, or {formats}.",
    )  # fmt: skip
