"""Caps, the periods among their keys, and rules about the sum of a year.

Caps: a sum of money per key, computed from constants, yearly figures, or words of the record or the applicant.

If the sum uses words of the record or the applicant, each claim states it by its own facts, and the least sum of a
group and year counts. The keys of such a cap contain the item or a field of the record.

Periods among the keys of a rule, `per 3 years` and `in any 24 months`: the sentences that can have them.

Blocks of years are counted from the first year of the window. A span compares the days of claims, so its rule takes
claims in the order of their days and leaves each one the balance.

Rules about the sum of the claims of a group in a year: `nothing below` and `round down`.

The amount is the same for all claims. The claims of a group are those of one applicant, because an applicant is decided
alone; each claim has one group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import NOTHING, LocalizedSentence, MessageValue, Phrase
from ipdsl.schema.periods import MEASURES
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics import amounts, typed
from ipdsl.semantics.errors import lints as w
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.expressions import operands
from ipdsl.semantics.header import Header
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import Context, Scope, is_poison, poison, record_words
from ipdsl.semantics.rules import scope
from ipdsl.semantics.rules.scope import (
    RuleTargets,
    can_bind,
    exempt_labels,
    is_list,
    keys_without_year,
    records_of,
    report_lists,
    rule_keys,
    rule_name,
)
from ipdsl.semantics.tree_walk import is_constant, nodes, nodes_around_picks, words_of_expr
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing.printer import format_line

_RULES = (ast.Cap, ast.Limit, ast.OnceRule)
_ONE_PERIOD = Phrase("a rule has one period", "一条规则只有一个时段")
_IN_ORDER = Phrase("claims in a span are taken in the order of their days", "连续时段之内的申请按日期先后计算")


def report_periods(periods: Iterable[tuple[ast.Node, ast.PeriodKey]], head: Header, ctx: Context) -> None:
    """Report periods in sentences that cannot have one, and periods that cannot be counted; each with its sentence."""
    for node, period in periods:
        finding = next(_findings(node, period, head, ctx), None)
        if finding is not None:
            ctx.add(finding)


_IN_A_CAP = Phrase("write it in `cap`, `limit` or `once`", "请写在最高金额、件数或一次性之中")
_CAP_OF_DIFFERENCE = Phrase(
    "a cap of the highest sum pays the difference within the period: `cap 50000 per matter in any 36 months`; `top up`"
    " without a period compares all payments",
    "时段内只付差额的，以最高一级的金额为限：`连续 36个月 内 同一 事项 最高奖励 5万元`；"
    "不写时段的`晋级补足差额`与全部已付金额比较",
)


def _findings(node: ast.Node, period: ast.PeriodKey, head: Header, ctx: Context) -> Iterator[Diagnostic]:
    per: tuple[ast.Name, ...] = node.per if isinstance(node, _RULES) else ()
    if not operands.is_reasonable(period.duration, ctx):
        return
    if not isinstance(node, _RULES):
        why = Phrase("a period limits a sum, a number or `once`", "时段限于金额、件数和一次性")
        yield _not_possible(period, why, _CAP_OF_DIFFERENCE if isinstance(node, ast.TopUp) else _IN_A_CAP)
    if len([key for key in per if key.text == "year" or isinstance(key, ast.PeriodKey)]) > 1:
        yield _not_possible(period, _ONE_PERIOD, Phrase("keep the period that is meant", "请只写其中一个"))
    if isinstance(node, ast.OnceRule) and len(per) == 1:
        yield g.PeriodWithoutKey(span=period.span, period=_period_phrase(period))
    if period.is_span:
        yield from _span_findings(node, period, head)
        return
    if period.duration.unit is not ast.Unit.YEAR:
        number, unit = period.duration.number, period.duration.unit.value
        blocks = _blocks_of_years(number if unit == ast.Unit.MONTH.value else 0)
        words = _span_words(number, unit)
        yield g.PeriodOfMonths(span=period.span, period=_period_phrase(period), span_words=words, blocks=blocks)
    elif head.window.start is None:
        why = Phrase("its blocks of years begin with the window", "年度从有效期的第一年起计")
        yield _not_possible(period, why, Phrase("write `effective …` in the head", "请在文首写明`起施行`"))


def _span_findings(node: ast.Node, period: ast.PeriodKey, head: Header) -> Iterator[Diagnostic]:
    if head.discretion_from is not None:
        why = Phrase("claims by discretion come after later days", "可参照执行的申请排在以后日期之后")
        yield _not_possible(period, why, Phrase("write a period of years: `per 2 years`", "请按年度写：`每 2年`"))
    match node:
        case ast.Cap(manner=manner, order=order) if manner is not None or order is not None:
            yield _not_possible(period, _IN_ORDER, Phrase("leave out the manner and the order", "请删去核减方式和次序"))
        case ast.Cap(body=body) if _supports(body):
            why = Phrase("support of others has no day", "其他资助没有日期")
            yield _not_possible(period, why, _SUPPORT_IN_SPAN if _counts_support(body) else _BY_YEARS)
        case ast.Limit(across=True) | ast.Limit(order=ast.LimitOrder.BEST | ast.FieldOrder()):
            yield _not_possible(period, _IN_ORDER, Phrase("leave out the order", "请删去次序"))
        case _:
            pass


_BY_YEARS = Phrase("write a period of years", "请按年度写")
_SUPPORT_IN_SPAN = Phrase(
    "declare a field of the record for all support of these months, and write under the award `at most AMOUNT less"
    " FIELD`; or write `per year`",
    "请为这一时段的全部资助声明记录的字段，并在奖励之下写`单项不超过 数额 减 字段`；或写`每年`",
)


def _counts_support(body: Iterable[object]) -> bool:
    return any(isinstance(line, ast.SupportDeduction) for line in body)


def _supports(body: Iterable[object]) -> bool:
    return any(isinstance(line, ast.SupportDeduction | ast.CarryForward) for line in body)


def report_amount_of_claims(line: ast.Cap, ctx: Context) -> bool:
    """Report a span in a cap that each claim states by its own facts; returns whether it has one."""
    for key in line.per:
        if isinstance(key, ast.PeriodKey) and key.is_span:
            why = Phrase("the sum of a span is fixed", "连续时段的最高金额是固定的")
            ctx.add(_not_possible(key, why, Phrase("write a sum", "请写金额")))
            return True
    return False


def _not_possible(period: ast.PeriodKey, why: Phrase, advice: Phrase) -> Diagnostic:
    return g.PeriodNotPossible(span=period.span, period=_period_phrase(period), why=why, advice=advice)


def _period_phrase(period: ast.PeriodKey) -> Phrase:
    number, unit = period.duration.number, period.duration.unit.value
    if period.is_span:
        return _span_words(number, unit)
    return Phrase("per {length}", "每 {length}", length=_length(number, unit))


def _span_words(number: int, unit: str) -> Phrase:
    return Phrase("in any {length}", "连续 {length} 内", length=_length(number, unit))


def _blocks_of_years(months: int) -> Phrase:
    """How as many years as these months are written, or an example."""
    if months == 12:
        return Phrase("`{key}`", "`{key}`", key=keywords.per_phrase("year"))
    years, rest = divmod(months, 12)
    if years and not rest:
        return Phrase("`per {length}`", "`每 {length}`", length=_length(years, "year"))
    example = _length(2, "year")
    return Phrase("a number of years, such as `per {length}`", "年数，例如`每 {length}`", length=example)


def _length(number: int, unit: str) -> Phrase:
    measure = MEASURES[unit]
    return Phrase(f"{{n}} {unit}{'' if number == 1 else 's'}", f"{{n}}{measure}", n=number)


def cap(line: ast.Cap, targets: RuleTargets, ctx: Context) -> typed.Cap | None:
    """Check a cap; `None` after an error."""
    exempt = exempt_labels(line.body, targets, ctx)
    names = rule_keys(line.per, targets, exempt, "cap", line, ctx, across=line.across)
    awards = tuple(
        a
        for a in targets.awards
        if a.label not in exempt and (names is None or can_bind(names, a, ctx.schema, across=line.across))
    )
    amount = _cap_amount(line, awards, ctx, is_complete=targets.is_complete)
    if next(nodes(amount, typed.OtherSupport), None) is not None:
        where = Phrase("in the sum of a cap", "最高金额的金额之中")
        advice = Phrase("write `counting all other support` under the cap", "请在最高金额之下写`各级各类资助合并计算`")
        word = keywords.phrase("other support")
        ctx.add(g.MisplacedLine(span=line.amount.span, word=word, where=where, advice=advice))
        return None
    if names is None or is_poison(amount):
        return None
    carry = next((x for x in line.body if isinstance(x, ast.CarryForward)), None)
    if line.across and not _is_shared_cap(line, amount, carry, ctx):
        return None
    parts = tuple(_parts(amount))
    by_claim = [node for node in parts if isinstance(node, _WORDS_OF_CLAIMS)]
    if by_claim and not _is_by_claim(line, by_claim, names, awards, carry, ctx):
        return None
    if by_claim and report_amount_of_claims(line, ctx):
        return None
    if not _is_manner_possible(line, amount, ctx):
        return None
    levels = _support_levels(line, names, awards, ctx)
    if levels is _INVALID:
        return None
    order = None if line.order is None else scope.field_order(line.order, awards, ctx)
    if line.order is not None and order is None:
        return None
    if carry is not None and "year" not in names:
        ctx.add(g.CarryNeedsYear(span=carry.span))
        return None
    if is_constant(amount):
        together = attrs.evolve(line, across=True, body=())
        report_yearly_without_key(line, Phrase(format_line(together), "每年 各申请人合计 …"), ctx)
    by_year = any(isinstance(node, (*_WORDS_OF_YEARS, typed.StateLength)) for node in parts)
    if (by_year or not (by_claim or is_constant(amount))) and "year" not in names:
        ctx.add(g.CapNeedsYear(span=line.span))
        return None
    return typed.Cap(
        span=line.span,
        name=rule_name(targets, "cap", line.per),
        amount=amount,
        keys=keys_without_year(names),
        per_year="year" in names,
        is_across_applicants=line.across,
        exempt=exempt,
        carry=carry.years if carry is not None else 0,
        is_by_claim=bool(by_claim) or levels is not None,
        support_levels=levels,
        manner=typed.CapManner.IN_ORDER if line.manner is None else typed.CapManner[line.manner.name],
        order=order,
    )


def with_names_apart(root: typed.Block) -> typed.Block:
    """The blocks of a page, where a cap across applicants has another name if a cap of each applicant has its name.

    Alone it keeps the name that ledgers have.
    """
    names = {
        rule.name
        for rule in scope.rules_of(root.items)
        if isinstance(rule, typed.Cap) and not rule.is_across_applicants
    }

    def with_name(item: typed.BlockItem) -> typed.BlockItem:
        if isinstance(item, typed.Block):
            return attrs.evolve(item, items=tuple(map(with_name, item.items)))
        if isinstance(item, typed.Cap) and item.is_across_applicants and item.name in names:
            return attrs.evolve(item, name=f"{item.name} across applicants")
        return item

    return attrs.evolve(root, items=tuple(map(with_name, root.items)))


def report_yearly_without_key(line: ast.Cap | ast.Limit, together: MessageValue, ctx: Context) -> None:
    """Report `cap 5000000 per year`: documents mean all applicants, but the rule is for each.

    A `reading` under the rule shows that it is meant.
    """
    is_explained = any(isinstance(item, ast.ReadingLine) for item in line.body)
    if line.across or is_explained or [name.text for name in line.per] != ["year"]:
        return
    written = attrs.evolve(line, body=())
    each = attrs.evolve(written, per=(ast.Name(span=line.span, text=scope.ANYBODY), *line.per))
    ctx.add(
        w.YearlyRuleWithoutKey(
            span=line.span, written=LocalizedSentence(format_line(written)),
            each=Phrase(format_line(each), "每个 申请人 每年 …"),
            together=together,
        )
    )  # fmt: skip


def _is_manner_possible(line: ast.Cap, amount: typed.Expr, ctx: Context) -> bool:
    """Whether a cap has keys or is across applicants, and `whole`, `in turn` or `in proportion` share one fixed sum."""
    if not line.per and not line.across:
        ctx.add(g.RuleWithoutKey(span=line.span, verb=keywords.phrase("cap"), advice=g.CAPPED_APPLICANTS))
        return False
    if line.order is not None and line.manner is ast.CapManner.IN_PROPORTION:
        where = Phrase("in a cap that cuts all claims in proportion", "各项申请同比例核减的最高金额之中")
        word, advice = keywords.phrase("in order of"), Phrase("remove the order", "请删去先后次序")
        ctx.add(g.MisplacedLine(span=line.order.span, word=word, where=where, advice=advice))
        return False
    if line.manner is None:
        return True
    word = keywords.phrase(line.manner.value)
    if not line.across:
        where = Phrase("in a cap of one applicant", "单个申请人的最高金额之中")
        advice = Phrase("write it after `across applicants`, or remove it", "请写在`各申请人合计`之后，或删去")
    elif not _is_of_year(amount):
        where = Phrase("in a cap by words of the record", "按记录金额的最高金额之中")
        advice = Phrase("write a sum, or remove it", "请写金额，或删去")
    else:
        return True
    ctx.add(g.MisplacedLine(span=line.span, word=word, where=where, advice=advice))
    return False


def _is_of_year(amount: typed.Expr) -> bool:
    """Whether an amount is the same for all claims of a year: of constants and the year alone."""
    parts = tuple(_parts(amount))
    return is_constant(amount) or not any(isinstance(node, (*_WORDS_OF_CLAIMS, *_WORDS_OF_FIGURES)) for node in parts)


_INVALID = ("?",)


def counting_word(counting: ast.SupportDeduction) -> Phrase:
    """The keyword of a `counting …` line."""
    return keywords.phrase("counting support of" if counting.levels else "counting all other support")


def _support_levels(
    line: ast.Cap, names: tuple[str, ...], awards: tuple[typed.Award, ...], ctx: Context
) -> tuple[str, ...] | None:
    """The levels of `counting …` under a cap; `None` without such a line.

    Support is stated for items. So it counts for the item or the matter that is a key, or for all records of the
    applicant. It does not count for other fields, nor for several applicants.
    """
    counting = next((x for x in line.body if isinstance(x, ast.SupportDeduction)), None)
    if counting is None:
        return None
    periods_ = [key for key in line.per if isinstance(key, ast.PeriodKey)]
    if any(key.is_span for key in periods_):
        return _INVALID  # reported as a period
    by_item = [name for name in names if name == "item" or lookup.is_matter(name)]
    fields = [
        name
        for name in names
        if name not in by_item and name not in ("year", "applicant") and name not in ctx.schema.kinds_and_classes
    ]
    without_record = [a for a in awards if scope.record_of_claim(a) is None]
    advice = NOTHING
    if line.across:
        where = Phrase("under a cap across applicants", "各申请人合计的最高金额之下")
        advice = Phrase("support is stated for one applicant: remove the line", "资助是某一申请人的：请删去这一行")
    elif any(isinstance(x, ast.CarryForward) for x in line.body):
        where = Phrase("beside `carry forward`", "结转之外")
        advice = Phrase("remove one of the two lines", "请删去两行之一")
    elif periods_:
        where = Phrase("under a cap of several years", "几个年度合计的最高金额之下")
        advice = Phrase(
            "support counts in a year, or in all years: write `per year`, or remove the period",
            "资助按每年或全部年度计算：请写`每年`，或删去时段",
        )
    elif fields:
        where = Phrase("under a cap `{key}`", "`{key}`的最高金额之下", key=keywords.per_phrase(fields[0]))
        advice = Phrase(
            "support is stated for items: write `per item`, `per matter` or `per applicant`",
            "资助按单项填写：请写`每个 单项`、`同一 事项`或`每个 申请人`",
        )
    elif by_item and without_record:
        where = Phrase("over `{award}`, whose claims have no single record", "`{award}`之上，其申请不针对单个记录",
                       award=without_record[0].label)  # fmt: skip
        advice = Phrase("except that award", "请把该项奖励除外")
    if advice is not NOTHING:
        ctx.add(g.MisplacedLine(span=counting.span, word=counting_word(counting), where=where, advice=advice))
        return _INVALID
    levels = tuple(dict.fromkeys(name.text for name in counting.levels))
    is_known = [lookup.is_level_member(name, ctx) for name in counting.levels]
    return levels if all(is_known) else _INVALID


_WORDS_OF_RECORDS = (
    typed.RecordField, typed.EventHappened, typed.StateHolds, typed.StateLength, typed.FirstEventTest
)  # fmt: skip
"""The nodes of words of a record."""

_WORDS_OF_APPLICANTS = (typed.ApplicantField, typed.ApplicantFieldOn, typed.ApplicantKindTest, typed.Aggregate)
"""The nodes of words of the applicant."""

_WORDS_OF_CLAIMS = (*_WORDS_OF_RECORDS, *_WORDS_OF_APPLICANTS, typed.ClaimDay)
"""The nodes whose values differ between the claims of a year."""

_WORDS_OF_FIGURES = (typed.Figure, typed.ApplicantRank, typed.EventInYear, typed.ClaimYearIs)
"""The nodes of words of the applicant in a year."""

_WORDS_OF_YEARS = (*_WORDS_OF_FIGURES, typed.ClaimYear)
"""The nodes whose values differ between years."""


def _cap_amount(line: ast.Cap, awards: tuple[typed.Award, ...], ctx: Context, *, is_complete: bool) -> typed.Expr:
    """The amount of a cap: of figures, and of words of the record or of the applicant if it names one that is no
    figure. A word of a record may be one of an award that has errors and is not among the awards.
    """
    picks = tuple(nodes(line.amount, ast.Pick))
    in_picks = {id(name) for pick in picks for name in nodes(pick, ast.Name)} - {id(x) for p in picks for x in p.same}
    in_picks |= {id(x.field) for x in nodes(line.amount, ast.Aggregate) if x.pick is not None}
    written = {name.text for name in nodes(line.amount, ast.Name) if id(name) not in in_picks}
    written -= ctx.schema.figure_by_name.keys()
    about_applicant = written.intersection(ctx.vocabulary.applicant_words())
    has_definition = any(x.record is None for name in written for x in ctx.definitions.get(name, ()))
    plain = Scope(ctx, has_figures=True, has_applicant=bool(about_applicant) or has_definition)
    records = records_of(awards, ctx)
    of_record = {name for name in written - about_applicant if any(_is_word_of(name, each, ctx) for each in records)}
    if not of_record:
        if not is_complete and any(_is_word_of_a_record(name, ctx) for name in written - about_applicant):
            return poison(line.amount.span)
        return amounts.money(line.amount, plain)
    wider = [ctx.schema.lineage(record.name) for record in records]
    common = next((name for name in wider[0] if all(name in names for names in wider)), "")
    shared = ctx.schema.record_by_name.get(common)
    if shared is not None and all(_is_word_of(name, shared, ctx) for name in of_record):
        return amounts.money(line.amount, attrs.evolve(plain, record=shared))
    first, *more = sorted(records, key=lambda each: not any(_is_word_of(name, each, ctx) for name in of_record))
    amount = amounts.money(line.amount, attrs.evolve(plain, record=first))
    if is_poison(amount):
        return amount
    has_tests = any(isinstance(node, _WORDS_OF_RECORDS[1:]) for node in _parts(amount))
    for other in more:
        of_other = amounts.money(line.amount, attrs.evolve(plain, ctx=attrs.evolve(ctx, report=Report()), record=other))
        if has_tests or _words(amount) != _words(of_other):
            why = Phrase(
                "`{record}` has no such word, or one with another meaning",
                "`{record}`没有这个词，或者含义不同",
                record=other.name,
            )
            advice = Phrase("write a cap for each kind of record", "请按记录类别分别写最高金额")
            ctx.add(g.CapNotOfOneRecord(span=line.amount.span, word=words_of_expr(amount)[0], why=why, advice=advice))
            return poison(line.amount.span)
    return amount


def _is_word_of(name: str, record: RecordKind, ctx: Context) -> bool:
    """Whether a name is a word of a record, or a definition about it."""
    defined = ctx.definition(name, record)
    return name in record_words(record) or (defined is not None and defined.record is not None)


def _is_word_of_a_record(name: str, ctx: Context) -> bool:
    """Whether a name is a word of any kind of record, or a definition about one."""
    return bool(lookup.owners(name, ctx)) or any(x.record is not None for x in ctx.definitions.get(name, ()))


def _words(amount: typed.Expr) -> list[tuple[object, ...]]:
    """The nodes of an amount with their words and types, regardless of the kind of record."""
    return [(type(node), words_of_expr(node), node.type) for node in _parts(amount)]


def _parts(amount: typed.Expr) -> Iterator[typed.Expr]:
    """The nodes of an amount, without those about records that it counts."""
    return (node for node in nodes_around_picks(amount, typed.Node) if isinstance(node, typed.Expr))


def _is_by_claim(
    line: ast.Cap,
    words: Sequence[typed.Expr],
    names: tuple[str, ...],
    awards: tuple[typed.Award, ...],
    carry: ast.CarryForward | None,
    ctx: Context,
) -> bool:
    """Whether the claims of a cap can state its amount: each is about one record, which a key names."""
    word: MessageValue = next(iter(words_of_expr(tuple(words))), keywords.phrase("the day"))
    why, advice = NOTHING, NOTHING
    of_record = [node for node in words if isinstance(node, _WORDS_OF_RECORDS)]
    without_record = [a for a in awards if scope.record_of_claim(a) is None]
    if carry is not None:
        why = Phrase("what waits for later years belongs to no single claim", "结转的金额不属于某一项申请")
        advice = Phrase("remove `carry forward`, or write a sum", "请删去`可在后 … 年 内兑现`，或写金额")
    elif of_record and without_record:
        word = words_of_expr(of_record[0])[0]
        why = Phrase(
            "a claim of `{award}` has no single record", "`{award}`的申请不针对单个记录", award=without_record[0].label
        )
        advice = Phrase("except that award, or write a sum", "请把该项奖励除外，或写金额")
    elif of_record and all(name in ("year", "applicant") or name in ctx.schema.kinds_and_classes for name in names):
        word = words_of_expr(of_record[0])[0]
        why = Phrase("its keys count several records together", "它的归并项把几个记录合并计算")
        advice = Phrase("add `per item`, or a field of the record", "请写`每个 单项`，或记录的字段")
    elif converted := _converted_word(of_record, awards):
        word, award = converted
        why = Phrase(
            "`{award}` converts it from other currencies, and a cap does not",
            "`{award}`把它从其他币种折算，最高金额不折算",
            award=award.label,
        )
        advice = Phrase("write the limit in the award, after `at most`", "请在该项奖励之下写`单项不超过`")
    if why is NOTHING:
        return True
    ctx.add(g.CapNotOfOneRecord(span=line.amount.span, word=word, why=why, advice=advice))
    return False


def _converted_word(
    of_record: Sequence[typed.Expr], awards: tuple[typed.Award, ...]
) -> tuple[MessageValue, typed.Award] | None:
    """A field of a cap's amount that an award converts from other currencies, with the award."""
    fields = {node.field: words_of_expr(node)[0] for node in of_record if isinstance(node, typed.RecordField)}
    for award in awards:
        for conversion in nodes(award, typed.CurrencyConversion):
            if isinstance(conversion.value, typed.RecordField) and conversion.value.field in fields:
                return fields[conversion.value.field], award
    return None


