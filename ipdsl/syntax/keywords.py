"""The keyword tables, one per surface: read from `keywords.toml` and `chinese.toml`, and written into the grammars.

`python -m ipdsl.syntax.keywords --write` updates the terminal blocks. Without `--write` it checks whether they are
current (exit code 1 if not). All other code gets keywords from `table()` or `chinese()`.
"""

from __future__ import annotations

import functools
import re
import sys
import tomllib
from collections.abc import Iterable

import attrs

from ipdsl.base.findings.phrase import Phrase, literal_phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.comparisons import ORDERS
from ipdsl.schema.type_list import TYPES_BY_KEYWORD
from ipdsl.syntax import grammar
from ipdsl.syntax.grammar import Surface

BEGIN = "// ---- terminals, written from {}: do not edit by hand"
END = "// ---- end of the written terminals"
BLANK = r"[ ]+"
REFERENCE = r"(?=[\d.\-]*[^\W\d])(?!\d[\d.]*[万亿千百]?元?(?![\w.\-]))\w+(?:[.\-]\w+)*"
"""A label or the id of a record: letters and digits, dots and hyphens inside, at least one letter; not a number."""


@attrs.frozen(eq=False, repr=False)
class Keyword(ValueObject):
    """One terminal with its phrases, the preferred one first.

    `begins_sentence` is true for a Chinese keyword that determines the kind of its sentence. `type` is the keyword of a
    type of value, if it names one.
    """

    terminal: str
    phrases: tuple[str, ...]
    role: str
    type: str = ""

    @property
    def preferred_phrase(self) -> str:
        """The phrase that messages name."""
        return self.phrases[0]

    @property
    def is_reserved(self) -> bool:
        return self.role == "connective"

    @property
    def begins_sentence(self) -> bool:
        return self.role == "sentence"


@functools.cache
def table() -> dict[str, Keyword]:
    """All keywords of English sentences by terminal, in the order of the file."""
    return _read_keywords(Surface.ENGLISH)


@functools.cache
def chinese() -> dict[str, Keyword]:
    """All keywords of Chinese sentences by terminal, in the order of the file."""
    return _read_keywords(Surface.CHINESE)


def _read_keywords(surface: Surface) -> dict[str, Keyword]:
    raw = tomllib.loads(grammar.read_file(surface.keywords))
    return {
        terminal: Keyword(terminal, tuple(row["words"]), row["role"], row.get("type", ""))
        for terminal, row in raw.items()
    }


@functools.cache
def chinese_reserved() -> frozenset[str]:
    """The words of Chinese sentences that can never be names."""
    return frozenset(word for k in chinese().values() if k.is_reserved for word in k.phrases)


KEYWORDS_LIKE_NAMES = (
    "HAS_NO", *(comparison.name for comparison in ORDERS), "ALL", "EARLIER", "IN_THE_YEAR", "MEETING", "TOTAL",
    "COUNTED", "LARGEST", "EARLIEST", "THE_FIRST", "PER", "EACH", "PER_YEAR", "SAME_MATTER", "RANKED", "YEAR", "MATTER",
    "APPLICANT", "LAST_YEAR", "PAST", "THE_DAY", "THE_YEAR", "OTHER_SUPPORT",
    "CONTINUOUS", "EVERY",
)  # fmt: skip
"""Chinese keywords that are allowed where a name is. A label of the same words would be read as the keyword."""


@functools.cache
def chinese_non_names() -> frozenset[str]:
    """The words of `KEYWORDS_LIKE_NAMES`."""
    return frozenset(word for terminal in KEYWORDS_LIKE_NAMES for word in chinese()[terminal].phrases)


@functools.cache
def _chinese_name() -> re.Pattern[str]:
    return re.compile(_chinese_free() + _CHINESE_NAME)


def is_chinese_name(label: str) -> bool:
    """Whether a label can be used as a name in every Chinese sentence that allows one."""
    return _chinese_name().fullmatch(label) is not None and label not in chinese_non_names()


@functools.cache
def reserved_words() -> frozenset[str]:
    """The words that can never be names, lower case."""
    return frozenset(p for k in table().values() if k.is_reserved for p in k.phrases)


@functools.cache
def chinese_phrases() -> frozenset[str]:
    """Every phrase of a Chinese keyword."""
    return frozenset(phrase for keyword in chinese().values() for phrase in keyword.phrases)


@functools.cache
def _english_phrases() -> re.Pattern[str]:
    phrases = sorted((p for k in table().values() for p in k.phrases), key=lambda p: -len(p))
    return re.compile(r"(?<![\w/.])(?:" + "|".join(re.escape(p) for p in phrases) + r")(?![\w/])")


@functools.cache
def _to_chinese() -> dict[str, str]:
    words = {t: k.preferred_phrase for t, k in chinese().items()}
    return {p: words[k.terminal] for k in table().values() for p in k.phrases if k.terminal in words}


