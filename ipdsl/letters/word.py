"""Letters as Word files: another process fills in the template, within limits; what it found wrong is told here."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import NOTHING, Language, Phrase, names
from ipdsl.errors import CannotWrite
from ipdsl.files import read_bytes, refusal
from ipdsl.letters.content import Content
from ipdsl.letters.errors import BadForm, NotATemplate, NotOne, NotTaken, UnknownName
from ipdsl.letters.names import in_rows
from ipdsl.letters.needed import refuse_without
from ipdsl.runtime.reading.errors import FactsError

FILTERS = ("default", "first", "join", "last", "length")
_START = 20.0
"""Seconds on the clock that the process may take beside 8 for each letter."""

_MADE = {
    "old": Phrase("it is a document of the old form (.doc)", "它是旧格式（`.doc`）的文件"),
    "no word": Phrase("it is no .docx", "它不是`.docx`"),
    "broken": Phrase("it is broken", "它已损坏"),
    "password": Phrase("it is guarded by a password", "它有密码保护"),
    "memory": Phrase("filling it in needs too much memory", "填写时所需的内存过多"),
    "size": Phrase("it unpacks to far more than a letter", "解压后远大于一份通知书"),
    "time": Phrase("filling it in takes too long", "填写的时间过长"),
    "macros": Phrase("it has macros, which would go out with each letter", "它带有宏，会随每份通知书发出"),
    "embedded": Phrase("other files are embedded in it", "它嵌入了其他文件"),
    "outside": Phrase("it fetches something from elsewhere when it is opened", "它在打开时会从别处读取内容"),
    "unwritten": Phrase("there is no room to fill it in", "没有填写所需的空间"),
}
_SAVE = Phrase(
    "open it in Word, WPS or LibreOffice and save it as .docx", "请用`Word`、`WPS`或`LibreOffice`打开，另存为`.docx`"
)
_LESS = Phrase("take loops inside loops out of it, or begin with `ipdsl letter --new-template FILE.docx`",
               "请去掉循环中的循环，或用`ipdsl letter --new-template 文件.docx`重新制作")  # fmt: skip
_WITHOUT = Phrase("take that out, and save it as .docx", "请去掉后另存为`.docx`")
_ADVICE = {
    "memory": _LESS, "time": _LESS, "size": _LESS, "macros": _WITHOUT, "embedded": _WITHOUT, "outside": _WITHOUT,
    "password": Phrase("save it without a password", "请另存为没有密码的文件"),
}  # fmt: skip


def written(letters: Sequence[Content], language: Language, template: str | None = None) -> list[bytes]:
    """A Word file for each content; `template` is the bureau's own. `FactsError` tells what is wrong with that."""
    refuse_without("docxtpl", "jinja2")
    if template is not None and isinstance(there := read_bytes(template), Diagnostic):
        raise FactsError(Report([there]))
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = template or _own(folder, language)
            _run(path, path, folder, letters)
            return [(Path(folder) / f"{at}.docx").read_bytes() for at in range(len(letters))]
    except OSError as error:  # the disk is full, or there is no such folder
        reason = refusal(error, (error.strerror or str(error)).lower())
        raise FactsError(Report([CannotWrite(name=tempfile.gettempdir(), reason=reason)])) from None


def _own(folder: str, language: Language) -> str:
    """Our own template as a file."""
    from ipdsl.letters.word_template import template

    path = Path(folder) / "template.docx"
    path.write_bytes(template(language))
    return str(path)


def _run(path: str, name: str, folder: str, letters: Sequence[Content]) -> None:
    given = "".join(f"{json.dumps(one)}\n" for one in letters)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "ipdsl.letters.rendering", path, folder], input=given.encode(),
            capture_output=True, timeout=_START + 8 * len(letters), check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _refused(name, "time") from None
    lines = ran.stdout.splitlines()
    if not lines:
        raise _refused(name, "time" if ran.returncode < 0 else "memory")
    said = json.loads(lines[-1])
    if "refused" in said:
        raise _refused(name, said["refused"])
    if "wrong" in said:
        raise FactsError(Report(list(_told(name, said["wrong"]))))


def _refused(name: str, kind: str) -> FactsError:
    return FactsError(Report([NotATemplate(name=name, reason=_MADE[kind], advice=_ADVICE.get(kind, _SAVE))]))


def _told(name: str, wrong: Sequence[dict[str, str]]) -> Iterator[Diagnostic]:
    for one in wrong:
        word, text = one["word"], one["text"]
        match one["kind"]:
            case "name":
                yield UnknownName(name=name, word=word, text=text, advice=_nearest(word))
            case "list":
                many = Phrase("`{word}` is a list, and stands where one text is wanted",
                              "`{word}`是列表，而此处需要一段文字", word=word)  # fmt: skip
                how = Phrase("go through it: `{{% for one in {word} %}}`",
                             "请逐项列出：`{{% for one in {word} %}}`", word=word.split(".")[0])  # fmt: skip
                yield NotOne(name=name, what=many, text=text, advice=how)
            case "no_list":
                one_text = Phrase("`{word}` is one text, and is gone through as if it were a list",
                                  "`{word}`是一段文字，却当作列表逐项列出", word=word)  # fmt: skip
                how = Phrase("write `{{{{ {word} }}}}`", "请写`{{{{ {word} }}}}`", word=word)
                yield NotOne(name=name, what=one_text, text=text, advice=how)
            case "tag":
                what = Phrase("`{word}` is no tag: `{text}`", "没有`{word}`这种标记：`{text}`", word=word, text=text)
                yield BadForm(name=name, what=what, advice=_TAGS)
            case "unclosed":
                what = Phrase("`{word}` is begun and not closed", "`{word}`没有结束", word=word)
                close = Phrase("write `{{% end{word} %}}`", "请写`{{% end{word} %}}`", word=word)
                yield BadForm(name=name, what=what, advice=close)
            case "syntax":
                what = Phrase("this cannot be read: `{text}`", "这一处无法读取：`{text}`", text=text)
                yield BadForm(name=name, what=what, advice=_BRACES)
            case _:
                yield NotTaken(name=name, word=word, text=text, words=names(FILTERS))


_TAGS = Phrase(
    "tags are `if`, `elif`, `else`, `endif`, `for`, `endfor`; of a row of a table `tr for`, of a paragraph `p if`",
    "标记有`if`、`elif`、`else`、`endif`、`for`、`endfor`；表格的行用`tr for`，段落用`p if`",
)
_BRACES = Phrase("a name stands as `{{{{ total }}}}`, a tag as `{{% if until %}}`",
                 "名称写作`{{{{ total }}}}`，标记写作`{{% if until %}}`")  # fmt: skip


def _nearest(word: str) -> Phrase:
    last = word.rpartition(".")[2]
    every = sorted({part for _, _, one in in_rows() for part in (one.name, one.zh)})
    near = difflib.get_close_matches(last, every, n=1)
    return Phrase("did you mean `{near}`? ", "是否想写`{near}`？", near=near[0]) if near else NOTHING
