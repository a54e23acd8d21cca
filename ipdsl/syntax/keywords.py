"""The two surfaces of the language, English and Chinese: files, keywords, and which sentences may be nested in which.

Both surfaces give the same tree, and each sentence of a page is in one of them. The files of a surface are next to this
module if installed, otherwise in `grammar/`.

A start symbol of the grammar is a set of sentences. `BODIES` gives the start symbol for the lines under a sentence, by
the grammar's name of the sentence.

The keyword tables are read from `keywords.toml` and `chinese.toml`, and written into the grammars.
`python -m ipdsl.syntax.keywords --write` updates the terminal blocks. Without `--write` it checks whether they are
current (exit code 1 if not). All other code gets keywords from `table()` or `chinese()`.

`meanings.toml` has the meaning of each keyword in one or two sentences; `meanings()` reads it.
"""

from __future__ import annotations

import enum
import functools
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import attrs

from ipdsl.base.findings.phrase import NOTHING, Phrase, literal_phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.written_values import alternatives
from ipdsl.schema.comparisons import ORDERS
from ipdsl.schema.type_list import TYPES_BY_KEYWORD

CHECKOUT = Path(__file__).resolve().parents[2] / "grammar"


class Surface(enum.Enum):
    """A surface, with the files of its grammar, its keywords and its tables."""

    ENGLISH = "ipdsl.lark", "keywords.toml", "tables.json"
    CHINESE = "chinese.lark", "chinese.toml", "chinese.json"

    def __init__(self, grammar: str, keywords: str, tables: str) -> None:
        self.grammar = grammar
        self.keywords = keywords
        self.tables = tables


def read_file(name: str) -> str:
    """The text of a file of the grammar, such as `ipdsl.lark` or `keywords.toml`."""
    installed = Path(__file__).with_name(name)
    return (installed if installed.is_file() else CHECKOUT / name).read_text(encoding="utf-8")


PAGE = "page_line"
PLACES = {
    PAGE: Phrase("at the left edge of the page", "页面最左边"),
    "award_line": Phrase("under an award", "奖励之下"),
    "header_line": Phrase("under `policy`", "`政策`之下"),
    "vocabulary_header": Phrase("under `vocabulary`", "`词汇`之下"),
    "clause_line": Phrase("under `replaces`", "`同时废止`之下"),
    "block_line": Phrase("in an article or a group", "条或组之内"),
    "row_line": Phrase("under `award by` or `here`", "`分别奖励`或`分别是指`之下"),
    "counted_line": Phrase("under `if at least … of these`", "`须 符合 下列情形中 … 以上`之下"),
    "condition_row_line": Phrase("under `award as follows`", "`按下列标准`之下"),
    "rule_line": Phrase("under a rule such as `cap`", "`最高奖励`之类的规则之下"),
    "recovery_line": Phrase("under `recover`", "`追回`之下"),
    "instalment_line": Phrase("under `pay in parts`", "`分期拨付`之下"),
    "choice_line": Phrase("under `choice`", "`选项`之下"),
    "field_line": Phrase("under `applicant fields` or `figures per year`", "`申请人情况`或`年度数据`之下"),
    "record_line": Phrase("under `record`", "`记录`之下"),
    "case_line": Phrase("under `case`", "`案例`之下"),
    "given_line": Phrase("under `given KIND`", "`已知 类别`之下"),
    "applicant_line": Phrase('under `given "A" as KIND`', "`已知 “甲” 为 类别`之下"),
}
"""The start symbols, each with a description of where its sentences belong; the first that fits is proposed."""


@attrs.frozen(eq=False, repr=False)
class BodySpec(ValueObject):
    """The lines under a sentence; `needs` describes them if they are required."""

    start: str
    needs: Phrase = NOTHING


_AWARD = BodySpec("award_line")
_RULE = BodySpec("rule_line")
_BLOCK = BodySpec("block_line")
_OVER = Phrase("the rules that act over all of them", "适用于其全部的规则")
_ROWS = Phrase("its rows, such as `gold: 300000`", "各档，例如`金奖：30万元`")
_RANKS = BodySpec("row_line", Phrase("its rows, such as `1: 50000`", "各档，例如`第1名：5万元`"))
_CONDITION_ROWS = BodySpec(
    "condition_row_line",
    Phrase("its rows, such as `jobs at least 50: 100000`", "各档，例如`岗位数 不低于 50：10万元`"),
)

VOCABULARY_KEYWORDS = frozenset(
    f"_{keyword}"
    for keyword in (
        "APPLICANT", "CLASS", "LEVEL", "CHOICE", "SERIES", "FIGURES", "APPLICANT_FIELDS", "RECORD", "USE", "LANGUAGE",
    )
)  # fmt: skip
"""Keywords that begin a top-level line of a vocabulary."""

