"""Strict JSON without floats: text that two readers could interpret differently is refused.

Input: bytes or text. Output: plain data with `int` and `Decimal` numbers, or `FactsError` with line and column of every
duplicate name, `NaN`, exponent and number of more than 18 digits, of a level that is too deep, and of the first syntax
error.

A text in which a regular expression finds nothing doubtful is parsed by the standard library's decoder, whose hook
compares names. Any other text is scanned: one linear scan over the tokens finds everything except syntax errors, and
the decoder finds the first of these.

This module also detects files with one applicant per line, and attaches remarks about the source of facts to them, such
as payments that the bureau added.

Facts remember the JSON text that states them, as it was read, so that problems can show their place in it. It is
decoded and searched only when there is a problem (`json_places`).
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, Self, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, RelatedPlace, Report
from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.base.source import Source, Sources, Span, TextPositions
from ipdsl.base.values import written_values
from ipdsl.plain_data import errors
from ipdsl.plain_data.errors import FactsError, NotJson, TextAfterEnd
from ipdsl.schema.details import DETAILS, DETAILS_PART, last_digits, spelling_key
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.value_type import printable

Moved: TypeAlias = "Mapping[str, str | None]"
"""Parts of facts that the text states under another path, and parts that it does not state (`None`)."""
NOT_MOVED: Moved = {}


MOST_LEVELS = 64
MOST_MEGABYTES = 50
MOST_FINDINGS = 100

# Patterns that only a text with findings meets are compiled when they are used.
# a short number without exponent is not a token, because it has no findings
_TOKEN = r"""(?P<text>"(?:[^"\\\x00-\x1f]|\\.)*")(?P<name>[ \t\n\r]*:)?
      | (?P<number>-?\d(?:[\d.+-]*[eE][\d.eE+-]*|[\d.eE+-]{18,}))
      | (?P<open>[\[{])
      | (?P<close>[\]}])
      | (?P<constant>-?(?:NaN|Infinity)\b)
      | (?P<broken>")"""
_LONE_SURROGATE = "[\ud800-\udfff]"
_FILE_NAME = r"""[^\s{}"'\[\],][^{}"'\[\],\n]*\.[A-Za-z][A-Za-z0-9]{1,5}"""
_WHOLE = Phrase(
    "a character beyond \\uFFFF is written as two escapes, \\uD83D\\uDE00, or as itself",
    "`\\uFFFF`以外的字符写成两个转义符`\\uD83D\\uDE00`，或直接写出",
)
_EXPONENT = r"-?\d+(?:\.\d+)?[eE][+-]?\d+"
_NUMBER = r"-?(?:0|[1-9]\d*)(?:\.\d+)?"


class JsonString(str):
    """A JSON text that is one string: data that was read already, which must not be parsed as JSON again."""

    __slots__ = ()


def loads(text: bytes | str, name: str = "facts") -> object:
    """The data of a JSON text; `name` is the file's name in findings."""
    decoded = _decode(text, name)
    value = quick_value(decoded)
    if value is NEEDS_SCAN:
        value = _scanned_value(decoded, name)
    return JsonString(value) if isinstance(value, str) else value


NEEDS_SCAN = object()
"""The answer for a text that may have findings."""


_TOKENS_WITHOUT_FINDINGS = re.compile(
    rf"""(?:
        [^"0-9NI]++  # signs, spaces and small letters, but no `NaN` and no `Infinity`
        | "[^"\\]*+(?:\\(?!u[dD][89a-fA-F]).[^"\\]*+)*"  # a string without half characters
        | [0-9.]{{1,{written_values.MAX_DIGITS}}}+(?![0-9.eE])  # a number without exponent
    ){{1,50000}}""",
    re.VERBOSE | re.DOTALL,
)
"""Tokens of a part of a text: the parts of a long text are matched in turn, so that no match keeps all its tokens."""


def quick_value(text: str) -> object:
    """The data of a text that has no findings; `NEEDS_SCAN` if that is not certain."""
    position = 0
    while position < len(text):
        tokens = _TOKENS_WITHOUT_FINDINGS.match(text, position)
        if tokens is None:
            return NEEDS_SCAN
        position = tokens.end()
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return NEEDS_SCAN
    return NEEDS_SCAN if _levels(value) > MOST_LEVELS else value


def _object_with_unique_names(members: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(members)
    if len(value) != len(members):
        raise ValueError(members)
    return value


_DECODER = json.JSONDecoder(object_pairs_hook=_object_with_unique_names, parse_float=Decimal)
_SYNTAX_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
"""It only looks for syntax errors, and converts no numbers."""


def _levels(value: object) -> int:
    """The number of levels of lists and objects in a value."""
    levels, parts = 0, [value] if isinstance(value, dict | list) else []
    while parts:
        levels += 1
        parts = [
            inner
            for outer in parts
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is dict or type(inner) is list
        ]
    return levels


def _scanned_value(decoded: str, name: str) -> object:
    """The data of a text by the scan. Raises `FactsError` with all findings."""
    source = Source(name, decoded)
    if not decoded.strip(" \t\n\r"):
        raise _facts_error([errors.EmptyFacts(span=Span(name, 1, 1, 1, 1))], source)
    scan = _JsonScan(decoded, TextPositions(source))
    scan.run()
    findings = [finding for _, finding in scan.findings]
    if scan.too_deep:
        raise _facts_error(findings, source)
    try:
        _SYNTAX_DECODER.decode(decoded)
    except json.JSONDecodeError as error:  # anything after a syntax error may be a consequence of it
        before = [finding for offset, finding in scan.findings if offset < error.pos]
        raise _facts_error([*before, _grammar_finding(error, scan)], source) from None
    except RecursionError:  # the scan ended at its last finding, and the text after it is too deep
        assert findings
    if findings:
        raise _facts_error(findings, source)
    value: object = _DECODER.decode(decoded)
    return value


def read_text(text: bytes | str, name: str = "facts") -> object:
    """The data of a JSON text, which remember their text: problems then show their place in it."""
    return with_text(loads(text, name), FactsText(JsonFile(name, text)))


def read_unless_blank(data: bytes, name: str) -> object:
    """The data of a JSON file other than facts; `None` for a blank file, which has no finding of its own."""
    return read_text(data, name) if data.removeprefix(codecs.BOM_UTF8).strip() else None


def _decode(text: bytes | str, name: str) -> str:
    if len(text) > MOST_MEGABYTES * 1_000_000:
        raise FactsError(Report([errors.FactsTooLarge(span=Span(name, 1, 1, 1, 1), most=MOST_MEGABYTES)]))
    if isinstance(text, str):
        text = text.encode("utf-8", "surrogatepass")
    try:
        return text.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise FactsError(Report([_not_utf8(text, error.start, name)])) from None


def _not_utf8(text: bytes, start: int, name: str) -> Diagnostic:
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        guess = Phrase("it looks like UTF-16 (“Unicode” in some editors)", "看起来是 UTF-16（有的编辑器称为“Unicode”）")
    else:
        guess = Phrase("a file in GBK or GB18030 must be converted", "GBK 或 GB18030 的文件须先转换")
    line = text.count(b"\n", 0, start) + 1
    line_start = text.rfind(b"\n", 0, start) + 1
    column = len(text[line_start:start].decode("utf-8", "replace")) + 1
    return errors.FactsNotUtf8(span=Span(name, line, column, line, column + 1), guess=guess)


def _facts_error(findings: list[Diagnostic], source: Source) -> FactsError:
    sources = Sources()
    sources.add(hide_details(source))
    return FactsError(Report(findings), sources)


@attrs.define(eq=False, repr=False)
class _JsonScan:
    """Scans the tokens of a text once and collects findings with their offsets."""

    text: str
    places: TextPositions
    findings: list[tuple[int, Diagnostic]] = attrs.field(factory=list)
    too_deep: bool = False
    _names: list[dict[str, int] | None] = attrs.field(factory=list)

    def run(self) -> None:
        for token in re.finditer(_TOKEN, self.text, re.VERBOSE):
            match token.lastgroup:
                case "text" | "name":
                    self._text(token)
                case "number":
                    self._number(token)
                case "open":
                    self._names.append({} if token.group() == "{" else None)
                    if len(self._names) > MOST_LEVELS:
                        self._add(errors.FactsTooDeep, token, most=MOST_LEVELS)
                        self.too_deep = True
                        return
                case "close":
                    if self._names:
                        self._names.pop()
                case "constant":
                    self._add(errors.NotANumber, token, word=token.group())
                case _:
                    return
            if len(self.findings) >= MOST_FINDINGS:
                return

    def _text(self, token: re.Match[str]) -> None:
        if "\\u" in token["text"] and re.search(_LONE_SURROGATE, _unquote(token["text"])):
            self._add(errors.NotJson, token, problem=Phrase("half a character", "半个字符"), advice=_WHOLE)
        names = self._names[-1] if self._names else None
        if token["name"] is None or names is None:
            return
        word = _unquote(token["text"])
        first = names.setdefault(word, token.start())
        if first != token.start():
            earlier = RelatedPlace(self.places.span(first, len(token["text"])), Phrase("the first time", "第一次"))
            self._add(errors.DuplicateName, token, word=printable(word), related=(earlier,))

    def _number(self, token: re.Match[str]) -> None:
        word = token.group()
        digits = sum(c.isdigit() for c in word)
        if re.fullmatch(_EXPONENT, word):
            self._add(errors.Exponent, token, word=printable(word))
        elif digits > written_values.MAX_DIGITS and re.fullmatch(_NUMBER, word):
            self._add(value_errors.TooManyFactDigits, token, digits=digits)

    def _add(self, finding: Callable[..., Diagnostic], token: re.Match[str], **facts: object) -> None:
        span = self.places.span(token.start(), len(token["text"] or token.group()))
        self.findings.append((token.start(), finding(span=span, **facts)))


def _unquote(quoted: str) -> str:
    """The text between the quotes; unchanged if its escapes are invalid, which the decoder will report."""
    if "\\" not in quoted:
        return quoted[1:-1]
    try:
        return str(json.loads(quoted))
    except json.JSONDecodeError:
        return quoted[1:-1]


_PROBLEMS = (
    ("Extra data", NOTHING),
    ("Expecting property name", Phrase("expected a name in double quotes", "此处应为双引号中的名称")),
    ("Illegal trailing comma", Phrase("a comma with nothing after it", "逗号之后没有内容")),
    ("Expecting ':'", Phrase("expected a colon between a name and its value", "名称与值之间应有冒号")),
    ("Expecting ','", Phrase("expected a comma or a closing bracket", "此处应为逗号或右括号")),
    ("Expecting value", Phrase("expected a value", "此处应为值")),
    ("Unterminated string", Phrase("the quotation is not closed", "引号没有配对")),
    (
        "Invalid control character",
        Phrase("a line break, tab or control character inside a quotation", "引号之内有换行、制表符或控制字符"),
    ),
    ("Invalid \\", Phrase("a backslash that JSON does not know", "JSON 不认识的反斜杠写法")),
)


def _grammar_finding(error: json.JSONDecodeError, scan: _JsonScan) -> Diagnostic:
    text = scan.text
    end = len(text.rstrip(" \t\n\r"))
    at_end = error.pos >= end
    if re.fullmatch(_FILE_NAME, text):
        return errors.PathInsteadOfText(span=scan.places.span(0, len(text)), word=printable(text))
    span = scan.places.span(min(error.pos, end), 0 if at_end else 1)
    if error.msg.startswith("Extra data"):
        return errors.TextAfterEnd(span=span)
    known = [text for begin, text in _PROBLEMS if error.msg.startswith(begin)]
    problem = (
        Phrase("the text ends too early", "文本没有写完")
        if at_end
        else (known[0] if known else Phrase("it does not go on like this", "后面不能这样写"))
    )
    return errors.NotJson(span=span, problem=problem, advice=_advice(text, error))


def _advice(text: str, error: json.JSONDecodeError) -> Phrase:
    next_characters = text[error.pos : error.pos + 2]
    character, is_after_digit = next_characters[:1], text[error.pos - 1 : error.pos].isdigit()
    before = text[: error.pos].rstrip(" \t\n\r")[-1:]
    mistakes = (
        (character == "\ufeff", Phrase(
            "delete the byte-order mark; it is allowed only at the start of the file",
            "请删去字节顺序标记；它只可以在文件开头出现一次",
        )),
        (error.msg.startswith("Unterminated"), Phrase(
            'close the quotation with "; a quotation mark inside it is written \\"',
            '请以`"`结束引文；引文中的引号写作`\\"`',
        )),
        (error.msg.startswith("Invalid \\"), Phrase("write \\\\ for a backslash", "反斜杠写作`\\\\`")),
        (error.msg.startswith("Invalid control"), Phrase(
            "write \\n for a line break and \\t for a tab", "换行写作`\\n`，制表符写作`\\t`",
        )),
        (character in {"'", "“", "”", "‘", "’"}, Phrase(
            'JSON takes straight double quotes: "…"', 'JSON 用直双引号：`"…"`',
        )),
        (next_characters in {"//", "/*"} or character == "#", Phrase(
            "JSON has no comments; take them out", "JSON 没有注释；请删去",
        )),
        (before == "," and character in {"]", "}"}, Phrase("take the comma before it away", "请删去前面的逗号")),
        (character in {"T", "F", "N"} and error.msg.startswith("Expecting value"), Phrase(
            "JSON writes true, false and null in small letters", "JSON 中`true`、`false`、`null`用小写",
        )),
        (character in {"，", "：", "｛", "［"}, Phrase("use the half-width sign", "请用半角符号")),
        (character > "\u2e7f" or (character in {"-", "/", "%"} and is_after_digit), Phrase(
            'write values other than plain numbers in quotation marks: "300万元", "2022-03-01", "3.7%", "是"',
            '不是单纯数字的，写在引号之中：`"300万元"`、`"2022-03-01"`、`"3.7%"`、`"是"`',
        )),
        (character in {".", "+"} or (character.isdigit() and is_after_digit), Phrase(
            "a number begins with a digit or a minus sign, without a superfluous 0",
            "数字以数字或负号开头，前面没有多余的0",
        )),
        (not any(mark in text for mark in '{["'), Phrase(
            "JSON begins with `{{` or `[`; the path of a file is not its text",
            "JSON 以`{{`或`[`开头；文件路径不是它的内容",
        )),
    )  # fmt: skip
    return next((advice for is_mistake, advice in mistakes if is_mistake), NOTHING)


NumberedLine: TypeAlias = "tuple[int, bytes]"
"""A line with its number."""

_BLANK = b" \t\xef\xbb\xbf"


def nonblank_lines(data: bytes) -> list[NumberedLine]:
    """The lines that are not blank; a byte order mark counts as blank."""
    return [(number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip(_BLANK)]


def has_applicant_per_line(lines: Sequence[NumberedLine]) -> bool:
    """Whether each line is an applicant.

    This is so if all lines begin an object, or if the first line or two other lines are complete objects. An object
    over several lines is one applicant, even if each of its lines begins with a brace.
    """
    if len(lines) < 2 or _starts_with(lines[0][1], b"["):
        return False
    if _is_object(lines[0][1]):
        return True
    if all(_starts_with(line, b"{") for _, line in lines):
        return not _is_single_value(lines)
    return sum(_is_object(line) for _, line in lines if b'"applicant"' in line) > 1


def _is_single_value(lines: Sequence[NumberedLine]) -> bool:
    """Whether the lines together are one JSON value."""
    try:
        json.loads(b"\n".join(line for _, line in lines).removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return False
    return True


def _starts_with(line: bytes, sign: bytes) -> bool:
    return line.lstrip(_BLANK).startswith(sign)


def _is_object(line: bytes) -> bool:
    if not (_starts_with(line, b"{") and line.rstrip().endswith(b"}")):
        return False
    try:
        loads(line)
    except FactsError as error:
        return not any(isinstance(problem, NotJson | TextAfterEnd) for problem in error.report)
    return True


class BureauRemark(Phrase):
    """A remark for the bureau, such as one about the source of facts, or an event that takes nothing.

    Pages of many applicants show it too, unlike other assumptions. Letters do not.
    """

    __slots__ = ()

    @classmethod
    def from_phrase(cls, remark: Phrase) -> Self:
        """The remark as a `BureauRemark`."""
        return cls(remark.en, remark.zh, **dict(remark.values))


class RemarkedFacts(dict[str, Any]):
    """The plain facts of one applicant, and remarks that each decision on them shows."""

    def __init__(self, data: Mapping[str, Any], remarks: tuple[Phrase, ...] = ()) -> None:
        super().__init__(data)
        self.remarks = remarks


def copy_origin(facts: object, data: dict[str, Any], moved: Moved = NOT_MOVED) -> dict[str, Any]:
    """The data with the remarks and the JSON text of the facts that it was made from.

    `moved` has the parts that are not from the text, or from another path in it.
    """
    if isinstance(facts, JsonObject):
        return JsonObject(data, facts.text.with_moved(moved) if moved else facts.text)
    return RemarkedFacts(data, facts.remarks) if isinstance(facts, RemarkedFacts) and facts.remarks else data


def _spelling_pattern(name: str) -> str:
    """A pattern of a name in a JSON text, with any of its spellings and escapes."""
    return r"[-_\s]*+".join(rf"(?:{letter}|\\u{ord(letter):04x})" for letter in spelling_key(name))


@cache
def _details() -> re.Pattern[str]:
    """The name of the details of an applicant in a JSON text, or of an account, which may be at a wrong place."""
    names = "|".join(map(_spelling_pattern, (DETAILS_PART, "account", *DETAILS["account"])))
    return re.compile(rf"""["'](?:{names})["']\s*+:\s*+""", re.IGNORECASE)


_TEXT_OR_NUMBER = r'"(?:[^"\\]|\\.)*"|[^\s,:{}\[\]"]+'
_AFTER_VALUE = re.compile(r"[ \t\r\n]*+(?:[,}\]]|\Z)")


def hide_details(source: Source) -> Source:
    """The text as findings show it: of each detail, only the last four digits. Lines and columns are unchanged.

    If the text is broken at a detail, only the last four digits of the whole rest are left.
    """
    text, parts, start = source.text, list[str](), 0
    for name in _details().finditer(text):
        if name.end() < start:
            continue
        parts.append(text[start : name.end()])
        try:
            _, start = _SYNTAX_DECODER.raw_decode(text, name.end())
        except (ValueError, RecursionError):
            start = len(text)
        if start == len(text) or _AFTER_VALUE.match(text, start) is None:
            parts.append(last_digits(text[name.end() :]))
            start = len(text)
        else:
            parts.append(re.sub(_TEXT_OR_NUMBER, lambda part: last_digits(part.group()), text[name.end() : start]))
    return Source(source.name, "".join((*parts, text[start:])))


_BEFORE_ITEM = re.compile(r"\s*[\[,]?\s*")


def _start_of_item(text: str, after: int) -> int:
    """The offset of the item of a list after the opening bracket or a comma."""
    match = _BEFORE_ITEM.match(text, after)
    assert match is not None
    return match.end()


class JsonFile:
    """The text of a file, decoded when a finding is shown. `name` is the name in findings."""

    def __init__(self, name: str, data: bytes | str) -> None:
        self.name, self._data = name, data

    @cached_property
    def source(self) -> Source:
        """The decoded text without a byte order mark."""
        data = self._data if isinstance(self._data, str) else self._data.decode("utf-8", "replace")
        return Source(self.name, data.removeprefix("\ufeff"))

    @cached_property
    def shown_source(self) -> Source:
        """The text as findings show it."""
        return hide_details(self.source)

    @cached_property
    def positions(self) -> TextPositions:
        """The lines and columns of the text."""
        return TextPositions(self.source)

    @cached_property
    def items(self) -> Sequence[tuple[int, int]]:
        """The offsets at which each item of a list begins and ends."""
        text, items = self.source.text, list[tuple[int, int]]()
        start = _start_of_item(text, 0)
        while text[start] != "]":
            _, end = _SYNTAX_DECODER.raw_decode(text, start)
            items.append((start, end))
            start = _start_of_item(text, end)
        return items


class FactsText:
    """The part of a text that states the facts of one applicant: all of it, one line, or one item of its list."""

    def __init__(
        self, file: JsonFile, *, line: int | None = None, index: int | None = None, moved: Moved = NOT_MOVED
    ) -> None:
        self.file, self.line, self.index, self.moved = file, line, index, moved

    def with_moved(self, moved: Moved) -> FactsText:
        """The same text for facts in which further parts were replaced or moved."""
        return FactsText(self.file, line=self.line, index=self.index, moved={**self.moved, **moved})


class JsonObject(dict[str, Any]):
    """An object of a JSON text, with the text that states it."""

    def __init__(self, data: Mapping[str, Any], text: FactsText) -> None:
        super().__init__(data)
        self.text = text


class JsonList(list[Any]):
    """A list of a JSON text, with the text that states it."""

    def __init__(self, data: Iterable[Any], text: FactsText) -> None:
        super().__init__(data)
        self.text = text


def with_text(value: object, text: FactsText) -> object:
    """The value of a JSON text with that text."""
    if type(value) is dict:
        return JsonObject(value, text)
    return JsonList(value, text) if type(value) is list else value


def text_of(data: object) -> FactsText | None:
    """The text that states the data, if they come from JSON."""
    return data.text if isinstance(data, JsonObject | JsonList) else None
