"""Run the command line in this process, as a person would in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import attrs
from click.testing import CliRunner

from ipdsl.cli.main import cli


@attrs.frozen
class Ran:
    """The result of a command: its exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def both(self) -> str:
        return self.out + self.err


def run(
    *arguments: str | Path, stdin: str | bytes | None = None, variables: Mapping[str, str | None] = MappingProxyType({})
) -> Ran:
    """Run `ipdsl ARGUMENTS` in this process, with environment variables set, or unset if `None`.

    An internal error fails the calling test with its traceback.
    """
    result = CliRunner().invoke(
        cli, [str(a) for a in arguments], input=stdin, env={"IPDSL_DEBUG": "1", **variables}, prog_name="ipdsl"
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.stderr, result.stderr
    assert "internal error" not in result.stderr, result.stderr
    return Ran(result.exit_code, result.stdout, result.stderr)
