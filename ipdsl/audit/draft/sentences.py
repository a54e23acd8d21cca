"""Split an official text into sentences, with the figures and the kind of each sentence.

Input: a text and a range in it. Output: its sentences in order, with figures as the scanner of the audit reads them. A
sentence ends at its final mark, at an empty line, after a title or a short line of the opening, and before a line that
is indented or begins with a heading. Other line breaks come from the printed page.

`kind_of_sentence` classifies a sentence by its words, regardless of figures: a promise, a rule, a reference, or words
about budgets, funds and payment. `title_of` finds the title of an article, between its number and its first sentence.
"""

from __future__ import annotations

import bisect
import enum
import re
from collections.abc import Iterator
from functools import cached_property

import attrs

from ipdsl.audit.draft.money_rules import MoneyRule, money_rules
from ipdsl.audit.figures import AuditFigure, Kind
from ipdsl.audit.outline import TextRange, heads
from ipdsl.audit.scan import LineIndex, scan
from ipdsl.audit.table_units import rows_of_tables
from ipdsl.audit.text_forms import narrow

_VERB = "奖励|资助|补助|补贴|贴息|奖补|扶持资金|奖金|配套"
PROMISE = re.compile(
    rf"(?:给予|予以|给|发放|享受|可?获得?|安排|按[^,。;]{{0,30}})[^,。;]{{0,30}}(?:{_VERB})"
    rf"|(?:一次性|全额|择优|分别|表彰|追加|再|每[件项个家人年次][^,。;]{{0,6}})(?:{_VERB})|(?:重点|专项|优先)扶持|风险补偿"
)
"""Words that promise money, as a pattern for narrow text. 奖励 alone may be part of the name of a measure."""
RULE = re.compile(
    r"就高(?!校)|从高(?!校)|不能?重复|不[再得予能]重复|不再(?:给予|享受|奖励|资助|补助)|补足差额|补差|差额部分|追回|退回"
    r"|不予(?:奖励|资助|补助|补贴|受理)|取消[^,。;]{0,10}资格|(?:总额|资金)[^,。;]{0,6}控制|(?:包含|包括|含)本[数级]"
    r"|差额(?:部分)?(?:予以|给予)?(?:补|奖|拨|享受)|一方(?:名义)?(?:享受|申请|申领|申报|领取)|叠加|兼得|择一|择高"
    r"|[只仅](?:能|可|限)?[^,。;]{0,10}(?:享受|申请|申领|领取|补[助贴]|奖励|资助)[^,。;]{0,6}[一1二两2三3][次项种个件台套]"
)
"""Words of rules: payments under several promises, refused payments, and whether 以上 includes its number."""
REFERENCE = re.compile(r"(?:按照?|参照|依照|依据|根据)[^,。;]{0,8}《[^》]{1,200}》[^,。;]{0,20}(?:执行|实施|办理)")
"""Words that refer to a different document for the rule."""