def _is_shared_cap(line: ast.Cap, amount: typed.Expr, carry: ast.CarryForward | None, ctx: Context) -> bool:
    """Whether a cap is shared by several applicants: a fixed sum or one of a record, without the applicant among its
    keys.
    """
    advice = Phrase("remove it, or `across applicants`", "请删去，或删去`各申请人合计`")
    has_applicant_key = scope.report_applicant_keys(line.per, keywords.phrase("across applicants"), advice, ctx)
    own_words = (*_WORDS_OF_APPLICANTS, *_WORDS_OF_FIGURES)
    parts = tuple(_parts(amount))
    is_fixed = _is_of_year(amount) or any(isinstance(node, _WORDS_OF_RECORDS) for node in parts)
    if not is_fixed or any(isinstance(node, own_words) for node in parts):
        why, advice = (
            Phrase("a figure belongs to one applicant", "年度数据属于单个申请人"),
            Phrase(
                "write a sum, or for a sum of each year a definition by `the year`",
                "请写金额；各年度金额不同的，请按`申请年度`写定义",
            ),
        )
        ctx.add(g.SharedCapNotFixed(span=line.amount.span, why=why, advice=advice))
    elif carry is not None:
        why, advice = (
            Phrase("carried money belongs to one applicant", "结转的金额属于单个申请人"),
            Phrase(
                "remove `carry forward`; if the rest of the budget is added to the next year, write the sum of each"
                " year as a definition by `the year`",
                "请删去`可在后 … 年 内兑现`；预算结余并入下一年度的，请按`申请年度`写各年度预算的定义",
            ),
        )
        ctx.add(g.SharedCapNotFixed(span=carry.span, why=why, advice=advice))
    else:
        return not has_applicant_key
    return False