IN_SENTENCES = {
    "above": "超出", "across applicants": "各申请人合计", "ago": "距今", "among": "排名 的", "as": "简称",
    "at": "按 … 计息", "at discretion": "一事一议", "cap": "最高奖励", "carry forward": "可在后 … 年 内兑现",
    "convert at": "按 … 折算", "counting all other support": "各级各类资助合并计算", "each year": "每年对",
    "effective": "起施行", "here": "本文件所称", "if": "须", "in January of": "当年1月", "in month of": "当月",
    "increase of": "比上年增加", "informative": "不涉及资金", "interest on": "计息", "key": "识别项",
    "less already paid for": "扣除 … 已奖励部分", "level": "级别", "limit": "最多", "matter": "同一事项",
    "max": "孰高", "min": "孰低",
    "nothing below": "合计不足", "no repeat": "不重复奖励",
    "none when": "凡 … 的，不予奖励", "oblige": "应当",
    "of": "的", "on": "当日", "pay each": "可叠加奖励", "pay highest": "就高不重复", "quota": "评选不超过",
    "rank of": "排名", "reading": "理解", "refers to": "按 … 执行", "replaces": "同时废止", "suspend": "当年不予奖励",
    "table": "标准表", "top up": "晋级补足差额", "up to": "最高奖励", "when": "对 … 的",
    "with older documents": "连同以往文件", "while": "期间", "clause": "条款名", "by discretion from": "起 可参照执行",
    "article": "条", "articles": "条", "over policy": "适用于 全文", "over articles": "适用于",
    "over article": "适用于",
    "of the same": "同一", "items": "件", "item": "件", "for the year": "当年不予奖励", "except": "除外",
    "for policy": "全文",
    "rounded": "取整", "times": "乘以", "of last": "上年", "full years from": "的年数", "full months from": "的满月数",
    "days from": "的天数", "full months of": "当年满月数", "days of": "当年天数", "in the year": "当年",
    "before": "之前", "in order of": "先后", "highest": "从高到低", "applicants": "申请人",
    "instead of": "改按", "for records of": "的记录", "target": "达到", "for each full": "每满", "for each": "乘",
    "over last year": "比上年增加", "until": "至", "given figures": "数据", "given history": "已兑现",
    "given support": "已资助", "given approval": "核定", "given series": "行情", "given rank": "名次",
    "given older document": "以往文件", "given as of": "截至", "no": "没有", "in": "年", "due": "合计",
    "obligation of": "应尽义务", "support": "其他资助", "for": "有效期", "per": "每个", "because": "因", "by": "按",
}  # fmt: skip
"""Chinese words for keywords within a sentence, where they differ from the keyword table."""

COMBINED_KEYWORDS = {"by rank of": "按 名次", "pay highest with older documents": "连同以往文件 就高不重复"}
"""As `IN_SENTENCES`, for groups of keywords."""


def phrase(text: str) -> Phrase:
    """Keywords in a message, in the words of each language."""
    return literal_phrase(text, COMBINED_KEYWORDS.get(text) or _english_phrases().sub(_chinese_for_match, text))


def per_phrase(key: str) -> Phrase:
    """`per enterprise`, `per year`."""
    if key == "year":
        return Phrase("per year", "每年")
    return Phrase("per {key}", "每个 {key}", key=key)


def _chinese_for_match(match: re.Match[str]) -> str:
    """The Chinese word for an English keyword; `to` is 至 between two days, and otherwise 的."""
    if match.group() == "to":
        return "至" if re.search(r"(?:\d|\bD|DATE|from \w+) $", match.string[: match.start()]) else "的"
    return IN_SENTENCES.get(match.group()) or _to_chinese()[match.group()]


UNITS = ("YEAR", "MONTH", "DAY")
"""Units of time may end a threshold, so a colon may follow them."""
_ENDS_OF_CONDITIONS = ("AGO", "CANNOT_BE_DETERMINED", "IN_THE_YEAR", "THE_DAY", "THE_YEAR", "OTHER_SUPPORT")
"""Keywords that may end a condition, which is the key of a row under `as follows`."""
_BEFORE_MORE = ("WITH_FACTS",)
"""Words that may follow names, where a name may follow too: a bracket or a word must come next, or it is a name."""


def terminal_lines() -> list[str]:
    """The terminal block. Phrases with more words have a higher priority, so that the longest one matches."""
    reserved = "|".join(sorted(reserved_words(), key=lambda p: (-len(p), p)))
    free = f"(?!(?:{reserved})(?!\\w))"
    lines = []
    for k in table().values():
        phrases = sorted(k.phrases, key=lambda p: (-len(p), p))
        pattern = "|".join(BLANK.join(_escape(w) for w in p.split()) for p in phrases)
        priority = 3 + max(len(p.split()) for p in phrases)
        # a word before a colon is the key of a row, except a connective or a unit, as in `at least 3 years:`
        is_plain = k.is_reserved or k.terminal in (*UNITS, *_ENDS_OF_CONDITIONS)
        after = r"(?!\w)" if is_plain else r"(?!\w| *:)"
        if k.terminal in _BEFORE_MORE:
            after += rf"(?= *(?:\(|{free}[^\W\d]))"
        lines.append(f"_{k.terminal}.{priority}: /(?:{pattern}){after}/i")
    lines += type_lines(table().values())
    lines.append(f"NAME: /{free}[^\\W\\d]\\w*/i")
    lines.append(f"REFERENCE.2: /{free}{REFERENCE}/i")
    return lines