WORD_DECLARATIONS = frozenset(
    ("kind", "class", "level", "choice", "series", "applicant_fields", "figures", "record", "key", "events", "state")
)
"""Sentences that declare words, by the grammar's name; only a vocabulary has them."""
NAMELIKE_KINDS = (
    None, "choices", "fields", "bare_record", "condition_row", "condition_row_by", "condition_row_as_follows",
    "counted_condition",
)  # fmt: skip
"""None, and the kinds of sentence that accept nearly any words."""
DECLARATION_PLACES = frozenset(("vocabulary_header", "choice_line", "field_line", "record_line"))
"""Start symbols of declarations."""

LIKELY_BODIES = {
    "POLICY": "header_line",
    "VOCABULARY": "vocabulary_header",
    "REPLACES": "clause_line",
    "ARTICLE": "block_line",
    "GROUP": "block_line",
    "OVER_POLICY": "block_line",
    "OVER_ARTICLES": "block_line",
    "AWARD": "row_line",
    "TABLE": "row_line",
    "RECOVER": "recovery_line",
    "COLLECT": "row_line",
    "PAY_IN_PARTS": "instalment_line",
    "REFERS_TO": "award_line",
    "OBLIGE": "award_line",
    "ALLOCATE": "award_line",
    "LIMIT": "rule_line",
    "NO_REPEAT": "rule_line",
    "PAY_HIGHEST": "rule_line",
    "TOP_UP": "rule_line",
    "CAP": "rule_line",
    "NOTHING_BELOW": "rule_line",
    "QUOTA": "rule_line",
    "SUSPEND": "rule_line",
    "NONE_WHEN": "rule_line",
    "CHOICE": "choice_line",
    "APPLICANT_FIELDS": "field_line",
    "FIGURES": "field_line",
    "RECORD": "record_line",
    "CASE": "case_line",
    "GIVEN": "given_line",
}
"""The likely start symbol for the lines under a broken sentence, by its first keyword."""

BODIES = {
    "policy": BodySpec("header_line"),
    "vocabulary": BodySpec("vocabulary_header"),
    "replaces": BodySpec("clause_line"),
    "article": _BLOCK,
    "group": BodySpec("block_line", Phrase("the awards and rules of the group", "该组的奖励和规则")),
    "over_policy": BodySpec("block_line", _OVER),
    "over_articles": BodySpec("block_line", _OVER),
    "award_fixed": _AWARD,
    "award_by_rows": BodySpec("row_line", _ROWS),
    "award_by_rank": _RANKS,
    "award_by_rank_of_record": _RANKS,
    "table": BodySpec("row_line", _ROWS),
    "award_as_follows": _CONDITION_ROWS,
    "if_count": BodySpec("counted_line", Phrase("the conditions, one on a line", "各项条件，每行一个")),
    "here_by_rows": BodySpec("row_line", _ROWS),
    "here_as_follows": _CONDITION_ROWS,
    "row": _AWARD,
    "row_by": BodySpec("row_line", _ROWS),
    "row_as_follows": _CONDITION_ROWS,
    "condition_row_as_follows": _CONDITION_ROWS,
    "condition_row": _AWARD,
    "condition_row_by": BodySpec("row_line", _ROWS),
    "collect_fixed": _AWARD,
    "collect_by_rows": BodySpec("row_line", _ROWS),
    "collect_as_follows": _CONDITION_ROWS,
    "recover": BodySpec("recovery_line"),
    "recover_above": BodySpec("recovery_line"),
    "instalments": BodySpec(
        "instalment_line",
        Phrase(
            "its parts, such as `60% at once` and `the rest when accepted`",
            "各期，例如`核准时 拨付 60%`、`验收 后 拨付 余款`",
        ),
    ),
    "refers_for_record": _AWARD,
    "refers_for_policy": _AWARD,
    "refers_instead": _AWARD,
    "oblige_to": _AWARD,
    "oblige_match": _AWARD,
    "allocate": _AWARD,
    "limit": _RULE,
    "no_repeat": _RULE,
    "pay_highest": _RULE,
    "pay_highest_of": _RULE,
    "top_up": _RULE,
    "cap": _RULE,
    "minimum_total": _RULE,
    "rounded_total": _RULE,
    "quota": _RULE,
    "suspend": _RULE,
    "none_when": _RULE,
    "none_when_own_level": _RULE,
    "choice": BodySpec("choice_line"),
    "applicant_fields": BodySpec("field_line", Phrase("the fields, one on a line", "各字段，每行一个")),
    "figures": BodySpec("field_line", Phrase("the figures, one on a line", "各项年度数据，每行一项")),
    "record": BodySpec("record_line"),
    "case": BodySpec("case_line", Phrase("lines that begin with `given` and `expect`", "以`已知`和`应得`开头的各行")),
    "given_applicant": BodySpec("given_line"),
    "given_named_applicant": BodySpec("applicant_line"),
}
"""The lines under each sentence, by the grammar's name. Sentences that are not listed have no lines."""


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


