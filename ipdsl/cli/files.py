"""The files of a call: outputs that would overwrite an input, the pages of folders, and writing.

Files are written atomically: first to a temporary file, which then replaces the old file. A failure keeps the old file.
The result of a command with `-o` is written to that file instead of standard output.
"""

from __future__ import annotations

import contextlib
import io
import json
import keyword
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ipdsl.base.errors import CannotWrite
from ipdsl.base.files import STDIN, WORKBOOK_SUFFIXES, path_on_disk, replace_file, write_refusal
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.pages import PAGE_SUFFIX, locate
from ipdsl.cli.console import OK, usage_error, worst
from ipdsl.cli.findings import fail

_FOUR = Phrase("policy, facts, history and series", "政策、事实、台账和行情")
_OTHER_FORMATS = (".csv", ".parquet", ".doc", ".docx", ".pdf")
"""Suffixes of formats that no printed result has, apart from workbooks."""


def refuse_two_streams(*named: str | None, what: Phrase = _FOUR) -> None:
    """Raise a usage error if standard input would be read twice."""
    if named.count(STDIN) > 1:
        raise usage_error("only one of {what} can be standard input", "{what}中只能有一个是标准输入", what=what)


def refuse_output(option: str, path: str | None, *read: str | None) -> None:
    """Raise a usage error if the output is standard output, or would overwrite a page or an input.

    Standard output has the result. A link counts as the file that it leads to.
    """
    if path is None:
        return
    if path == STDIN or _is_standard_output(path):
        raise usage_error(
            "{option} names a file; standard output holds the result",
            "`{option}`要给出文件名；标准输出用来显示结果", option=option,
        )  # fmt: skip
    refuse_overwriting(option, path, *read)
    if path.lower().endswith(PAGE_SUFFIX):
        raise usage_error(
            "{option} would make a page of `{where}`; give the result another name",
            "`{option}`会把`{where}`变成页面；请给结果另起一个名称", option=option, where=path,
        )  # fmt: skip


def refuse_existing(option: str, path: str) -> None:
    """Raise a usage error if a file that a person fills in would be overwritten."""
    if os.path.lexists(path):
        raise usage_error(
            "{option} would overwrite `{where}`, which may be filled in; give another name, or remove it",
            "`{option}`会覆盖已有的`{where}`，其中可能已经填写；请另起名称，或先删除该文件", option=option, where=path,
        )  # fmt: skip


def refuse_module_name(path: str) -> None:
    """Raise a usage error if Python could not import the module, or if it would hide a different module."""
    file = os.path.basename(path)
    name, suffix = os.path.splitext(file)
    is_taken = keyword.iskeyword(name) or name in sys.stdlib_module_names or name == "ipdsl"
    if is_taken or not name.isidentifier() or suffix == ".pyc":
        raise usage_error(
            "`{file}` cannot be the name of a Python module: use letters, digits and underscores, no reserved word and"
            " no module of Python, as in `town_2025.py`",
            "`{file}`不能作为Python模块的名称：请用字母、数字和下划线，不得使用保留字和Python自带模块的名称，"
            "例如`town_2025.py`", file=file,
        )  # fmt: skip


def refuse_overwriting(option: str, path: str, *read: str | None) -> None:
    """Raise a usage error if the output would overwrite an input, also through a link."""
    if any(is_same_file(path, name) for name in read if name is not None):
        raise usage_error(
            "{option} would overwrite `{where}`, which is read here",
            "`{option}`会覆盖本次要读取的`{where}`", option=option, where=path,
        )  # fmt: skip


def _is_standard_output(path: str) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):  # no such file, or an output without a descriptor
        return False


def is_same_file(path: str, other: str) -> bool:
    """Whether both files exist and are the same. `other` may be the name of a packaged page."""
    try:
        return os.path.samefile(path, path_on_disk(locate(other)))
    except (OSError, ValueError):  # one of them does not exist, or is not a file name
        return False


def refuse_twice(named: Iterable[str]) -> None:
    """Raise a usage error if one file is given twice."""
    seen: set[str] = set()
    for name in named:
        path = os.path.realpath(name)
        if path in seen:
            raise usage_error("`{name}` is given twice", "`{name}`给了两次", name=name)
        seen.add(path)


def pages_of(paths: Iterable[str]) -> list[str]:
    """Files as they are, and for a folder all pages in it and in its folders, in the order of their names."""
    return list(dict.fromkeys(page for path in paths for page in _pages_of_path(path)))


def _pages_of_path(path: str) -> list[str]:
    folder = Path(path)
    if not os.path.isdir(folder):  # also for a name that is too long
        return [path]
    files = sorted(file for file in folder.rglob(f"*{PAGE_SUFFIX}") if file.is_file())
    pages = [str(file) for file in files if not any(part.startswith(".") for part in file.relative_to(folder).parts)]
    if not pages:
        raise usage_error("the folder `{name}` has no pages", "文件夹`{name}`中没有页面", name=path)
    return pages


def write_file(path: str, data: bytes) -> Diagnostic | None:
    """Write a file completely or not at all. Links and permissions are kept."""
    target = resolve_path(path)
    if isinstance(target, Diagnostic):
        return target
    try:
        if target.exists() and not target.is_file():  # a device or a pipe receives the bytes directly
            target.write_bytes(data)
        else:
            replace_file(target, data)
    except OSError as error:
        return CannotWrite(name=path, reason=write_refusal(error))
    return None


def ledger_bytes(ledger: Mapping[str, object]) -> bytes:
    """The content of a ledger file."""
    return f"{json.dumps(ledger, ensure_ascii=False, indent=1)}\n".encode()


def resolve_path(path: str) -> Path | Diagnostic:
    """The file of a name, with links resolved; a finding if it cannot be resolved."""
    if not path:
        return CannotWrite(name=path, reason=Phrase("the name is empty", "文件名为空"))
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError
        return CannotWrite(name=path, reason=Phrase("the link leads to itself", "该链接指向自身"))


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
        yield from (word for word in (value if isinstance(value, tuple) else (value,)) if isinstance(word, str))
