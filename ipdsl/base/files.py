"""Find and read pages, and write files atomically.

Input: a path, standard input or the name of a packaged page. Output: a text or one finding. A file that is missing,
unreadable or not text is a finding, not an exception. `replace_file` writes a file of any kind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

from ipdsl.base.errors import (
    FIRST_LINE,
    EmptyPage,
    IsDirectory,
    JsonInsteadOfPage,
    ModuleInsteadOfPage,
    NoSuchFile,
    NotUtf8,
    TooLarge,
    Unreadable,
)
from ipdsl.base.findings.finding import Diagnostic, nearest
from ipdsl.base.findings.phrase import MessageValue, Phrase, literal_phrase
from ipdsl.base.pages import PACKAGED, PAGE_SUFFIX, packaged_names, packaged_page, policies_folder, report_page
from ipdsl.base.source import Source

STDIN = "-"
STDIN_NAME = "<stdin>"
MEGABYTE = 1_000_000
LIMIT_MB = 50
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xltx", ".xltm", ".xlsb", ".et", ".ett", ".ods")
MARK = "\ufeff"
"""The byte-order mark with which some editors begin a file."""


def find_page(name: str, page_path: str) -> str | None:
    """The page of that name in the folder of another page, or else in the package; a name is one word.

    A link to a file in another folder is not found, because findings would show lines of that file.
    """
    path = Path(page_path).parent / f"{name}{PAGE_SUFFIX}"
    is_there = name.isidentifier() and os.path.isfile(path) and path.resolve().parent == path.parent.resolve()
    return str(path) if is_there else packaged_page(name)


def path_on_disk(where: str) -> Path:
    """The path of a page on disk: in the package for packaged pages, otherwise as given."""
    path = Path(where)
    return policies_folder() / path.name if path.parent == Path(PACKAGED) and not os.path.exists(path) else path


def shown_name(where: str) -> str:
    """The name of a file in findings."""
    return STDIN_NAME if where == STDIN else where


def read_bytes(where: str) -> bytes | Diagnostic:
    """The bytes of a file or of standard input, or the finding that says why they cannot be read."""
    try:
        if where == STDIN and sys.stdin is None:
            return Unreadable(name=STDIN_NAME, reason=Phrase("standard input is closed", "标准输入已关闭"))
        if where == STDIN:
            data = sys.stdin.buffer.read(LIMIT_MB * MEGABYTE + 1)
            return TooLarge(name=STDIN_NAME, limit=LIMIT_MB) if len(data) > LIMIT_MB * MEGABYTE else data
        return _read_file(where)
    except FileNotFoundError:
        return NoSuchFile(name=where, advice=_advice_for(where), nearest=_similar_files(where))
    except IsADirectoryError:
        return IsDirectory(name=where)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        return Unreadable(name=where, reason=_refusal_text(error))


def _read_file(where: str) -> bytes | Diagnostic:
    path = path_on_disk(where)
    if path.is_dir():  # Windows reports "permission denied" when one is opened
        return IsDirectory(name=where)
    with path.open("rb") as file:
        if stat.S_ISREG(path.stat().st_mode) and path.stat().st_size > LIMIT_MB * MEGABYTE:
            return TooLarge(name=where, limit=LIMIT_MB)
        data = file.read(LIMIT_MB * MEGABYTE + 1)
    return TooLarge(name=where, limit=LIMIT_MB) if len(data) > LIMIT_MB * MEGABYTE else data


def read_page(where: str, *, name: str | None = None) -> Source | Diagnostic:
    """The text of a page without a byte-order mark, or the finding; `name` is the name that findings show."""
    data = read_bytes(where)
    if isinstance(data, Diagnostic):
        return data
    shown = name or shown_name(where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        report_page(data.decode("gb18030", "replace"))  # a page in Chinese characters is probably in this encoding
        return NotUtf8(name=shown, offset=error.start + 1, line=data.count(b"\n", 0, error.start) + 1)
    if not text.startswith(MARK * 2):  # a second mark is reported as a hidden character
        text = text.removeprefix(MARK)
    report_page(text)
    return page_from_text(text, shown)


def page_from_text(text: str, name: str) -> Source | Diagnostic:
    """A page given as text; one without a sentence is a finding, and so is JSON."""
    if all(line.lstrip().startswith("#") or not line.strip() for line in text.splitlines()):
        return EmptyPage(name=name)
    if text.lstrip().startswith(("{", "[")):
        return JsonInsteadOfPage(name=name)
    if text.startswith(("'", '"')) and FIRST_LINE.match(text):
        return ModuleInsteadOfPage(name=name)
    return Source(name, text)


def _advice_for(where: str) -> Phrase:
    """The forms of an argument. The package is searched for pages only."""
    if Path(where).suffix not in ("", PAGE_SUFFIX):
        return Phrase(
            "check the name and the folder; `-` is standard input", "请核对文件名和所在文件夹；`-`表示标准输入"
        )
    return Phrase(
        "give the path of a file, or `-` for standard input; name a policy of the package without a path",
        "请给出文件的路径，或用`-`表示标准输入；程序自带的政策直接写名称",
    )


def _similar_files(where: str) -> tuple[str, ...]:
    """The pages that may have been meant: those in the same folder, and packaged policies."""
    path = Path(where)
    siblings = files_with_suffix(path) if path.suffix else ()
    return nearest(where, siblings) or nearest(path.stem, packaged_names())


def files_with_suffix(path: Path) -> tuple[str, ...]:
    """The files in the folder of a path that have its suffix; none if the system refuses the folder."""
    try:
        names = sorted(os.listdir(path.parent))
    except (OSError, ValueError):  # ValueError: a null character in the path
        return ()
    siblings = (path.parent / name for name in names if name.endswith(path.suffix))
    return tuple(str(sibling) for sibling in siblings if os.path.isfile(sibling))


def _refusal_text(error: Exception) -> MessageValue:
    """The system's message for a refusal, without its number."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return refusal(error, words[:1].lower() + words[1:])


_REFUSALS = {
    errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "不是文件夹", errno.EISDIR: "是文件夹", errno.ENOSPC: "磁盘空间不足", errno.EROFS: "只能读取",
    errno.ENAMETOOLONG: "名称过长", errno.EBUSY: "正被使用", errno.EIO: "读写出错", errno.ELOOP: "链接形成循环",
    errno.EBADF: "已关闭",
}  # fmt: skip


def refusal(error: Exception, words: str) -> MessageValue:
    """Why the system refuses, in its own words, or in Chinese for common reasons."""
    known = _REFUSALS.get(error.errno or 0) if isinstance(error, OSError) else None
    return words if known is None else literal_phrase(words, known)


def write_refusal(error: OSError) -> MessageValue:
    """Why the system refuses to write."""
    return refusal(error, (error.strerror or str(error)).lower())


def replace_file(target: Path, data: bytes | memoryview, suffix: str = "", *, is_synced: bool = False) -> None:
    """Write a file completely or not at all; permissions are kept.

    The data are first in a temporary file with the `suffix`. `is_synced`: they are on the disk before it is renamed.
    """
    import shutil  # most calls write no file
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        else:
            os.chmod(temporary, 0o666 & ~umask())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def umask() -> int:
    """The permissions that new files of this process lack."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
