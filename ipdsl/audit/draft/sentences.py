"""Split an official text into sentences, with the figures and the kind of each sentence.

Input: a text and a range in it. Output: its sentences in order, with figures as the scanner of the audit reads them. A
sentence ends at its final mark, at an empty line, after a title or a short line of the opening, and before a line that
is indented or begins with a heading. Other line breaks come from the printed page.

`kind_of_sentence` classifies a sentence by its words, regardless of figures: a promise, a rule, a reference, or words
about budgets, funds and payment. `title_of` finds the title of an article, between its number and its first sentence.

Find the limits, roundings and rules of release in a sentence of an official text, and propose lines for them.

Input: the words of a sentence. Output: its `MoneyRule`s in order. A limit is a cap, a ceiling, a least sum or a number
(最高不超过, 每年不超过, 为限, 不足…的不予补助). A rounding is 取整 or 舍去. A rule of release says when money is paid,
withheld or provided (拨付, 分期, 验收后, 公示后). A recovery says that money is paid back (追回, 退还, must be repaid).

A rule may have a proposed line of a page; `checked_line` gives it in a language if a page with it has no errors.
"""

from __future__ import annotations

import bisect
import enum
import functools
import re
from collections.abc import Iterator
from functools import cached_property

import attrs

from ipdsl.audit.figures import CURRENCY, AuditFigure, Kind, LineIndex, Value, scan
from ipdsl.audit.official_text import TextRange, heads
from ipdsl.audit.text_forms import narrow, rows_of_tables
from ipdsl.base.findings.phrase import Language
from ipdsl.base.pages import PACKAGED, PAGE_SUFFIX
from ipdsl.base.values import numerals
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page


class MoneyRuleKind(enum.Enum):
    """Whether a rule limits money, rounds it, releases it or has it paid back."""

    LIMIT = "limit"
    ROUNDING = "rounding"
    RELEASE = "release"
    RECOVERY = "recovery"


class ProposalPlace(enum.Enum):
    """The place of a proposed line: the block of an award, under an award, under a cap, over the policy, in the head.

    `AMOUNT` is not a line of its own, but the amount of an award.
    """

    AMOUNT = "amount"
    BLOCK = "block"
    AWARD = "award"
    CAP = "cap"
    POLICY = "policy"
    HEAD = "head"


@attrs.frozen
class MoneyRule:
    """A limit, a rounding, a rule of release or a recovery; `line` is the proposed line in English, or empty."""

    kind: MoneyRuleKind
    line: str = ""
    place: ProposalPlace = ProposalPlace.BLOCK