def chinese() -> dict[str, Keyword]:
    """All keywords of Chinese sentences."""
    return table(Surface.CHINESE)


@functools.cache
def table(surface: Surface = Surface.ENGLISH) -> dict[str, Keyword]:
    """All keywords of the sentences of a surface by terminal, in the order of the file."""
    raw = tomllib.loads(read_file(surface.keywords))
    return {
        terminal: Keyword(terminal, tuple(row["words"]), row["role"], row.get("type", ""))
        for terminal, row in raw.items()
    }


@functools.cache
def meanings(surface: Surface = Surface.ENGLISH) -> dict[str, Phrase]:
    """The meaning of each keyword in the sentences of a surface, by terminal, with examples in backticks."""
    sections = tomllib.loads(read_file("meanings.toml"))
    rows = sections["BOTH"] | sections[surface.name]
    return {terminal: literal_phrase(row["en"], row["zh"]) for terminal, row in rows.items()}


@functools.cache
def chinese_reserved() -> frozenset[str]:
    """The words of Chinese sentences that can never be names."""
    return frozenset(word for k in chinese().values() if k.is_reserved for word in k.phrases)


KEYWORDS_LIKE_NAMES = (
    "HAS_NO", *(comparison.name for comparison in ORDERS), "ALL", "EARLIER", "IN_THE_YEAR", "MEETING", "TOTAL",
    "COUNTED", "LARGEST", "EARLIEST", "THE_FIRST", "PER", "EACH", "PER_YEAR", "SAME_MATTER", "RANKED", "YEAR", "MATTER",
    "APPLICANT", "LAST_YEAR", "NEXT_YEAR", "PAST", "THE_DAY", "THE_YEAR", "OTHER_SUPPORT",
    "CONTINUOUS", "EVERY", "YEAR_BEFORE_LAST", "ALL_YEARS", "THE_PAYMENT",
    "THE_FIRST_PAYMENT", "THE_GRANT",
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
    "what": "奖励金额", "pays": "奖励金额",
    "within the year before": "在 上一年度", "of each year": "每年", "of the year": "当年",
    "of the year after": "次年", "of the year before": "上年",
    "before": "之前", "in order of": "先后", "highest": "从高到低", "then": "先后", "applicants": "申请人",
    "instead of": "改按", "for records of": "的记录", "target": "达到", "for each full": "每满", "for each": "乘",
    "over last year": "比上年增加", "growth of": "同比增幅", "of the year before last": "再上年",
    "of all years before": "历年", "until": "至", "given figures": "数据", "given history": "已兑现",
    "given support": "已资助", "given approval": "核定", "given series": "行情", "given rank": "名次",
    "given older document": "以往文件", "given as of": "截至", "no": "没有", "in": "年", "due": "合计",
    "obligation of": "应尽义务", "no obligation of": "不应有义务", "value of": "应算得",
    "support": "其他资助", "for": "有效期", "per": "每个", "because": "因", "by": "按",
}  # fmt: skip
"""Chinese words for keywords within a sentence, where they differ from the keyword table."""

COMBINED_KEYWORDS = {"by rank of": "按 名次", "pay highest with older documents": "连同以往文件 就高不重复"}
"""As `IN_SENTENCES`, for groups of keywords."""


def phrase(text: str) -> Phrase:
    """Keywords in a message, in the words of each language."""
    return literal_phrase(text, COMBINED_KEYWORDS.get(text) or _english_phrases().sub(_chinese_for_match, text))


def per_phrase(key: str) -> Phrase:
    """`per enterprise`, `per year`."""
    return Phrase("per year", "每年") if key == "year" else Phrase("per {key}", "每个 {key}", key=key)


def _chinese_for_match(match: re.Match[str]) -> str:
    """The Chinese word for an English keyword; `to` is 至 between two days, and otherwise 的."""
    if match.group() == "to":
        return "至" if re.search(r"(?:\d|\bD|DATE|from \w+) $", match.string[: match.start()]) else "的"
    return IN_SENTENCES.get(match.group()) or _to_chinese()[match.group()]


