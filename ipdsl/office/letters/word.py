"""Letters as Word files.

A separate process with limits fills in the template, and its problems become findings here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ipdsl.base.errors import CannotWrite
from ipdsl.base.files import read_bytes, refusal
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.facts.errors.problems import FactsError
from ipdsl.office.letters.content import Content
from ipdsl.office.letters.errors import NotATemplate
from ipdsl.office.letters.findings import findings_of
from ipdsl.office.letters.requirements import require_letter_libraries

_START = 20.0
"""Time limit of the process in seconds, in addition to 8 seconds for each letter."""

_REASONS = {
    "old": Phrase("it is a document of the old form (.doc)", "它是旧格式（`.doc`）的文件"),
    "no word": Phrase("it is no .docx", "它不是`.docx`"),
    "broken": Phrase("it is broken", "它已损坏"),
    "password": Phrase("it is guarded by a password", "它有密码保护"),
    "memory": Phrase("filling it in needs too much memory", "填写时所需的内存过多"),
    "size": Phrase("it unpacks to far more than a letter", "解压后远大于一份通知书"),
    "time": Phrase("filling it in takes too long", "填写的时间过长"),
    "macros": Phrase("it has macros, which would go out with each letter", "它带有宏，会随每份通知书发出"),
    "embedded": Phrase("other files are embedded in it", "它嵌入了其他文件"),
    "unwritten": Phrase("it cannot be filled in", "没有填写所需的空间"),
}
_SAVE = Phrase(
    "open it in Word, WPS or LibreOffice and save it as .docx", "请用`Word`、`WPS`或`LibreOffice`打开，另存为`.docx`"
)
_LESS = Phrase("take loops inside loops out of it, or begin with `ipdsl letter --new-template FILE.docx`",
               "请去掉循环中的循环，或用`ipdsl letter --new-template 文件.docx`重新制作")  # fmt: skip
_WITHOUT = Phrase("take that out, and save it as .docx", "请去掉后另存为`.docx`")
_ADVICE = {
    "memory": _LESS, "time": _LESS, "size": _LESS, "macros": _WITHOUT, "embedded": _WITHOUT,
    "password": Phrase("save it without a password", "请另存为没有密码的文件"),
}  # fmt: skip


def render_word(
    letters: Sequence[Content], language: Language, template: str | None = None,
    warn: Callable[[Iterable[Diagnostic]], object] = tuple,
) -> list[bytes]:  # fmt: skip
    """A Word file for each content. `template` is the path of the bureau's template.

    Raises `FactsError` with the problems of the template. `warn` gets the warnings about it.
    """
    require_letter_libraries("docxtpl", "jinja2")
    if template is not None and isinstance(template_bytes := read_bytes(template), Diagnostic):
        raise FactsError(Report([template_bytes]))
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = template or _default_template(folder, language)
            warn(_fill_in_process(path, path, folder, letters))
            return [(Path(folder) / f"{index}.docx").read_bytes() for index in range(len(letters))]
    except OSError as error:  # the disk is full, or the temporary folder is missing
        reason = refusal(error, (error.strerror or str(error)).lower())
        raise FactsError(Report([CannotWrite(name=tempfile.gettempdir(), reason=reason)])) from None


def _default_template(folder: str, language: Language) -> str:
    """Write the project's own template to a file."""
    from ipdsl.office.letters.word_template import template

    path = Path(folder) / "template.docx"
    path.write_bytes(template(language))
    return str(path)


def _fill_in_process(path: str, name: str, folder: str, letters: Sequence[Content]) -> list[Diagnostic]:
    """Fill in the template, and return the warnings about it."""
    input_lines = "".join(f"{json.dumps(content)}\n" for content in letters)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "ipdsl.office.letters.rendering_process", path, folder], input=input_lines.encode(),
            capture_output=True, timeout=_START + 8 * len(letters), check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _template_error(name, "time") from None
    lines = ran.stdout.splitlines()
    if not lines:
        raise _template_error(name, "time" if ran.returncode < 0 else "memory")
    reply = json.loads(lines[-1])
    if "refused" in reply:
        raise _template_error(name, reply["refused"])
    if "wrong" in reply:
        raise FactsError(Report([*findings_of(name, reply["wrong"])]))
    return [*findings_of(name, reply["doubtful"])]


def _template_error(name: str, kind: str) -> FactsError:
    return FactsError(Report([NotATemplate(name=name, reason=_REASONS[kind], advice=_ADVICE.get(kind, _SAVE))]))