HOLDERS = {
    "单位或个人": "applicant", "个人或单位": "applicant", "单位和个人": "applicant", "权利人": "applicant",
    "申请人": "applicant", "申报主体": "applicant", "代理机构": "patent_agency", "运营机构": "operation_agency",
    "服务机构": "agency", "高校": "academy", "科研院所": "academy", "企业": "enterprise", "单位": "unit",
    "个人": "person", "机构": "applicant", "园区": "park", "人": "person",
}  # fmt: skip
"""The names of the vocabulary for the holders of a limit."""
_WHO = "|".join(HOLDERS)
_HOLDER = re.compile(
    rf"(?:每(?!年|件|项|种|类|次)(?:一?[个家位名户])?|单(?:个|家|一)|同一(?![项件年时事类产专])个?)[^,每]{{0,10}}?(?P<who>{_WHO})"
)
_YEARLY_HOLDER = re.compile(
    rf"(?:\d+[.、]|[一二三四五六七八九十]+、)? *(?P<who>{_WHO})[^,]{{0,10}}?(?:[每全单]年|年度)"
)
"""`个人每年不超过20万元`: the holder begins the clause, after its number in a list."""
_EACH = re.compile(rf"单[个项件家笔户]|(?!人民币)(?:{_WHO})")
"""Words of a limit that is not one of all applicants together."""
_OR_PERSON = re.compile(r"(?:单位|企业)\((?:或|及)?个人\)|个人\((?:或|及)?(?:单位|企业)\)")
_HOUSEHOLD = re.compile("每一?户|同一户")
_OTHER_KEY = re.compile(r"每(?:种|类|件|项|次)|每个?(?:国家|项目|产品|地区)")
_N = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_SPAN = re.compile(rf"(?:连续|任意|任何)(?P<number>{_N})(?:个?(?P<months>月)|个?年度?)之?内")
_BLOCK = re.compile(rf"每(?P<number>{_N})年")
_SEVERAL_YEARS = re.compile(rf"(?:{_N})(?:个月|年)之?内")
"""A period that may begin with a year or with a payment: `三年内`. `一年内` is the year."""
_YEARLY = re.compile(r"[每全当单]年|年度|同一?年|一年内|年内")
_MOST = re.compile(
    r"最高(?!人民|法|检|院|标准|级|金额给|额给)|不(?:得)?超过|不高于|上限|封顶|最多|至多|限额|以[^,。;]{1,30}为限"
)
_AMOUNT_WORDS = re.compile(r"奖|助|补|贴|扶持|资金|费|总额|享受|给予|获")
_CONDITION = re.compile(r"的(?:企业|单位|项目|机构|个人)?$")
_DEFINITION = re.compile(r"所称|(?:包含|包括|含)本[数级]")
_COMPUTED = re.compile(r"按|比例|每增加|%|百分之|全额|贴息")
_ALL_LEVELS = re.compile(r"各级各类[^,。;]{0,6}(?:资助|补助|奖励|扶持)总额")
_ACROSS = re.compile(r"(?:资金|奖励|补助|资助|年度)[^,。;]{0,4}总(?:额|量)|总额[^,。;]{0,6}控制")
_WITHOUT_SUM = re.compile(r"总额(?:限定|控制)|资金[^,。;]{0,6}控制|限额原则|为限|封顶")
_COUNT = re.compile(
    rf"(?:不(?:得)?超过|最多|至多|最高为?|限)[^,\d]{{0,6}}(?P<number>\d+) ?[件项个次]"
    rf"|(?:奖励|资助|补助|申报|申请|享受) ?(?P<times>{_N}) ?次(?!性)"
)
_SELECTED = re.compile(r"(?:评选|遴选|择优|认定|选取|评定|支持|扶持)[^,。;]{0,8}\d")
_ANY_KEY = re.compile(r"同一|每(?!年|[一二两三四五六七八九十\d]{1,3}年)")
_PROPORTION = re.compile(r"(?:同比例|按比例|等比例)(?:进行)?(?:核减|压减|缩减|调减|折减|扣减)")
_GRANT = "补助|奖励|资助|补贴|奖补|扶持|贴息|奖金|资金"
_SUM = r"[\d.,十百千万一二三四五六七八九两 ]{1,14}元"
_BELOW = "不足|低于|不满|少于|小于|不到"
_REFUSED = re.compile(
    rf"(?:{_BELOW})(?P<sum>{_SUM})的?,?(?:一律|均)?(?:不予|不再|不)"
    rf"(?:给予|予以)?(?:{_GRANT}|发放|拨付|兑现|支付|支持)"
)
"""`每户每年合计不足500元的，不予补助`: a sum below which nothing is paid."""
_RAISED = re.compile(
    rf"(?:{_BELOW})(?P<sum>{_SUM})的?,?(?:一律|均)?按(?P<least>{_SUM})"
    rf"(?:计|算|发放|给予|予以|执行|{_GRANT})"
)
"""`补助金额低于100元的按100元发放`: a sum that is raised."""
_LEAST = re.compile(
    rf"(?:(?:{_GRANT})(?:金额|标准|额)?(?:为|的)?(?:最低|至少|不得?低于|不得?少于)(?:不得?低于|不得?少于|为)?"
    rf"|最低(?:给予|按|不得?低于|不得?少于)?(?:{_GRANT})?(?:额|金额|标准)?(?:不得?低于|不得?少于|为|按)?"
    rf"|至少(?:给予)?(?:{_GRANT}))(?P<sum>{_SUM})"
)
"""`最低补助2000元`: a least amount of an award."""
_TOTAL = re.compile("合计|累计|总额|总计|总和")
_OF_EACH = re.compile("(?:单项|单笔|每笔|其|该|的|金额|总额|额|应)+")
_STEP = r"[\d.,十百千万一二三四五六七八九两 ]{0,14}元"
_ROUNDED = re.compile(
    rf"(?P<mode>向下取整|四舍五入|取整)(?:到|至)(?P<step>{_STEP})|[以按](?P<unit>{_STEP})(?:为(?:最小)?单位,?)?"
    r"(?P<way>向下取整|四舍五入|取整|舍去)"
    rf"|不足(?P<coin>[十百千万]?元|{_STEP}(?=的?(?:部分|尾数|零头)|的?,?(?:舍|抹|略)))的?(?:部分|尾数|零头)?,?均?"
    r"(?:舍去|略去|抹去|忽略|不计|不予计算)"
)
"""`取整到百元`, `不足百元的部分舍去`."""
_ENGLISH_SUM = r"(?:[A-Z]{3} ?|[€£] ?)?\d(?:[\d, ]*\d)?(?:\.\d+)?(?: ?€| euros?| pounds?)?"
_ENGLISH_PAID = "(?:is|are|shall be|will be|may be)"
_ENGLISH_GRANT = "(?:payments?|grants?|awards?|amounts?|sums?|aid|support)"
_ENGLISH_REFUSED = re.compile(
    rf"{_ENGLISH_GRANT}(?: (?:which|that) (?:is|are))?(?: of)? (?:below|less than|under) (?P<sum>{_ENGLISH_SUM})"
    rf"[^.;,]{{0,60}}? {_ENGLISH_PAID} not (?:be )?(?:made|paid|granted)"
    rf"|no {_ENGLISH_GRANT} (?:below|of less than|under) (?P<other>{_ENGLISH_SUM})[^.;,]{{0,60}}?"
    rf" {_ENGLISH_PAID} (?:made|paid|granted)",
    re.IGNORECASE,
)
"""`Payments below 100 are not made`."""
_ENGLISH_LEAST = re.compile(
    rf"{_ENGLISH_GRANT} (?:is|are|of|amounts? to|shall be|will be) (?:of )?at least (?P<sum>{_ENGLISH_SUM})",
    re.IGNORECASE,
)
_ENGLISH_HOLDERS = {
    "firm": "enterprise", "company": "enterprise", "enterprise": "enterprise", "person": "person",
    "individual": "person", "household": "applicant", "applicant": "applicant",
}  # fmt: skip
_ENGLISH_CAP = re.compile(
    rf"(?:at most|no more than|not (?:to )?exceed|up to|a maximum of) (?P<sum>{_ENGLISH_SUM})"
    rf"(?: (?:is|are|shall be|will be|may be) (?:paid|granted))? (?:per|for each|to each)"
    rf" (?P<who>{'|'.join(_ENGLISH_HOLDERS)})\b"
    r"(?P<year>,? (?:and|per|each|a|in each|in any) year\b)?",
    re.IGNORECASE,
)
"""`no more than 5000 euros per household per year`."""
_ENGLISH_ROUNDED = re.compile(
    rf"rounded down to (?:the (?:nearest|next) |full |a multiple of )?(?P<sum>{_ENGLISH_SUM})", re.IGNORECASE
)
_ENGLISH_TOTAL = re.compile(r"\btotals?\b|\byear(?:ly)?\b|\bannual", re.IGNORECASE)
_CONTRIBUTION = re.compile(r"地方(?:综合|财力|财政|经济)?(?:贡献|留成)")
_WHOLE = re.compile(r"本(?:意见|办法|措施|政策|通知|方案|规定|细则)|各项(?:奖励|补助|资助|政策)")
_LATER_YEARS = re.compile(
    r"(?:剩余|超[出过]|不足|余额)[^。;]{0,20}?(?:[后以其](?:后|此后)?|下|次)?(?P<years>[一两二三四五\d])?个?年[^。;]{0,8}"
    r"(?:兑现|结转|拨付|发放|补足)"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_YEARS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_MONEY = r"(?:资金|奖励|补助|资助|补贴|奖金|奖补|扶持|款|政策)"
_RELEASE = re.compile(
    rf"拨付|拨款|分(?:期|批|年|[两二三四2-4][次期年])[^,。;]{{0,8}}(?:拨|兑|发|给|付|支)|{_MONEY}[^,。;]{{0,12}}(?:兑现|发放|到位)"
    rf"|兑现[^,。;]{{0,8}}{_MONEY}|(?:申报|分年|年内)兑现|验收[^,。;]{{0,6}}后|通过验收|验收合格"
    rf"|公示[^。;]{{0,20}}(?:后|无异议)[^。;]{{0,30}}(?:拨|发放|兑现|给予|奖励|资助)"
    rf"|(?:暂停|暂缓|停止|终止)[^,。;]{{0,6}}(?:拨|兑现|发放|享受|{_MONEY})|不(?:能|得|再|予)享受|不予(?:拨付|兑现|发放|奖励|资助|补助|受理)"
    rf"|扣[减回][^,。;]{{0,8}}{_MONEY}|取消[^,。;]{{0,10}}资格"
    rf"|(?:落实|设立|安排|统筹|列入|纳入)[^,。;]{{0,16}}(?:专项资金|专项经费|经费预算)|所需(?:经费|资金)[^。;]{{0,12}}(?:保障|列支|承担|解决)"
)
_BACK = "退还|退回|退缴|收回|收缴|缴回|交回|上缴"
_RECOVERED = re.compile(
    rf"追回|追缴|(?:{_BACK})[^,。;]{{0,12}}{_MONEY}|(?<!保证){_MONEY}[^,。;]{{0,12}}(?:{_BACK})(?!申)"
)
_WHOLE_RECOVERY = re.compile(r"立案查处[^。;]{0,30}追回(?:已[^,。;]{1,3}的?)?(?:全部|全额)?[^,。;%\d]{0,10}[,。;]?$")
"""`被立案查处的，追回已拨付资金`: the vocabulary has the event, and everything is paid back."""
_PAID_BEFORE = re.compile(r"已(?:经)?(?:拨付|拨款|发放|兑现)")
_SANCTION = re.compile(r"立案查处[^。;]{0,20}(?:当年|年度)[^。;]{0,8}不(?:能|得|再|予)")

_OTHER_LEVEL = re.compile(r"(?:国家|省)[^。;]{0,16}市(?:级)?(?:财政)?不(?:予|再|得)?(?:叠加|重复|奖励|资助|补助)")


_EXCEPTION = re.compile(
    r"除[^,。;]{1,30}(?:之|以)?外|除外|(?:不受|不在)[^,。;]{0,10}限|不适用|[上下]浮|放宽|突破|加倍|翻一?番|翻倍|双倍|减半"
    r"|提[高升][到至]|左右|原则上|\((?![^()]*(?:含|大写))[^()]*[\d一二三四五六七八九十百千万亿] ?[元%倍][^()]*\)"
    r"|\b(?:except|unless|other than|excluding|apart from|do(?:es)? not apply|doubled|tripled|halved|increased"
    r"|or \D{0,5}\d|(?:in|from|since|until|before|after|for) (?:19|20)\d\d\b(?![,.]\d))",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"首[年次批]|[每按逐]个?(?:半年|月|季|周|日|天|学期|批|次|类|种)|第[一二三四五六七八九十\d]+个?年|上一?年|前[一二两三\d]个?年|近[一二两三\d]个?年"
    r"|小微|小型|微型|中小|中型|大型|外资|内资|民营|国有|国企|初创|新成立|新设|规上|规模以上|高新|集团|[以区县市园]内|所属|下属"
    r"|且(?!不超过)|孰|较[低高]|(?:超[过出]|最高|最多|上限)[^,。;\d万元%]*[\d万元%][^,。;]*(?:超[过出]|最高|最多)|(?:标准|基础)上"
    r"|\b(?:months?|quarters?|weeks?|days?|monthly|quarterly|weekly|daily|projects?|patents?|groups?|times|once|claims?"
    r"|small(?:er)?|medium|micro|large|foreign|domestic|young|newly|new|whichever|lower|higher|lesser|greater"
    r"|if|where|when|who|whose|with|without|to \w+s|for (?!each)\w+|per \w+ and (?!per|each|an?y?|in|year)\w+)\b",
    re.IGNORECASE,
)
_HOLDER_LIMIT = re.compile(rf"{_HOLDER.pattern}[^,。;]*(?:至少|最[低高多]|不低于|不少于|不超过)")


def money_rules(words: str) -> tuple[MoneyRule, ...]:
    """The limits, roundings, rules of release and recoveries in a sentence, each once.

    A rule has no line if the line leaves out a figure, a period, a currency, an exception or a factor of its clause.
    """
    plain = narrow(words)
    sums = (*_sums_with_a_threshold(plain), *_roundings(plain))
    releases = () if any(rule.kind is MoneyRuleKind.LIMIT for _, rule in sums) else _releases(plain)
    return tuple(
        dict.fromkeys(
            rule if _says_all(rule, clause, plain) else MoneyRule(rule.kind)
            for clause, rule in (*_limits(plain), *sums, *releases, *_recoveries(plain))
        )
    )


def _says_all(rule: MoneyRule, clause: str, sentence: str) -> bool:
    """Whether the line of a rule contains everything of its clause that changes the sum."""
    stated_figures = scan(rule.line.replace("per year", "per 1 year"))
    is_of_claim = rule.line.startswith(("up to", "at most"))
    return (
        (rule.kind is not MoneyRuleKind.LIMIT or (_period_of(clause) or "") in rule.line)
        and (_ENGLISH_TOTAL.search(clause) is None or " year" in rule.line)
        and not (
            is_of_claim
            and (
                re.search("合计|累计|总[额计和]|每[家户人位名]|单家", clause)
                or _HOLDER_LIMIT.search(sentence[: sentence.find(clause)])
            )
        )
        and not (
            rule.place in (ProposalPlace.AWARD, ProposalPlace.HEAD) and re.search(rf"(?!人民币)(?:{_WHO})", clause)
        )
        and not (_UNSAID.search(clause) or _EXCEPTION.search(sentence))
        and all(figure.value.kind not in (Kind.YEAR, Kind.DAY, Kind.MONTH) for figure in scan(sentence))
        and all(any(figure.fits(other) for other in stated_figures) for figure in scan(clause))
    )


def _sums_with_a_threshold(plain: str) -> Iterator[tuple[str, MoneyRule]]:
    """Least sums: below them nothing is paid, or the least sum is paid. Each has its clause."""
    if _DEFINITION.search(plain):
        return
    text = _BRACKETS.sub("", plain)
    for match in _REFUSED.finditer(text):
        subject = _clause_before(match)
        if (threshold := _sum_in(match["sum"])) and _is_about_payment(subject):
            yield _clause_of(match), _least_sum(f"nothing below {threshold}", subject, plain)
    for match in _RAISED.finditer(text):
        subject = _clause_before(match)
        if (threshold := _sum_in(match["sum"])) and _is_about_payment(subject):
            is_of_each = _sum_in(match["least"]) == threshold and not _is_total(subject)
            yield _clause_of(match), _least_amount(threshold) if is_of_each else MoneyRule(MoneyRuleKind.LIMIT)
    for clause in re.split(r"[,。;:](?!\d)", text):
        award = _LEAST.search(clause)
        if award is not None and not _CONDITION.search(clause) and (least := _sum_in(award["sum"])):
            is_of_each = _holder_of(clause) is None and _period_of(clause) == ""
            yield clause, _least_amount(least) if is_of_each else MoneyRule(MoneyRuleKind.LIMIT)
    for match in _ENGLISH_REFUSED.finditer(text):
        threshold = _english_sum(match["sum"] or match["other"])
        if _ENGLISH_TOTAL.search(text):
            yield _clause_of(match), MoneyRule(MoneyRuleKind.LIMIT, f"nothing below {threshold} per applicant per year")
        else:
            yield _clause_of(match), MoneyRule(MoneyRuleKind.LIMIT, f"nothing below {threshold}", ProposalPlace.AWARD)
    for match in _ENGLISH_CAP.finditer(text):
        yearly = " per year" if match["year"] else ""
        cap = f"cap {_english_sum(match['sum'])} per {_ENGLISH_HOLDERS[match['who'].lower()]}{yearly}"
        yield _clause_of(match), MoneyRule(MoneyRuleKind.LIMIT, cap)
    for match in _ENGLISH_LEAST.finditer(text):
        yield _clause_of(match), _least_amount(_english_sum(match["sum"]))


def _least_amount(amount: str) -> MoneyRule:
    return MoneyRule(MoneyRuleKind.LIMIT, f"at least {amount}", ProposalPlace.AWARD)


def _clause_before(match: re.Match[str]) -> str:
    """The subject of a match: the words of its clause before it."""
    return re.split(r"[,。;:](?!\d)", match.string[max(0, match.start() - 60) : match.start()])[-1]


def _clause_of(match: re.Match[str]) -> str:
    """The words of a match and the rest of its clause."""
    return _clause_before(match) + match[0] + re.split(r"[,。;:](?!\d)", match.string[match.end() :])[0]


def _least_sum(line: str, subject: str, sentence: str) -> MoneyRule:
    """A least sum of each award, or of the awards of a year."""
    if not _is_total(subject):
        return MoneyRule(MoneyRuleKind.LIMIT, line, ProposalPlace.AWARD)
    if _period_of(subject) not in ("", " per year") or _has_other_key(subject):
        return MoneyRule(MoneyRuleKind.LIMIT)
    return MoneyRule(MoneyRuleKind.LIMIT, f"{line} {_yearly_keys(subject)}", _block_place(sentence))


def _yearly_keys(subject: str) -> str:
    return f"per {_holder_of(subject) or 'applicant'} per year"


def _is_total(subject: str) -> bool:
    """Whether a sum is of several awards."""
    return _TOTAL.search(subject) is not None or (_holder_of(subject) is not None and _period_of(subject) != "")


def _is_about_payment(subject: str) -> bool:
    """Whether a threshold is about the payment: its subject is a grant, a total, or nothing at all."""
    if re.search(_GRANT, subject):
        return True
    words = subject
    for pattern in (_HOUSEHOLD, _HOLDER, _SPAN, _SEVERAL_YEARS, _BLOCK, _YEARLY, _TOTAL, _OF_EACH):
        words = pattern.sub("", words)
    return not words.strip()


def _roundings(plain: str) -> Iterator[tuple[str, MoneyRule]]:
    """Roundings of sums. A rounding without a total is a line of the head, which rounds each claim."""
    text = _BRACKETS.sub("", plain)
    for match in _ROUNDED.finditer(text):
        step = _sum_in(match["step"] or match["unit"] or match["coin"])
        subject = re.split(r"[。;]", text[max(0, match.start() - 100) : match.start()])[-1]
        yield (
            _clause_of(match),
            _rounding(step, subject, plain, is_down="四舍五入" not in (match["mode"], match["way"])),
        )
    keys, place = (
        (" per applicant per year", ProposalPlace.BLOCK) if _ENGLISH_TOTAL.search(text) else ("", ProposalPlace.HEAD)
    )
    for match in _ENGLISH_ROUNDED.finditer(text):
        step = _english_sum(match["sum"])  # a step has no currency
        line = f"round down to {step}{keys}" if step.isdecimal() else ""
        yield _clause_of(match), MoneyRule(MoneyRuleKind.ROUNDING, line, place)


def _rounding(step: str | None, subject: str, sentence: str, *, is_down: bool) -> MoneyRule:
    if step is None or _COMPUTED.search(subject):
        return MoneyRule(MoneyRuleKind.ROUNDING)
    if not _is_total(subject):
        line = f"round {'down' if is_down else 'half up'} to {step}"
        return MoneyRule(MoneyRuleKind.ROUNDING, line, ProposalPlace.HEAD)
    if not is_down or _period_of(subject) not in ("", " per year") or _has_other_key(subject):
        return MoneyRule(MoneyRuleKind.ROUNDING)
    line = f"round down to {step} {_yearly_keys(subject)}"
    return MoneyRule(MoneyRuleKind.ROUNDING, line, _block_place(sentence))


def _sum_in(written: str) -> str | None:
    """One sum as a page writes it. `百元` is 100."""
    if step := re.fullmatch("([十百千万]?)元", written.strip()):
        return {"": "1", "十": "10", "百": "100", "千": "1000", "万": "10000"}[step[1]]
    sums = [_written_sum(figure.value) for figure in scan(written) if _is_sum(figure)]
    return sums[0] if len(sums) == 1 else None


def _english_sum(written: str) -> str:
    """A sum of an English text as a page writes it, with its currency."""
    return _written_sum(scan(written)[0].value)


def _holder_of(clause: str) -> str | None:
    """The key of the applicants in a clause."""
    if (match := _HOLDER.search(clause) or _YEARLY_HOLDER.match(clause)) is not None:
        return HOLDERS[match["who"]]
    return "applicant" if _HOUSEHOLD.search(clause) else None


def _has_other_key(clause: str) -> bool:
    """Whether a limit is also per something else than applicants, which only the vocabulary can name: 同一机型."""
    clause_without_holder = _HOUSEHOLD.sub("", _HOLDER.sub("", clause))
    return _OTHER_KEY.search(clause) is not None or re.search("同一(?!年)", clause_without_holder) is not None


def _limits(plain: str) -> Iterator[tuple[str, MoneyRule]]:
    if _DEFINITION.search(plain):
        return
    is_promise = _AMOUNT_WORDS.search(plain) is not None
    for clause in re.split(r"[,。;:]", _BRACKETS.sub("", _OR_PERSON.sub("单位或个人", plain))):
        clause = clause.strip()
        is_limit = is_promise or _holder_of(clause) or _CONTRIBUTION.search(clause)
        if is_limit and _MOST.search(clause) and not _CONDITION.search(clause):
            yield from ((clause, rule) for rule in _limits_of_clause(clause, plain))
        elif match := _COUNT.search(clause):
            yield clause, _count_limit(clause, _number_in(match))
        elif _is_selection(clause) or _WITHOUT_SUM.search(clause):
            yield clause, MoneyRule(MoneyRuleKind.LIMIT)


def _is_selection(clause: str) -> bool:
    """Whether a clause limits the number of records selected in a year."""
    is_yearly = _YEARLY.search(clause) is not None and _SELECTED.search(clause) is not None
    return is_yearly and _CONDITION.search(clause) is None


def _limits_of_clause(clause: str, sentence: str) -> Iterator[MoneyRule]:
    """The limits of a clause with a word such as 最高 or 不超过."""
    sums = [_written_sum(figure.value) for figure in scan(clause) if _is_sum(figure)]
    yearly = _period_of(clause)
    holder = _holder_of(clause)
    if holder is None and yearly not in ("", " per year") and not _ANY_KEY.search(clause):
        holder = "applicant"  # a period such as `in any 24 months` is one of each applicant
    if yearly is None:
        yield MoneyRule(MoneyRuleKind.LIMIT)
    elif len(sums) == 1 and holder is not None and not _has_other_key(clause):
        yield MoneyRule(MoneyRuleKind.LIMIT, f"cap {sums[0]} per {holder}{yearly}", _block_place(sentence))
    elif (
        len(sums) == 1
        and holder is None
        and yearly == " per year"
        and _ACROSS.search(clause) is not None
        and _EACH.search(clause) is None
        and not _has_other_key(clause)
    ):
        manner = ", in proportion" if _PROPORTION.search(sentence) else ""
        line = f"cap {sums[0]} per year across applicants{manner}"
        yield MoneyRule(MoneyRuleKind.LIMIT, line, _block_place(sentence))
    elif len(sums) == 1 and holder is None and (_COMPUTED.search(sentence) or _LEAST.search(sentence)):
        yield MoneyRule(MoneyRuleKind.LIMIT, f"at most {sums[0]}", ProposalPlace.AWARD)
    elif not sums and _ALL_LEVELS.search(clause):
        yield MoneyRule(MoneyRuleKind.LIMIT, "counting all other support", ProposalPlace.AWARD)
    elif not sums and _CONTRIBUTION.search(clause):
        line = "cap local_contribution per enterprise per year"
        yield MoneyRule(MoneyRuleKind.LIMIT, line, _block_place(sentence))
    elif not sums and (match := _COUNT.search(clause)):
        yield _count_limit(clause, _number_in(match))
    elif sums and holder is None and not yearly and not _ACROSS.search(sentence):
        yield from (MoneyRule(MoneyRuleKind.LIMIT, f"up to {sum_}", ProposalPlace.AMOUNT) for sum_ in sums)
    else:
        yield MoneyRule(MoneyRuleKind.LIMIT)


def _count_limit(clause: str, number: int) -> MoneyRule:
    holder, yearly = _holder_of(clause), _period_of(clause)
    if holder is None or yearly is None or _has_other_key(clause):
        return MoneyRule(MoneyRuleKind.LIMIT)
    return MoneyRule(MoneyRuleKind.LIMIT, f"limit {number} items per {holder}{yearly}")


def _number_in(match: re.Match[str]) -> int:
    return numerals.whole_number(match["number"] or match["times"]) or 1


def _period_of(clause: str) -> str | None:
    """The period of a limit as a key; empty for the life of the policy. `None`: it may begin in two ways."""
    if (span := _SPAN.search(clause)) is not None and (number := numerals.whole_number(span["number"])):
        unit = "month" if span["months"] else "year"
        return f" in any {number} {unit}{'' if number == 1 else 's'}"
    if (block := _BLOCK.search(clause)) is not None and (number := numerals.whole_number(block["number"])):
        return " per year" if number == 1 else f" per {number} years"
    several = _SEVERAL_YEARS.search(clause)
    if several is not None and not several[0].startswith("一年"):
        return None
    return " per year" if _YEARLY.search(clause) else ""


def _releases(plain: str) -> Iterator[tuple[str, MoneyRule]]:
    later_years = _LATER_YEARS.search(plain)
    if later_years is not None:
        years = later_years["years"] or "1"
        line = f"carry forward {_YEARS.get(years, years)} years"
        yield plain[later_years.start() :], MoneyRule(MoneyRuleKind.RELEASE, line, ProposalPlace.CAP)
    elif _SANCTION.search(plain):
        who = re.findall("企业|单位", plain)
        line = f"suspend {HOLDERS[who[-1]] if who else 'unit'} for the year when sanction opened"
        yield plain, MoneyRule(MoneyRuleKind.RELEASE, line, _block_place(plain))
    elif _OTHER_LEVEL.search(plain):
        line = "none when another level supported the same matter"
        yield plain, MoneyRule(MoneyRuleKind.RELEASE, line, ProposalPlace.POLICY)
    elif _RELEASE.search(_PAID_BEFORE.sub("", plain)):
        yield plain, MoneyRule(MoneyRuleKind.RELEASE)


def _recoveries(plain: str) -> Iterator[tuple[str, MoneyRule]]:
    """The recovery of a sentence. Only an event of the vocabulary has a line."""
    if _WHOLE_RECOVERY.search(plain):
        line = "recover 100% of what was paid when sanction opened"
        yield plain, MoneyRule(MoneyRuleKind.RECOVERY, line, _block_place(plain))
    elif _RECOVERED.search(plain) or _ENGLISH_RECOVERED.search(plain):
        yield plain, MoneyRule(MoneyRuleKind.RECOVERY)


def _block_place(sentence: str) -> ProposalPlace:
    return ProposalPlace.POLICY if _WHOLE.search(sentence) else ProposalPlace.BLOCK


def _is_sum(figure: AuditFigure) -> bool:
    """Whether a figure of a limit is money: `5万元`, and `10万` without a unit."""
    return figure.value.kind is Kind.MONEY or (
        figure.value.kind is Kind.NUMBER and figure.written.rstrip().endswith(("万", "亿"))
    )


def _written_sum(value: Value) -> str:
    """A sum as a page writes it. Money is in minor units."""
    return value.quotation if value.unit in ("", CURRENCY) else f"{value.quotation} {value.unit}"


_HEAD = "policy trial\n  effective from 2000-01-01\n  currency {currency}\n  use ip\n\narticle 1\n"
_AWARD = "  award 50% of official_fees when invention_patent granted\n"
_TRIALS = {
    ProposalPlace.AMOUNT: f"{_HEAD}  award {{line}} when invention_patent granted\n",
    ProposalPlace.BLOCK: f"{_HEAD}{_AWARD}  {{line}}\n",
    ProposalPlace.AWARD: f"{_HEAD}{_AWARD}    {{line}}\n",
    ProposalPlace.CAP: f"{_HEAD}{_AWARD}  cap local_contribution per enterprise per year\n    {{line}}\n",
    ProposalPlace.POLICY: f"{_HEAD}{_AWARD}  over policy\n    {{line}}\n",
    ProposalPlace.HEAD: _HEAD.replace("  use", "  {line}\n  use") + _AWARD,
}
"""A page with one award and a proposed line, by the place of the line: under its head, or at its end."""
_LINE_OF_HEAD = 2


@functools.lru_cache(maxsize=256)
def checked_line(line: str, place: ProposalPlace, language: Language) -> str | None:
    """A proposed line in a language, or `None` if a page with it has errors."""
    codes = re.findall(r"\d ([A-Z]{3})\b", line)
    page = _TRIALS[place].format(line=line, currency=(*codes, CURRENCY)[0])
    made = Compilation.from_text(page, f"{PACKAGED}/trial{PAGE_SUFFIX}")
    if made.page is None or any(finding.severity.value == "error" for finding in made.check()):
        return None
    if language is not Language.ZH or made.words is None:
        return line
    lines = format_page(replace_names(made.page, made.words), to=Surface.CHINESE).rstrip().split("\n")
    written = lines[_LINE_OF_HEAD if place is ProposalPlace.HEAD else -1].strip()
    return written.rpartition("，")[2] if place is ProposalPlace.AMOUNT else written


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
_ENGLISH_MONEY = "funds?|funding|money|grants?|subsid(?:y|ies)|payments?|aid|allowances?|support|awards?|benefits?"
_ENGLISH_BACK = "repaid|paid back|refunded|returned|recovered|reclaimed"
_ENGLISH_MODAL = "must|shall|will|may|(?:is|are|has|have) to"
_ENGLISH_RECOVERED = re.compile(
    rf"\bclaw(?:s|ed|ing)?[- ]?back\b"
    rf"|\b(?:{_ENGLISH_MONEY}|amounts?|sums?)\b[^.;]{{0,80}}\b(?:{_ENGLISH_MODAL})\b[^.;]{{0,20}} (?:{_ENGLISH_BACK})\b"
    rf"|\b(?:{_ENGLISH_MODAL}) (?:repay|pay back|refund|return|recover|reclaim)\b[^.;]{{0,40}}"
    rf"\b(?:{_ENGLISH_MONEY}|amounts? paid|sums? paid)\b",
    re.IGNORECASE,
)
"""Money that is paid back: `the grant must be repaid`, `the authority may reclaim the aid`, `clawback`."""
CONDITION = re.compile(
    r"不得|必须|应(?:当?符合|当?满足|当?具备|当?为)|须(?![知臾])|[只仅]限|不[少低高]于|不超过|至少|禁止|除外|不(?:纳入|包括|含)"
    rf"|不(?:{_VERB}|支持)"
    r"|\b(?:must|shall not|may not|cannot|at most|at least|no more than|not exceed|only|once|twice|up to"
    r"|unless|minimum|maximum|capped"
    r"|more than|less than|fewer than|may (?:receive|be (?:granted|awarded|supported))|doubled|tripled|trebled|halved"
    r"|(?:increased|reduced|raised|lowered) (?:by|to)"
    r"|limited to|excluded|ineligible|not eligible|(?:is|are) required|(?:has|have|needs?) to"
    r"|not (?:be )?(?:paid|payable|given|granted|made|available))\b"
    rf"|\bno (?:{_ENGLISH_MONEY})\b",
    re.IGNORECASE,
)
"""Words of conditions and limits, in both languages."""
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
    r"|[上下]浮|加倍|翻一?番|翻倍|双倍|结转|结余|夫妻|补[助贴]?[一1两2三3][次项台套]"
)
"""Words about budgets, funds, deductions, sharing and the way of payment, in narrow Chinese text."""
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
    (SentenceKind.RULE, CONDITION),
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
        """Its limits, rules of release and recoveries."""
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