_TERM = "月|季度?|半年|年度?|学期|学年|日"
FUNDS = re.compile(
    r"预算|(?:财政|专项|补[助贴]|奖[励补]|资助|扶持|支持|引导)(?:资金|经费)|资金(?:总[额量]|额度|安排|来源|不足的?[,。;]|分配)"
    r"|(?:用完|用尽|额满|满额|发完|领完)[即为]?止|先到先得|先申[报请领]?先得|额度[^,。;]{0,6}(?:不足|用完|已满)"
    r"|(?:各?市|区|县|各级|同级)(?:级)?财政[^,。;]{0,12}(?:承担|负担|分担|列支|解决)"
    rf"|[按逐](?:{_TERM})[^,。;]{{0,6}}(?:发|拨|付|补[助贴]|计算|兑现|核算)|(?:次|翌|下)(?:一年|[年月])(?:度)?[^,。;]{{0,4}}起"
    rf"|(?:{_VERB})[^,。;]{{0,12}}(?:发放|拨付|支付|兑现|到账|扣[除减回]|核减|抵扣|冲抵|折算|分配|分摊|均分|取整)"
    r"|(?:扣[除减回]|核减|抵扣|冲抵|减半|折半)|(?:平均|按比例|等额)(?:分配|分摊|分担|分享)|(?:账户|银行卡|社保卡|消费券|代金券)"
    r"|夫妻|补[助贴]?[一1两2三3][次项台套]"
)
"""Words about budgets, funds, deductions, sharing and the way of payment, in narrow Chinese text."""
_ENGLISH_MONEY = "funds?|funding|money|grants?|subsid(?:y|ies)|payments?|aid|allowances?|support|awards?|benefits?"
ENGLISH_FUNDS = re.compile(
    r"\b(?:budgets?|appropriations?|funds|funding|first[- ]come|pro[- ]rata|deduct(?:s|ed|ion)?|instal?lments?"
    r"|spouses?|in proportion)\b"
    rf"|\b(?:{_ENGLISH_MONEY})\b[^.;]{{0,60}}\b(?:exhausted|spent|run out|insufficient|available|paid|made|shared?"
    r"|split|divided|reduced|reclaimed|recovered|repaid|refused|combined|monthly|quarterly|yearly|annually|difference"
    r"|once|only)\b"
    r"|\b(?:pays?|paid|share[ds]?|split|divide[ds]?|reduces?|deducts?|reclaims?|recovers?|repay|repaid|refuses?"
    rf"|combines?)\b[^.;]{{0,60}}\b(?:{_ENGLISH_MONEY})\b"
    r"|\b(?:paid|payable) (?:monthly|quarterly|yearly|annually|out|into|in|to|from|per|once|only|directly)\b"
    r"|\b(?:higher|highest|larger|largest) (?:of|amount|sum|grant|award)\b",
    re.IGNORECASE,
)
"""The same in English text."""


class SentenceKind(enum.Enum):
    """The kind of a sentence that becomes a comment even without a figure."""

    RULE = "rule"
    REFERENCE = "reference"
    PROMISE = "promise"
    FUNDS = "funds"


_KIND_PATTERNS = (
    (SentenceKind.RULE, RULE),
    (SentenceKind.REFERENCE, REFERENCE),
    (SentenceKind.PROMISE, PROMISE),
    (SentenceKind.FUNDS, FUNDS),
    (SentenceKind.FUNDS, ENGLISH_FUNDS),
)


def kind_of_sentence(words: str) -> SentenceKind | None:
    """The kind of a sentence with these words."""
    plain = narrow(words)
    return next((nature for nature, pattern in _KIND_PATTERNS if pattern.search(plain)), None)


LONGEST = 30
_BRACKETED_TITLE = re.compile(r"[【\[(](?P<title>[^】\])\n]{2,20})[】\])]")
_TITLE = re.compile(rf"(?P<title>[^。;:!?\n]{{2,{LONGEST}}}?)(?P<end>[。:]| {{2,}}|[^\S\n]*\n[^\S\n]*\n|\n|$)")
_SHORT = 18
"""The longest title on a line without a final mark. A longer line may be part of a sentence on the printed page."""
_BEGINS = re.compile(r"对|为了|本|凡|自|经|符合|申请|按|如|由")
_SAYS = re.compile(r"应当|可以|必须|不得|是指|负责|根据|给予|予以|一次性|的$")
"""Words at the beginning of sentences, and words inside sentences, that titles do not have."""


def title_of(article: str) -> str | None:
    """The title of an article after its number, or `None` if a sentence follows the number."""
    words = re.sub(r"[*#]+", lambda mark: " " * len(mark[0]), article).lstrip()
    plain = narrow(words)
    match = _BRACKETED_TITLE.match(plain) or _TITLE.match(plain)
    if match is None or _is_sentence(match, plain):
        return None
    return words[match.start("title") : match.end("title")].strip()


def title_line(words: str) -> int:
    """The length of a line that is a title; 0 if a sentence begins on the line."""
    match = _TITLE.match(narrow(words))
    fills = match is not None and "\n" in match["end"] and not _is_sentence(match, narrow(words))
    return match.end() if match is not None and fills else 0


def _is_sentence(match: re.Match[str], plain: str) -> bool:
    """Whether the possible title is a sentence."""
    title, end = match["title"].strip(), match.groupdict().get("end")
    is_all = not plain[match.end() :].strip()
    if len(title) < 2 or _BEGINS.match(title) or _SAYS.search(title) or scan(title):
        return True
    if "," in title and (is_all or end != "。"):  # two clauses are a title only if a full stop ends them
        return True
    return (end == "\n" and len(title) > _SHORT) or (is_all and kind_of_sentence(title) is not None)


