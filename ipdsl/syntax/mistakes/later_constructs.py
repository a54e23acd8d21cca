"""Sentences that a later release of the language will have: payments in parts, recovery, awards on awards, queues.

Input: a line that no grammar parses. Output: the finding that names the sentence and the way round it.
docs/en/how-to/limits.md has an example of each.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Span
from ipdsl.syntax import errors
from ipdsl.syntax.characters import has_chinese, mask_quotations
from ipdsl.syntax.layout import SentenceLine


class LaterConstruct(NamedTuple):
    """A construct with the words that name it in a line. Chinese words are sought in the line without its blanks.

    `has_lines`: the indented lines belong to the construct, so that they get no findings of their own.
    `above`: the line above must have one of these words.
    """

    what: Phrase
    advice: Phrase
    english: str
    chinese: str
    has_lines: bool = True
    above: tuple[str, ...] = ()


CASE_SUMS = LaterConstruct(
    Phrase("a case of grants, repayments or net sums", "案例中的核准总额、退回金额和净额"),
    Phrase("a case states the amount due: write `expect ITEM 500`", "案例写明应得金额：请写`应得 项目 500元`"),
    r"^expect\b.*?\b(?P<here>(?:granted|paid back|back|net|lapses)\b(?: [\d.,]+)?)",
    "(?P<here>净得|应退回|核准总额)",
)
"""What a case cannot expect yet."""

_CONSTRUCTS = (
    LaterConstruct(
        Phrase("a cap that counts payments", "按实际拨付计算的最高金额"),
        Phrase(
            "a cap counts the amounts granted: leave out `paid`; for a budget of a year write"
            " `cap 1000000 per year across applicants, in turn`",
            "最高金额按核准的金额计算：请删去`实际拨付`；一年的预算写作"
            "`每年 各申请人合计 最高奖励 100万元，按序全额拨付`",
        ),
        r"^cap\b.*?\b(?P<here>(?:actually )?paid|payments|paid out)\b",
        "各申请人合计.*(?P<here>实际(?:拨付|兑现|支付|发放))|(?P<here2>实际(?:拨付|兑现))最高",
    ),
    LaterConstruct(
        Phrase("a queue over years", "跨年度的排队"),
        Phrase(
            "write the budget of each year with `in turn`; a grant that does not fit is refused, and the applicant may"
            " apply again. For the cap of one applicant write `carry forward 2 years`",
            "各年度的预算写`按序全额拨付`，余额不足的不予奖励，可在以后年度再次申请；"
            "单个申请人的最高金额写`超出部分 可在后 2年 内兑现`",
        ),
        r"^(?P<here>carry forward)$|^(?P<here2>the rest waits|what does not fit waits)",
        "(?P<here>(?:全额)?顺延至?(?:以后|下一?|次)年度?)",
        above=("across applicants", "各申请人合计"),
    ),
    LaterConstruct(
        Phrase("a cap that gives money back", "退回、失效部分不再计入"),
        Phrase(
            "a cap counts each grant: leave out the line. In the history, a payment states the amount that was kept",
            "最高金额计入每笔核准的金额：请删去这一行。历史中填写退回之后保留的金额",
        ),
        r"^(?P<here>what (?:is|was|has been|has) (?:paid back|lapsed|returned|repaid)|what lapses)\b",
        "^(?P<here>(?:退回|失效|追回|收回)(?:的)?部分不再计入)",
    ),
    LaterConstruct(
        Phrase("a recovery of payments", "追回或退回已付资金"),
        Phrase(
            "state the duty with `oblige`, and stop payments of the year with `suspend`;"
            ' "Limits of the language" has a page',
            "写作义务：`企业 应当 “退回 …”`；当年停止兑现的写`当年不予奖励`；示例见“语言的限制”",
        ),
        r"^(?P<here>recover|claw back|pay back|repay|reclaim|pay nothing more)\b"
        r"|\b(?P<here2>(?:is|are|be|was) (?:recovered|clawed back|paid back|repaid|reclaimed))\b",
        "(?P<here>退回|追回|收回|退还|缴回|追缴|未拨付部分停止拨付)",
    ),
    LaterConstruct(
        Phrase("a payment in parts", "分期拨付"),
        Phrase(
            'write one award for each part, with its own event and share; "Limits of the language" has a page',
            "每期写作一项奖励，各有其事件和比例；示例见“语言的限制”",
        ),
        r"^(?P<here>pay in (?:\w+ )?(?:parts|in?stal?lments))|(?P<here2>\b(?:paid |pay )?in (?:\w+ )?instal?lments?)\b"
        r"|^(?P<here3>(?:pay )?(?:\d[\d.]*% |the rest |the balance |\d[\d,.]* )"
        r"(?:at once|when \w+|\d+ (?:years?|months?|days?) later|each year for|in advance))",
        "(?P<here>分(?:期|批|次|[一二三四五六七八九十两0-9]+(?:期|年|批|次))(?:逐年|平均)?(?:拨付|兑现|支付|给付|发放)"
        "|(?:拨付|支付|兑现)余款|首期|预拨|尾款|核准时拨付|后拨付[0-9一二三四五六七八九])",
    ),
    LaterConstruct(
        Phrase("an amount computed from other awards", "按其他奖励的金额计算的奖励"),
        Phrase(
            "an amount is computed from facts: write the share as an award of its own in each article, or state the sum"
            " as a field or a yearly figure. `less already paid for RECORD of the same FIELD` deducts earlier payments",
            "金额只能按事实计算：请在各条中另写一项奖励，或者把该金额作为记录的字段或年度数据填写；扣除此前记录已奖励的，写"
            "`扣除 同一 字段 的 记录 已奖励部分`",
        ),
        r"(?P<here>\bwhat (?:articles?|groups?|.+) (?:pays?|has paid|have paid|has granted|have granted))\b"
        r"|(?P<here2>\bwhat (?:is|was|has been) (?:paid|granted) (?:under|by|in) articles?)\b",
        r"(?P<here>奖励金额的|已奖励金额|已核准金额|已核定金额)",
        has_lines=False,
    ),
    LaterConstruct(
        Phrase("a part of an award for someone else", "奖励金额中归他人的部分"),
        Phrase(
            'it changes no amount: write it as a duty, `oblige firm to "…"`, or as a `reading`',
            "它不改变金额：请写作义务`企业 应当 “…”`，或写作`理解`",
        ),
        r"^(?P<here>of which)\b",
        "^(?P<here>其中)[0-9一二三四五六七八九十百分之%]+归",
    ),
    CASE_SUMS,
)


def find_later_construct(
    line: SentenceLine, is_declared: Callable[[str], bool], parent: SentenceLine | None = None
) -> tuple[Diagnostic, LaterConstruct] | None:
    """The finding about a line with a construct of a later release; a declared word is a word of the page."""
    text = mask_quotations(line.text, " ")
    is_chinese = has_chinese(text)
    places = [i for i, char in enumerate(text) if not char.isspace()] if is_chinese else [*range(len(text))]
    squeezed = "".join(text[i] for i in places)
    for construct, pattern in _patterns(is_chinese=is_chinese):
        match = pattern.search(squeezed)
        above = "" if parent is None else parent.text
        if match is not None and (not construct.above or any(part in above for part in construct.above)):
            begin, end = next(match.span(name) for name, group in match.groupdict().items() if group is not None)
            span = line.span(places[begin], places[end - 1] + 1)
            words = line.text[places[begin] : places[end - 1] + 1]
            if is_declared(words) and not is_declared(""):  # without a vocabulary, any word may be declared
                continue
            return later_release(span, words, construct), construct
    return None


def later_release(span: Span, words: str, construct: LaterConstruct) -> Diagnostic:
    """The finding about words that a later release will have."""
    return errors.LaterRelease(span=span, found=words, what=construct.what, advice=construct.advice)


@functools.cache
def _patterns(*, is_chinese: bool) -> tuple[tuple[LaterConstruct, re.Pattern[str]], ...]:
    return tuple((c, re.compile(c.chinese if is_chinese else c.english, re.IGNORECASE)) for c in _CONSTRUCTS)
