"""Write the result of a command to the file of `-o` instead of standard output."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator, Mapping

from ipdsl.cli.console import OK, usage_error, worst
from ipdsl.cli.findings import fail
from ipdsl.cli.inputs import WORKBOOK_SUFFIXES, refuse_output
from ipdsl.cli.writing import write_file

_OTHER_FORMATS = (".csv", ".parquet", ".doc", ".docx", ".pdf")
"""Suffixes of formats that no printed result has, apart from workbooks."""


class _ResultText(io.StringIO):
    """The printed result. It is written in UTF-8."""

    encoding = "utf-8"


def write_result(path: str, command: Callable[[], int | None], arguments: Mapping[str, object]) -> int:
    """Run a command, write its result to a file, and return the exit code. Nothing is written if it prints nothing.

    Raises a usage error if the file is also an argument of the command, or if its suffix names a format that is not
    text.
    """
    words = [*_words(arguments)]
    refuse_output("--out", path, *words)
    if path.lower().endswith((*WORKBOOK_SUFFIXES, *_OTHER_FORMATS)):
        raise usage_error(
            "the result is text and cannot be written as `{name}`. Use a different suffix, such as .txt, or "
            ".json for JSON",
            "结果是文本，不能写成`{name}`这种格式的文件。请换用其他扩展名，例如`.txt`；JSON用`.json`",
            name=path,
        )
    if any(os.path.realpath(path) == os.path.realpath(word) for word in words):
        raise usage_error("`{name}` is given twice", "`{name}`给了两次", name=path)
    result = _ResultText()
    with contextlib.redirect_stdout(result):
        code = command() or OK
    if not result.getvalue():
        return code
    problem = write_file(path, result.getvalue().encode())
    return code if problem is None else worst([code, fail([problem])])


def _words(arguments: Mapping[str, object]) -> Iterator[str]:
    """The arguments of the command that are text."""
    for value in arguments.values():
        for word in value if isinstance(value, tuple) else (value,):
            if isinstance(word, str):
                yield word