_END = re.compile(r"[。！？；!?;][”’」』）)]?|\n(?=[ ]*\n)|\n(?= {2,}\S)|(?<=[:：])[ ]*\n")


_SHORT_LINE = re.compile(r"^[^,。;:、!?\n]{1,24}\n", re.MULTILINE)
"""Single lines before the articles: number, title, office, day."""


_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), " ")
"""Characters without width. Patterns for sentences expect one blank at a time."""


@attrs.frozen(slots=False)
class TextSentence:
    """One sentence: its offsets and line, its words on one line, and its figures."""

    start: int
    end: int
    line: int
    words: str
    figures: tuple[AuditFigure, ...]
    is_row: bool = False
    """Whether it is in a row of a table."""

    @property
    def has_money(self) -> bool:
        """Whether it has an amount of money."""
        return any(figure.value.kind is Kind.MONEY for figure in self.figures)

    @property
    def kind(self) -> SentenceKind | None:
        return kind_of_sentence(self.words)

    @cached_property
    def money_rules(self) -> tuple[MoneyRule, ...]:
        """Its limits and rules of release."""
        return money_rules(self.words)

    @property
    def is_worth_quoting(self) -> bool:
        return bool(self.figures or self.kind is not None or self.money_rules)


class SearchableText:
    """An official text with indexes for repeated lookups."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = LineIndex(text, 1, 1)
        headings = heads(text)
        begins = {head.start for head in headings}
        titles = ((head.end, title_line(text[head.end : head.end + 100])) for head in headings)
        begins |= {end + length for end, length in titles if length}
        self._plain = narrow(text)
        opening = headings[0].start if headings else len(text)
        begins |= {match.end() for match in _SHORT_LINE.finditer(self._plain, 0, opening)}
        self._rows = rows_of_tables(text)
        begins |= {offset for row in self._rows for offset in row}
        self._begins = sorted(begins)

    def sentences(self, stretch: TextRange) -> list[TextSentence]:
        """The sentences of a range, each with the figures that begin in it."""
        spans = list(self._spans(stretch))
        starts = [start for start, _ in spans]
        of_each: list[list[AuditFigure]] = [[] for _ in spans]
        for figure in scan(self.text[stretch.start : stretch.end], *self.places.position_of(stretch.start)):
            offset = self.places.starts[figure.line - 1] + figure.column - 1
            of_each[max(0, bisect.bisect_right(starts, offset) - 1)].append(figure)
        return [
            TextSentence(
                start, end, self.places.position_of(start)[0], one_line(self.text[start:end]), tuple(figures), is_row
            )
            for (start, end), figures in zip(spans, of_each, strict=True)
            for is_row in [self._is_in_row(start)]
        ]

    def _is_in_row(self, offset: int) -> bool:
        row = bisect.bisect_right(self._rows, (offset, len(self.text))) - 1
        return row >= 0 and offset < self._rows[row][1]

    def _spans(self, stretch: TextRange) -> Iterator[tuple[int, int]]:
        """The start and end of each sentence, without the blanks around it."""
        cuts = {match.end() for match in _END.finditer(self._plain, stretch.start, stretch.end)}
        first, last = (bisect.bisect_left(self._begins, offset) for offset in (stretch.start + 1, stretch.end))
        cuts.update(self._begins[first:last])
        offset = stretch.start
        for cut in sorted(cuts | {stretch.end}):
            piece = self.text[offset:cut]
            if words := piece.strip():
                start = offset + piece.index(words[0])
                yield start, start + len(words)
            offset = cut


def one_line(words: str) -> str:
    """Words on one line: line breaks of the printed page are removed, other blanks become one blank."""
    return re.sub(r"\s+", _blank, words.translate(_WITHOUT_WIDTH).strip())


def _blank(blanks: re.Match[str]) -> str:
    """One blank for several, and no blank for a line break next to a Chinese character."""
    around = blanks.string[blanks.start() - 1], blanks.string[blanks.end()]
    return "" if "\n" in blanks[0] and max(around) > "\xff" else " "
