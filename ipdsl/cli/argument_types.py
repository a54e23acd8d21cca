"""The types of arguments and options. A shell uses them to complete the names of files and policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class FileType(click.types.StringParamType):
    """The name of a file or folder. The shell completes it."""

    name = "file"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # only for completion

        return [CompletionItem(incomplete, type="file")]


class PolicyType(FileType):
    """The name of a page or of a packaged policy. The shell completes both."""

    name = "policy"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # only for completion

        from ipdsl.base.packaged_policies import packaged_names

        names = [CompletionItem(name) for name in sorted(packaged_names()) if name.startswith(incomplete)]
        return [*names, *super().shell_complete(ctx, param, incomplete)]


FILE, POLICY, OUTPUT, WORD = FileType(), PolicyType(), FileType(), PolicyType()
"""`FILE` and `POLICY` are files that are read: if one is missing, the others are examined in the same run.

`OUTPUT` is a file that is written. `WORD` is the name of a page, or another word.
"""
