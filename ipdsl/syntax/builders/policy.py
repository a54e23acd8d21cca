"""Builders of the head of a page, of articles, and of sentences that award nothing."""

from __future__ import annotations

import re
from fractions import Fraction

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values import numerals
from ipdsl.syntax import ast, errors, literals
from ipdsl.syntax.builders import expressions as ex
from ipdsl.syntax.builders.context import (
    Body,
    Branch,
    Builder,
    SentenceContext,
    any_token,
    branch,
    branches,
    expect_present,
    in_branch,
    sentence,
    token,
    tokens,
)

_ARTICLE = re.compile(r"\d+(?:\.\d+)*[A-Za-z]?")


def article_number(c: SentenceContext, tree: Branch, index: int = 0) -> str:
    """An article's number as text: `2.1.5`, `7.10`."""
    leaf = tokens(tree, "NUMBER", "ARTICLE")[index]
    text = str(leaf) if leaf.type == "NUMBER" else _number_of_heading(str(leaf))
    if not _ARTICLE.fullmatch(text):
        hint = Phrase("an article's number is written `7` or `2.1.5`", "条号写作`7`或`2.1.5`")
        c.report.add(errors.BadNumber(span=c.span(leaf), found=text, hint=hint))
    elif re.search(r"(?:^|\.)0\d", text):
        better = re.sub(r"(^|\.)0+(?=\d)", r"\1", text)
        c.report.add(errors.LeadingZero(span=c.span(leaf), found=text, better=better))
    return text


def _number_of_heading(text: str) -> str:
    """The number in `第7条`, `第七条`, `七、` and `（七）`."""
    number = text.strip("第条,()")
    return number if number.isascii() else str(numerals.whole_number(number) or number)


def article_range(c: SentenceContext, tree: Branch) -> ast.ArticleRef:
    """`5 to 9`, `11`."""
    last = article_number(c, tree, 1) if len(tokens(tree, "NUMBER", "ARTICLE")) > 1 else None
    return ast.ArticleRef(span=c.span(tree), first=article_number(c, tree), last=last)


def _year_begins(c: SentenceContext, tree: Branch, _body: Body) -> ast.Sentence:
    month, day = c.month_and_day(expect_present(token(tree, "MONTH_DAY")))
    return ast.YearBeginsLine(**c.common, month=month, day=day)


_any_duration = in_branch("duration", ex.duration)
_discretion_from = in_branch("discretion", SentenceContext.first_date)


