"""Pages of findings: their fixed sections, and the parts that are generated.

The document of a letter has the pages of its findings. A page has the meaning of a finding, an example, the correction
and the reason, written by hand in each language. From the catalogue and from runs of the program come the line below
the title, each message (fences `text message`) and the titles in the last section. The head of a document and the index
are generated too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from ipdsl.base.findings.finding import Severity
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.driver.catalogue import catalogue, pages_in
from ipdsl.facts.reader import read_facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import loads
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.documents import Block, blocks, blocks_in
from tests.support.facts.programs import PROGRAM

MESSAGE = "text message"
_NAMED = re.compile(r"\S+\.(?:ipp|json|jsonl|txt|csv)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_MESSAGES = re.compile(rf"\n*^```{MESSAGE}\n.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"^- \[([SNTPRU]\d{3})\]\([^)]*\).*$", re.MULTILINE)
_HEADING = re.compile(r"^#(?=#* )", re.MULTILINE)
_ANCHOR = re.compile(r'^## <a id="(\w+)"></a>')


OCCURRENCES: dict[str, dict[str, Any]] = {
    "R010": {"most": 50},
    "R019": {"kept": 1000, "path": "$"},
    "R031": {"field": "amount", "found": "0.30000000000000004", "path": "$.records.technology_contract[0].amount"},
    "S051": {"count": 100},
    "U005": {"name": "video.mp4", "limit": 50},
    "U006": {"name": "secret.ipp", "reason": Phrase("permission denied", "没有权限")},
    "U026": {"name": "ledger.json"},
    "U050": {"name": "tea.png"},
    "U051": {"name": "tea.txt"},
    "U060": {"name": "town.docx", "kind": "Word", "library": "python-docx"},
    "U061": {"name": "town.docx", "kind": "Word", "what": Phrase("cannot be read", "不能读取")},
    "U062": {"name": "town.doc", "kind": "DOC"},
    "U063": {"name": "town.pdf"},
    "U064": {"name": "town.pdf", "pages": 3},
    "U065": {"name": "town.txt", "limit": 500_000},
    "U057": {
        "name": "town.docx",
        "parts": Phrase("comments (1), pictures (2)", "批注（1处）、图片（2处）"),
        "figures": 1,
    },
    "U067": {"name": "town.docx", "paragraph": 5, "inserted": 1, "deleted": 1},
    "U068": {"name": "town.pdf", "pages": "2, 3"},
    "U070": {"library": "pyarrow"},
    "U073": {"name": "firms.parquet"},
    "U076": {"name": "results", "process": Phrase(" (process 4711)", "（进程4711）")},
    "U080": {"library": "pyspark"},
    "U081": {"what": Phrase("the table of applicants", "申请人表"), "found": "polars.dataframe.frame.DataFrame"},
    "U082": {"field": "remark", "found": "interval"},
    "U083": {"policy": "quanzhou_2021", "rules": Phrase("`stations first 20`", "`stations first 20`")},
    "U084": {"other": "0.3", "own": "0.2"},
    "U085": {"field": "history"},
    "U090": {"library": "xlsxwriter"},
    "U098": {"signal": 9},
    "U130": {"library": "typst"},
    "U154": {"library": "pygls"},
    "R150": {
        "path": "office.json $.phone",
        "what": Phrase("`{word}` is not a text", "“{word}”不是文本", word="phone"),
        "advice": Phrase(
            "write it as text, such as `60 days`; a number loses zeros and digits",
            "请以文本形式填写，例如`六十日`；数字会丢失零和末尾的数位",
        ),
    },
    "R151": {"path": "office.json $.phon", "word": "phon", "nearest": ("phone",)},
    "U156": {},
    "U157": {"name": "letter.pdf"},
    "U158": {
        "name": "letter.doc",
        "reason": Phrase("its form has no place for the origin", "这种格式没有记录来源之处"),
        "advice": Phrase(
            "letters are .docx, .pdf or .html, lists .xlsx, .docx or .json, ledgers .json",
            "告知书为`.docx`、`.pdf`或`.html`，清单为`.xlsx`、`.docx`或`.json`，台账为`.json`",
        ),
    },
    "U160": {"name": "results", "reason": Phrase("the policy is different, or has changed", "政策不同或已经改动")},
    "U159": {"number": "1", "applicants": "`F12`"},
    "U161": {
        "parts": Phrase(
            "organisation id (by org-id.guide, such as GB-LAE-WHV; for open data)",
            "“机构标识”（开放数据使用的机构标识，例如GB-LAE-WHV）",
        ),
        "advice": Phrase("complete the file of the office", "请在本单位资料文件中补充"),
    },
    "U162": {
        "what": Phrase("an account that is not a valid IBAN", "有误的国际银行账号"),
        "names": "`Firm 2`",
        "advice": Phrase("ask for the account, and compare each character", "请向对方核实账号，并逐位核对"),
    },
    "U163": {"names": "`Müller`"},
    "U155": {
        "parts": Phrase("`[appeal authority]`", "`[复议机关]`"),
        "advice": Phrase("complete the file of the office", "请在本单位资料文件中补充"),
    },
}
"""Occurrences that an example cannot show: another machine, a missing library, a file of 50 MB."""


@attrs.frozen(eq=False)
class Words:
    """The words of generated parts in one language."""

    language: str
    folder: Path
    colon: str
    example: str
    note_example: str
    corrected: str
    why: str
    see_also: str
    severities: dict[Severity | None, str]
    phases: dict[str, str]
    head: str
    document_head: str
    index: str
    row: str


ENGLISH = Words(
    language="en",
    folder=ROOT / "docs" / "errors",
    colon=": ",
    example="Erroneous",
    note_example="Example",
    corrected="Corrected",
    why="Why",
    see_also="See also",
    severities={
        Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note", None: "error or warning",
    },
    phases={
        "S": "sentences and layout", "N": "names", "T": "types", "P": "policies and vocabularies",
        "R": "facts and ledgers", "U": "commands and files",
    },
    head="Severity: {severity}. Phase: {phase}.",
    document_head="All findings: [index](README.md). `ipdsl explain CODE` prints one of them.",
    index=(
        "# Findings\n\n`ipdsl explain CODE` prints the page of a finding. An error fails the run. A warning fails it "
        "only with `--deny warnings`. A note only informs.\n\nThe letter of a code is the phase that reports the "
        "finding.\n"
    ),
    row="| code | severity | finding |",
)  # fmt: skip
CHINESE = Words(
    language="zh",
    folder=ROOT / "docs" / "zh" / "errors",
    colon="：",
    example="错误示例",
    note_example="示例",
    corrected="更正",
    why="原因",
    see_also="另见",
    severities={Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示", None: "错误或警告"},
    phases={
        "S": "句子和版式", "N": "名称", "T": "类型", "P": "政策和词汇", "R": "事实和台账", "U": "命令和文件",
    },
    head="级别：{severity}。环节：{phase}。",
    document_head="全部问题见[一览](README.md)。`ipdsl explain 代码`显示其中一个问题的说明。",
    index=(
        "# 问题一览\n\n`ipdsl explain 代码`显示一个问题的说明页。有错误的，运行不通过；"
        "警告只在使用`--deny warnings`时不予通过；提示仅供参考。\n\n代码的字母表示发现问题的环节。\n"
    ),
    row="| 代码 | 级别 | 问题 |",
)  # fmt: skip


@attrs.frozen
class ErrorPage:
    """The page of one finding in one language."""

    code: str
    words: Words

    @property
    def text(self) -> str:
        """The page as `ipdsl explain` prints it."""
        return texts(self.words)[self.code]

    @property
    def title(self) -> str:
        """The title without the code."""
        return self.text.split("\n", 1)[0].partition(self.words.colon)[2]

    @property
    def severity(self) -> Severity | None:
        """The severity of the finding; `None` if an occurrence decides it."""
        severity = catalogue()[self.code].severity
        return severity if isinstance(severity, Severity) else None

    @property
    def blocks(self) -> list[Block]:
        """The fenced blocks, with their lines in the page."""
        return [*blocks_in(self.text, document_of(self.words, self.code[0]))]


def document_of(words: Words, letter: str) -> Path:
    return words.folder / f"{letter}.md"


@cache
def texts(words: Words) -> dict[str, str]:
    """The pages in one language by code, in the order of the documents."""
    documents = (document_of(words, letter) for letter in words.phases)
    return {code: text for path in documents for code, text in pages_in(path.read_text(encoding="utf-8")).items()}


def pages(words: Words) -> list[ErrorPage]:
    return [ErrorPage(code, words) for code in sorted(texts(words))]


def document(words: Words, letter: str) -> str:
    """The document of a letter, from the pages of its findings."""
    parts = [f"# {letter}{words.colon}{words.phases[letter]}\n\n{words.document_head}\n"]
    for code, text in sorted(texts(words).items()):
        if code.startswith(letter):
            deeper = "".join(part if _fence(part)[0] else _HEADING.sub("##", part) for part in _parts(text))
            parts.append(deeper.replace("## ", f'## <a id="{code.lower()}"></a>', 1))
    return "\n".join(parts)


def replace_page(page: ErrorPage, text: str) -> None:
    """Replace a page in the document of its letter."""
    texts(page.words)[page.code] = text
    path, letter = document_of(page.words, page.code[0]), page.code[0]
    path.write_text(document(page.words, letter), encoding="utf-8", newline="\n")


def blocks_by_code(path: Path) -> dict[str, list[Block]]:
    """The fenced blocks in the document of a letter by the code of their page, with their lines in the document."""
    starts = {
        number: anchor[1].upper()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (anchor := _ANCHOR.match(line))
    }
    found: dict[str, list[Block]] = {code: [] for code in starts.values()}
    for block in blocks(path):
        found[starts[max(start for start in starts if start < block.line)]].append(block)
    return found


def sections(page: ErrorPage) -> dict[str, str]:
    """The sections of a page by heading; the meaning is under the empty heading."""
    text = page.text
    marks = [match for match in re.finditer(r"^## (.*)$", text, re.MULTILINE) if not _is_fenced(text, match.start())]
    starts = [0, *(match.end() for match in marks)]
    ends = [*(match.start() for match in marks), len(text)]
    names = ["", *(match[1] for match in marks)]
    return {name: text[start:end].strip() for name, start, end in zip(names, starts, ends, strict=True)}


def _is_fenced(text: str, position: int) -> bool:
    return any(match.start() < position < match.end() for match in _FENCED.finditer(text))


def link(code: str) -> str:
    return f"[{code}]({code[0]}.md#{code.lower()})"


def index(words: Words) -> str:
    """The index of all pages: a table for each phase."""
    parts = [words.index]
    for letter, phase in words.phases.items():
        rows = [
            f"| {link(page.code)} | {words.severities[page.severity]} | {page.title} |"
            for page in pages(words)
            if page.code.startswith(letter)
        ]
        parts.append("\n".join([f"## {letter}{words.colon}{phase}\n", words.row, "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def generated(page: ErrorPage, folder: Path) -> str:
    """A page with its generated parts as they are now; its examples run in an empty folder."""
    words = page.words
    title, _, rest = page.text.partition("\n")
    head = words.head.format(severity=words.severities[page.severity], phase=words.phases[page.code[0]])
    old_head = re.escape(words.head).replace(r"\{severity\}", ".*?").replace(r"\{phase\}", ".*?")
    body = re.sub(rf"\A\s*{old_head}\n", "", rest).lstrip("\n")
    text = _with_messages(f"{title}\n\n{head}\n\n{body}", page, folder)
    return _LINK.sub(lambda old: f"- {link(old[1])}{words.colon}{ErrorPage(old[1], words).title}", text)


def _with_messages(text: str, page: ErrorPage, folder: Path) -> str:
    """The text with the message of each erroneous example below it.

    A section with commands shows what they print. A message without an example is that of `OCCURRENCES`.
    """
    language = page.words.language
    out: list[str] = []
    after_example = False
    for part in _parts(text):
        words, content = _fence(part)
        if words == MESSAGE:
            if not after_example:
                message = occurrence_message(page.code, language)
                assert message is not None, f"{page.code}: no example above the message, and none in OCCURRENCES"
                out.append(_fenced(message))
            after_example = False
            continue
        if after_example and not part.strip():
            continue
        after_example = False
        out.append(part)
        if words is None:
            continue
        _write(words, content, folder)
        shown = _example_message(words, content, page.code, language, folder)
        if shown is not None and "```console" not in _section_around(text, part):
            out.append(_fenced(shown))
            after_example = True
    return "\n\n".join(part.strip("\n") for part in out if part.strip()) + "\n"


def _parts(text: str) -> Iterator[str]:
    """Prose and fenced blocks in order."""
    position = 0
    for match in _FENCED.finditer(text):
        yield text[position : match.start()]
        yield match[0]
        position = match.end()
    yield text[position:]


def _fence(part: str) -> tuple[str | None, str]:
    if not part.startswith("```"):
        return None, ""
    opening, _, rest = part.partition("\n")
    return opening.removeprefix("```").strip(), rest.removesuffix("```").removesuffix("\n")


def _fenced(message: str) -> str:
    return f"```{MESSAGE}\n{message}\n```"


def _section_around(text: str, part: str) -> str:
    start = text.index(part)
    end = text.find("\n## ", start)
    return text[start : None if end < 0 else end]


def _write(words: str, content: str, folder: Path) -> None:
    for name in words.split()[1:3]:
        if _NAMED.fullmatch(name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"{content}\n", encoding="utf-8")


def _example_message(words: str, content: str, code: str, language: str, folder: Path) -> str | None:
    """What the program prints about an erroneous page or erroneous facts, or `None` for another block."""
    if words.startswith("json refused"):
        try:
            read_facts(loads(content, "facts.json"), PROGRAM)
        except FactsError as refused:
            return _messages_of(code, refused.text(Language(language)))
        raise AssertionError(f"{code}: the facts are accepted")
    if not words.startswith("ipdsl page") or code not in words:
        return None
    named = next((name for name in words.split() if _NAMED.fullmatch(name)), "page.ipp")
    (folder / named).write_text(f"{content}\n", encoding="utf-8")
    with working_in(folder):
        for options in ((), ("--verbose",)):
            shown = _messages_of(code, run("check", named, *options, "--lang", language).both)
            if shown:
                return shown
    raise AssertionError(f"{code}: the example does not show the finding")


def _messages_of(code: str, printed: str) -> str:
    """The messages of one code."""
    found = [part.strip("\n") for part in printed.split("\n\n")]
    return "\n\n".join(part for part in found if re.match(rf"\S+\[{code}\]:", part))


def occurrence_message(code: str, language: str) -> str | None:
    """The message of the occurrence in `OCCURRENCES`."""
    if code not in OCCURRENCES:
        return None
    finding = catalogue()[code](**OCCURRENCES[code])
    return render([finding], Sources(), language=Language(language)).rsplit("\n\n", 1)[0]


def corrected_pages(page: ErrorPage) -> Iterator[Block]:
    """The pages in the section with the correction."""
    lines = page.text.splitlines()
    heading = f"## {page.words.corrected}"
    if heading not in lines:
        return
    start = lines.index(heading)
    end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith("## ")), len(lines))
    yield from (block for block in page.blocks if start < block.line <= end and block.words.startswith("ipdsl page"))