_WORDS = {"nothing below": Phrase("nothing below", "合计不足"), "round": Phrase("round", "金额 向下取整")}
"""The words of the rules, by their verbs."""


def minimum_total(line: ast.MinimumTotal, targets: RuleTargets, ctx: Context) -> typed.MinimumTotal | None:
    """Check `nothing below`; `None` after an error."""
    exempt = exempt_labels(line.body, targets, ctx)
    names = _keys_of_total(line, "nothing below", targets, exempt, ctx)
    amount = amounts.money(line.amount, Scope(ctx, has_figures=True, has_applicant=True))
    if names is None or is_poison(amount):
        return None
    minimum = amounts.constant_sum(amount)
    if minimum is None:
        where = Phrase("with a computed amount over several claims", "对多项申请以计算得出的数额")
        advice = Phrase(
            "write a sum here; under an award, `nothing below` may be computed",
            "请在此写固定金额；奖励之下的`单项不足`可以写计算的数额",
        )
        word = _WORDS["nothing below"]
        ctx.add(g.MisplacedLine(span=line.amount.span, word=word, where=where, advice=advice))
        return None
    if minimum <= 1:
        why = Phrase("no sum is below it", "没有低于它的合计")
        advice = Phrase("write a greater amount, or remove the line", "请写更大的金额，或删去这一行")
        verb = _WORDS["nothing below"]
        ctx.add(g.RuleWithoutEffect(span=line.span, verb=verb, why=why, advice=advice))
        return None
    name = rule_name(targets, "nothing below", line.per)
    return typed.MinimumTotal(span=line.span, name=name, amount=minimum, keys=names, exempt=exempt)