UNITS = ("YEAR", "MONTH", "DAY")
"""Units of time may end a threshold, so a colon may follow them."""
_ENDS_OF_CONDITIONS = (
    "AGO", "CANNOT_BE_DETERMINED", "IN_THE_YEAR", "THE_DAY", "THE_YEAR", "OTHER_SUPPORT", "OF_EACH_YEAR", "OF_THE_YEAR",
    "OF_THE_YEAR_AFTER", "OF_THE_YEAR_BEFORE", "WITHIN_THE_YEAR_BEFORE", "OVER_LAST_YEAR", "OF_YEAR_BEFORE_LAST",
    "OF_ALL_YEARS_BEFORE", "INCREASE", "GROWTH",
)  # fmt: skip
"""Keywords that may end a condition, which is the key of a row under `as follows`."""
_SUM_OF_AWARDS = r"(?!\w)(?= +(?:articles? +)?[\w.\-]+(?: +to +[\w.\-]+)? *(?:(?:pays?|has|have)(?!\w)|$))"
"""What follows `what` if it begins a sum of awards, which may still be written; otherwise it is a name."""
_BEFORE_MORE = ("WITH_FACTS",)
"""Words that may follow names, where a name may follow too: a bracket or a word must come next, or it is a name."""


def terminal_lines() -> list[str]:
    """The terminal block. Phrases with more words have a higher priority, so that the longest one matches."""
    reserved = "|".join(sorted(reserved_words(), key=lambda p: (-len(p), p)))
    free = f"(?!(?:{reserved})(?!\\w))"
    lines = []
    for k in table().values():
        phrases = sorted(k.phrases, key=lambda p: (-len(p), p))
        pattern = "|".join(BLANK.join(re.escape(w).replace("/", r"\/") for w in p.split()) for p in phrases)
        priority = 3 + max(len(p.split()) for p in phrases)
        # a word before a colon is the key of a row, except a connective or a unit, as in `at least 3 years:`
        is_plain = k.is_reserved or k.terminal in (*UNITS, *_ENDS_OF_CONDITIONS)
        after = r"(?!\w)" if is_plain else r"(?!\w| *:)"
        before = ", *" if k.terminal == "IF_NONE" else ""  # a row begins with `otherwise` alone
        if k.terminal in _BEFORE_MORE:
            after += rf"(?= *(?:\(|{free}[^\W\d]))"
        after = _SUM_OF_AWARDS if k.terminal == "WHAT" else after
        lines.append(f"_{k.terminal}.{priority}: /{before}(?:{pattern}){after}/i")
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
    "YEAR", "MONTH", "DAY", "MEASURE", "PER_YEAR", "UPWARDS", "FIGURES_OF_YEAR", "AWARD", "COLLECT", "WHOLE",
    "INFORMATIVE", "IN_HEADER", "EACH_ITS_OWN", "AS_FOLLOWS", "MEANS", "CANNOT_BE_DETERMINED", "THE_DAY", "THE_YEAR",
    "YEARS_PASSED", "MONTHS_PASSED", "DAYS_PASSED", "IN_YEAR_MONTHS", "IN_YEAR_DAYS", "OTHER_SUPPORT", "PAY_IN_PARTS",
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
        # `，且` may follow conditions that `、` separates, and `，无则为` a value
        begins = r"(?:, *)?" if k.terminal in ("AND", "IF_NONE") else ""
        ends = rf"(?! *之(?!后|前)){ends}" if k.terminal == "APPLICANT" else ends  # 申请人 之 收入: an owner
        lines.append(f"_{k.terminal}.{priority}: /{begins}(?:{alternatives(k.phrases)}){ends}/")
    lines += type_lines(chinese().values())
    free = _chinese_free()
    lines.append(rf"NAME: /{free}{_CHINESE_NAME}/")
    number = r"(?!\d[\d.]*[万亿千百]?元?(?![\w.\-]))"
    lines.append(rf"REFERENCE.2: /{free}(?=[\d.\-]*[^\W\d的]){number}(?:(?!的)\w)+(?:[.\-]\w+)*/")
    return lines


def _chinese_free() -> str:
    """Does not match before a word that cannot be a name."""
    return f"(?!(?:{alternatives(chinese_reserved())}){_ENDS})"


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
        path = CHECKOUT / surface.grammar
        text = path.read_text(encoding="utf-8")
        current = insert_terminals(text, surface)
        are_current = are_current and text == current
        if "--write" in arguments:
            path.write_text(current, encoding="utf-8", newline="\n")
    return 0 if are_current or "--write" in arguments else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