TYPE_BY_RULE = {f"{keyword.replace('/', '_')}_type": keyword for keyword in TYPES_BY_KEYWORD}
"""The types with a keyword, by the name of their grammar rule."""


def type_lines(keywords: Iterable[Keyword]) -> list[str]:
    """The grammar rule of the words for types."""
    terminals = {k.type: k.terminal for k in keywords if k.type}
    options = [f"_{terminals[keyword]} -> {rule}" for rule, keyword in TYPE_BY_RULE.items()]
    return ["base_type: " + "\n  | ".join([*options, "NAME -> named_type"])]


@functools.cache
def chinese_type_words() -> dict[str, str]:
    """The words for types in Chinese vocabularies, by keyword."""
    return {k.type: k.preferred_phrase for k in chinese().values() if k.type}


_ENDS = r"(?![^\W\d的])"
"""A Chinese keyword ends before any character except letters; 的 may follow it."""
_LETTER = r"(?:(?!的)[^\W\d])"
_CHINESE_NAME = rf"{_LETTER}(?:{_LETTER}|(?<=[A-Za-z0-9_])\d)*"
"""A digit belongs to a name only after Latin letters: 认定日2021年1月1日."""
_BEFORE_COLON = (
    "YEAR", "MONTH", "DAY", "MEASURE", "PER_YEAR", "UPWARDS", "FIGURES_OF_YEAR", "AWARD", "WHOLE", "INFORMATIVE",
    "IN_HEADER", "EACH_ITS_OWN", "AS_FOLLOWS", "MEANS", "CANNOT_BE_DETERMINED", "THE_DAY", "THE_YEAR", "YEARS_PASSED",
    "MONTHS_PASSED", "DAYS_PASSED", "IN_YEAR_MONTHS", "IN_YEAR_DAYS", "OTHER_SUPPORT",
)  # fmt: skip
"""Chinese keywords that a colon may follow; any other word before a colon is the key of a row."""


def chinese_lines() -> list[str]:
    """The terminal block of the Chinese grammar. Longer words have a higher priority."""
    lines = [
        r"_DE.9: /的(?= *(?:\d[\d.,]* ?%|百分之|\d{1,4}\/\d|[一二三四五六七八九十]+分之))/",
        "_THAT.8: /的(?!记录|年数|比例|满月数|天数)/",
    ]
    for k in chinese().values():
        priority = 3 + max(map(len, k.phrases))
        ends = _ENDS if k.is_reserved or k.terminal in _BEFORE_COLON else r"(?![^\W\d的]| *:)"
        begins = r"(?:, *)?" if k.terminal == "AND" else ""  # `，且` may follow conditions that `、` separates
        ends = rf"(?! *之(?!后|前)){ends}" if k.terminal == "APPLICANT" else ends  # 申请人 之 收入: an owner
        lines.append(f"_{k.terminal}.{priority}: /{begins}(?:{_alternatives(k.phrases)}){ends}/")
    lines += type_lines(chinese().values())
    free = _chinese_free()
    lines.append(rf"NAME: /{free}{_CHINESE_NAME}/")
    number = r"(?!\d[\d.]*[万亿千百]?元?(?![\w.\-]))"
    lines.append(rf"REFERENCE.2: /{free}(?=[\d.\-]*[^\W\d的]){number}(?:(?!的)\w)+(?:[.\-]\w+)*/")
    return lines


def _chinese_free() -> str:
    """Does not match before a word that cannot be a name."""
    return f"(?!(?:{_alternatives(chinese_reserved())}){_ENDS})"


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _escape(word: str) -> str:
    return re.escape(word).replace("/", r"\/")


def insert_terminals(text: str, surface: Surface = Surface.ENGLISH) -> str:
    """The grammar's text with a current terminal block."""
    begin = BEGIN.format(surface.keywords)
    before, rest = text.split(begin, 1)
    after = rest.split(END, 1)[1]
    lines = terminal_lines() if surface is Surface.ENGLISH else chinese_lines()
    return before + begin + "\n" + "\n".join(lines) + "\n" + END + after


def main(arguments: list[str]) -> int:
    """Write the blocks, or report whether they are current."""
    are_current = True
    for surface in Surface:
        path = grammar.CHECKOUT / surface.grammar
        text = path.read_text(encoding="utf-8")
        current = insert_terminals(text, surface)
        are_current = are_current and text == current
        if "--write" in arguments:
            path.write_text(current, encoding="utf-8", newline="\n")
    return 0 if are_current or "--write" in arguments else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