def _effective(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    days = [c.date(t) for t in tokens(tree, "DATE")]
    return ast.EffectiveLine(
        **c.common,
        start=days[0],
        end=days[1] if len(days) > 1 else None,
        duration=_any_duration(c, tree),
        discretion_from=_discretion_from(c, tree),
        open_form=tree.data == "effective_from",
    )


def rounding(c: SentenceContext, tree: Branch) -> tuple[str, Fraction]:
    """Mode and step of `round half up to 0.01`."""
    leaf = expect_present(token(tree, "NUMBER"))
    step, _ = literals.read_number(str(leaf), c.span(leaf), c.report)
    return ex.ROUNDING_MODES[str(expect_present(branch(tree, *ex.ROUNDING_MODES)).data)], step


def _round(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    mode, step = rounding(c, tree)
    return ast.RoundingLine(**c.common, mode=mode, step=step)


def _clause_was(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    new, old = (str(t) for t in tokens(tree, "REFERENCE"))
    return ast.ClauseMapping(**c.common, new=new, old=old)


def _labels(c: SentenceContext, tree: Branch) -> tuple[ast.Name, ...]:
    return tuple(c.name(leaf) for leaf in tokens(tree, "REFERENCE"))


def _article(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    mark = branch(tree, "informative", "in_header", "defines")
    word = "" if mark is None else str(mark.data)
    return ast.Article(
        **c.common,
        number=article_number(c, tree),
        title=c.title(tree),
        title_zh=c.chinese(tree),
        informative=word == "informative",
        in_header=word == "in_header",
        defines=c.title(mark) if mark is not None and word == "defines" else None,
        defines_zh=c.chinese(mark) if mark is not None and word == "defines" else None,
        body=body,
    )


def _refers(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    document, zh = c.text(tree), c.chinese(tree)
    if tree.data == "refers_for_policy":
        return ast.Reference(**c.common, document=document, zh=zh, body=body)
    if tree.data == "refers_instead":
        articles = article_range(c, expect_present(branch(tree, "article_range")))
        year = c.first_year(tree)
        return ast.Reference(**c.common, document=document, zh=zh, instead_of=articles, records_of=year, body=body)
    when_branch = branch(tree, "when")
    if when_branch is not None:
        _report_other_head_parts(c, tree)
        return ast.Reference(**c.common, document=document, zh=zh, trigger=ex.when(c, when_branch), body=body)
    record = expect_present(token(tree, "NAME"))
    span = c.line.span(record.start_pos or 0, len(c.line.text))
    when = ast.WhenTrigger(span=span, record=c.name(record), the_first=False, test=ex.any_expression(c, tree))
    return ast.Reference(**c.common, document=document, zh=zh, trigger=when, body=body)


def _report_other_head_parts(c: SentenceContext, tree: Branch) -> None:
    """Report the start, the beneficiary and similar parts: a reference names only a document and records."""
    for part in branches(tree, "start", "to", "while", "each_year"):
        text = c.written_text(part)
        c.report.add(
            errors.UnexpectedWord(
                span=c.span(part), found=text, expected=Phrase("the name of the document", "文件的名称")
            )
        )


def _oblige(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    who = c.first_name(tree)
    if tree.data == "oblige_to":
        return ast.Obligation(**c.common, who=who, text=c.text(tree), zh=c.chinese(tree), body=body)
    share = c.percent(expect_present(token(tree, "PERCENT")))
    return ast.Obligation(**c.common, who=who, op=ex.comparison(tree), share=share, body=body)


def _allocate(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    to = branches(tree, "to")
    if len(to) > 1:
        c.report.add(errors.RepeatedWord(span=c.span(to[1]), word=Phrase("to", "给")))
    sums = [p for p in branches(tree) if p.data not in _ALLOCATION_PARTS]
    values = [ex.expression(c, p) for p in sums]
    amount = ast.FixedAmount(span=c.span(sums[0]), value=values[0], at_most=values[1] if len(values) > 1 else None)
    return ast.Allocation(
        **c.common,
        amount=amount,
        per=ex.keys(c, branches(tree, *ex.KEYS, "keys")),
        to=tuple(name for t in to for name in ex.payees(c, t)),
        trigger=ex.trigger(c, expect_present(branch(tree, "when", "while", "each_year"))),
        body=body,
    )


_ALLOCATION_PARTS = (*ex.KEYS, "keys", "to", "when", "while", "each_year", "start")


def _version(c: SentenceContext, tree: Branch) -> int:
    return c.whole_number(expect_present(token(tree, "NUMBER")), Phrase("a version", "版本号"), "1")


def _parts_of_matter(c: SentenceContext, tree: Branch) -> tuple[ast.Name, ...]:
    return c.names(branches(tree)[0])


_OVER = sentence(ast.OverBlock, "body", articles=in_branch("article_range", article_range))


def _definition(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    """A definition. The Chinese sentence has the record before the name."""
    names = c.names(tree)
    name, record = (names[0], None) if len(names) == 1 else names if not c.line.is_chinese else names[::-1]
    value: ast.Expr | ast.AmountByRows | ast.AmountByConditions
    if tree.data == "here_as_follows":
        value = ast.AmountByConditions(span=c.place)
    else:
        [written] = branches(tree)
        value = ex.expression(c, written)
        if tree.data == "here_by_rows":
            value = ast.AmountByRows(span=c.span(written), value=value)
    return ast.Definition(**c.common, name=name, value=value, label=c.first_string(tree), record=record, body=body)


def _table(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    """`table NAME by FIELD`, the former wording of a definition by rows."""
    name, by = c.names(tree)
    value = ast.AmountByRows(span=by.span, value=ast.Word(span=by.span, name=by))
    return ast.Definition(**c.common, name=name, value=value, label=c.first_string(tree), body=body)


BUILDERS: dict[str, Builder] = {
    "policy": sentence(
        ast.PolicyLine,
        "header",
        name=SentenceContext.first_name,
        title=SentenceContext.title,
        title_zh=SentenceContext.chinese,
    ),
    "document": sentence(ast.DocumentLine, number=SentenceContext.quotation),
    "issued": sentence(ast.IssueDateLine, day=SentenceContext.first_date),
    "effective_to": _effective,
    "effective_from": _effective,
    "year_begins": _year_begins,
    "status": sentence(ast.StatusLine, word=SentenceContext.first_name),
    "currency": sentence(ast.CurrencyLine, code=SentenceContext.code),
    "same_matter": sentence(
        ast.SameMatter, record=any_token(SentenceContext.name, "NAME", "REFERENCE"), names=_parts_of_matter
    ),
    "own_level": sentence(ast.PolicyLevel, name=SentenceContext.first_name),
    "round": _round,
    "use": sentence(ast.UseLine, name=SentenceContext.first_name),
    "language": sentence(ast.LanguageLine, version=_version),
    "replaces": sentence(ast.ReplacesLine, "body", document=SentenceContext.quotation),
    "clause_was": _clause_was,
    "former_names": sentence(ast.FormerNames, names=_labels),
    "formerly": sentence(ast.FormerLabels, labels=_labels),
    "ended": sentence(ast.EndedLabels, labels=_labels),
    "cases_for": sentence(ast.CasesLine, policy=SentenceContext.first_name),
    "article": _article,
    "group": sentence(ast.Group, "body", name=SentenceContext.first_name, label=SentenceContext.first_string),
    "over_policy": _OVER,
    "over_articles": _OVER,
    "table": _table,
    "reading": sentence(ast.ReadingLine, text=SentenceContext.text, zh=SentenceContext.chinese),
    "source": sentence(ast.SourceNote, text=SentenceContext.text, zh=SentenceContext.chinese),
    "title": sentence(ast.TitleLine, text=SentenceContext.text, zh=SentenceContext.chinese),
    "refers_for_record": _refers,
    "refers_for_policy": _refers,
    "refers_instead": _refers,
    "oblige_to": _oblige,
    "oblige_match": _oblige,
    "allocate": _allocate,
    "target": sentence(
        ast.Target,
        text=SentenceContext.text,
        zh=SentenceContext.chinese,
        number=SentenceContext.first_number,
        by_year=SentenceContext.first_year,
    ),
    "here": _definition,
    "here_by_rows": _definition,
    "here_as_follows": _definition,
}