def rounded_total(line: ast.RoundedTotal, targets: RuleTargets, ctx: Context) -> typed.RoundedTotal | None:
    """Check `round down … per …`; `None` after an error."""
    exempt = exempt_labels(line.body, targets, ctx)
    names = _keys_of_total(line, "round", targets, exempt, ctx)
    step = amounts.step_in_minor_units(line.step, line.span, ctx)
    if names is None or step is None:
        return None
    name = rule_name(targets, "round", line.per)
    return typed.RoundedTotal(span=line.span, name=name, step=step, keys=names, exempt=exempt)


def _keys_of_total(
    line: ast.MinimumTotal | ast.RoundedTotal, verb: str, targets: RuleTargets, exempt: tuple[str, ...], ctx: Context
) -> tuple[str, ...] | None:
    """The keys of a rule about a sum, without the year; `None` after an error."""
    word = _WORDS[verb]
    if line.across:
        advice = Phrase(
            "remove it: the sum is that of one applicant; `cap … across applicants` limits several",
            "请删去：合计的是一个申请人的金额；几个申请人合计的限额写`最高奖励`",
        )
        where = Phrase("in `{verb}`", "`{verb}`之中", verb=word)
        across = keywords.phrase("across applicants")
        ctx.add(g.MisplacedLine(span=line.span, word=across, where=where, advice=advice))
        return None
    names = rule_keys(line.per, targets, exempt, verb, line, ctx)
    report_lists(line.per, targets, Phrase("a claim counts in one sum", "一项申请只计入一个合计"), ctx)
    if names is None or any(is_list(key.text, targets, ctx) for key in line.per):
        return None
    if "year" not in names:
        ctx.add(g.TotalNeedsYear(span=line.span, verb=word))
        return None
    return keys_without_year(names)
