"""The head of a page, articles and the sentences that are no promise."""

from __future__ import annotations

import re

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.syntax import ast, errors, numbers
from ipdsl.syntax.builders import expressions as ex
from ipdsl.syntax.builders.context import Body, Builder, Context, must, sentence
from ipdsl.syntax.tree import Branch, branch, branches, token, tokens
from ipdsl.values import numerals

_ARTICLE = re.compile(r"\d+(?:\.\d+)*[A-Za-z]?")
_MODES = {"half_up": "half up", "half_even": "half even", "up": "up", "down": "down"}


def article_number(c: Context, tree: Branch, index: int = 0) -> str:
    """An article's number stays text: `2.1.5`, `7.10`."""
    leaf = tokens(tree, "NUMBER", "ARTICLE")[index]
    text = str(leaf) if leaf.type == "NUMBER" else _numbered(str(leaf))
    if not _ARTICLE.fullmatch(text):
        hint = Phrase("an article's number is written `7` or `2.1.5`", "条号写作`7`或`2.1.5`")
        c.report.add(errors.BadNumber(span=c.span(leaf), found=text, hint=hint))
    elif re.search(r"(?:^|\.)0\d", text):
        better = re.sub(r"(^|\.)0+(?=\d)", r"\1", text)
        c.report.add(errors.LeadingZero(span=c.span(leaf), found=text, better=better))
    return text


def _numbered(text: str) -> str:
    """The number in `第7条`, `第七条`, `七、` and `（七）`."""
    number = text.strip("第条,()")
    return number if number.isascii() else str(numerals.whole(number) or number)


def article_range(c: Context, tree: Branch) -> ast.ArticleRef:
    """`5 to 9`, `11`."""
    last = article_number(c, tree, 1) if len(tokens(tree, "NUMBER", "ARTICLE")) > 1 else None
    return ast.ArticleRef(span=c.span(tree), first=article_number(c, tree), last=last)


def _effective(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    days = [c.date(t) for t in tokens(tree, "DATE")]
    length = branch(tree, "duration")
    since = branch(tree, "discretion")
    return ast.Effective(
        **c.common,
        start=days[0],
        end=days[1] if len(days) > 1 else None,
        duration=None if length is None else ex.duration(c, length),
        discretion_from=None if since is None else c.date(must(token(since, "DATE"))),
        open_form=tree.data == "effective_from",
    )


def _round(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    leaf = must(token(tree, "NUMBER"))
    step, _ = numbers.read_number(str(leaf), c.span(leaf), c.report)
    return ast.Round(**c.common, mode=_MODES[str(must(branch(tree)).data)], step=step)


def _clause_was(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    new, old = (str(t) for t in tokens(tree, "REFERENCE"))
    return ast.ClauseWas(**c.common, new=new, old=old)


def _article(c: Context, tree: Branch, body: Body) -> ast.Sentence:
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


def _refers(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    document, zh = c.text(tree), c.chinese(tree)
    if tree.data == "refers_for_policy":
        return ast.RefersTo(**c.common, document=document, zh=zh, body=body)
    if tree.data == "refers_instead":
        articles = article_range(c, must(branch(tree, "article_range")))
        year = c.first_year(tree)
        return ast.RefersTo(**c.common, document=document, zh=zh, instead_of=articles, records_of=year, body=body)
    found = branch(tree, "when")
    if found is not None:
        _only_when(c, tree)
        return ast.RefersTo(**c.common, document=document, zh=zh, trigger=ex.when(c, found), body=body)
    record = must(token(tree, "NAME"))
    span = c.line.span(record.start_pos or 0, len(c.line.text))
    when = ast.When(span=span, record=c.name(record), the_first=False, test=ex.any_expression(c, tree))
    return ast.RefersTo(**c.common, document=document, zh=zh, trigger=when, body=body)


def _only_when(c: Context, tree: Branch) -> None:
    """Another document may decide about records of a kind, and says itself from when and to whom."""
    for part in branches(tree, "start", "to", "while", "each_year"):
        found = c.written(part)
        c.report.add(
            errors.UnexpectedWord(
                span=c.span(part), found=found, expected=Phrase("the name of the document", "文件的名称")
            )
        )


def _oblige(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    who = c.first_name(tree)
    if tree.data == "oblige_to":
        return ast.Oblige(**c.common, who=who, text=c.text(tree), zh=c.chinese(tree), body=body)
    share = c.percent(must(token(tree, "PERCENT")))
    return ast.Oblige(**c.common, who=who, op=ex.comparison(tree), share=share, body=body)


def _allocate(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    to = branches(tree, "to")
    if len(to) > 1:
        c.report.add(errors.SaidTwice(span=c.span(to[1]), word=Phrase("to", "给")))
    sums = [p for p in branches(tree) if p.data not in _OF_ALLOCATION]
    values = [ex.expression(c, p) for p in sums]
    amount = ast.Fixed(span=c.span(sums[0]), value=values[0], at_most=values[1] if len(values) > 1 else None)
    return ast.Allocate(
        **c.common,
        amount=amount,
        per=ex.keys(c, branches(tree, "per", "keys")),
        to=tuple(name for t in to for name in ex.payees(c, t)),
        trigger=ex.trigger(c, must(branch(tree, "when", "while", "each_year"))),
        body=body,
    )


_OF_ALLOCATION = ("per", "keys", "to", "when", "while", "each_year", "start")


def _articles(c: Context, tree: Branch) -> ast.ArticleRef | None:
    articles = branch(tree, "article_range")
    return None if articles is None else article_range(c, articles)


def _version(c: Context, tree: Branch) -> int:
    return c.whole(must(token(tree, "NUMBER")), Phrase("a version", "版本号"), "1")


def _kind_of_matter(c: Context, tree: Branch) -> ast.Name | None:
    found = token(tree, "NAME", "REFERENCE")
    return None if found is None else c.name(found)


def _parts_of_matter(c: Context, tree: Branch) -> tuple[ast.Name, ...]:
    return c.names(branches(tree)[0])


_OVER = sentence(ast.Over, "body", articles=_articles)

BUILDERS: dict[str, Builder] = {
    "policy": sentence(
        ast.PolicyLine, "header", name=Context.first_name, title=Context.title, title_zh=Context.chinese
    ),
    "document": sentence(ast.Document, number=Context.quotation),
    "issued": sentence(ast.Issued, day=Context.first_date),
    "effective_to": _effective,
    "effective_from": _effective,
    "status": sentence(ast.Status, word=Context.first_name),
    "currency": sentence(ast.CurrencyLine, code=Context.code),
    "same_matter": sentence(ast.SameMatter, record=_kind_of_matter, names=_parts_of_matter),
    "own_level": sentence(ast.OwnLevel, name=Context.first_name),
    "round": _round,
    "use": sentence(ast.Use, name=Context.first_name),
    "language": sentence(ast.LanguageLine, version=_version),
    "replaces": sentence(ast.Replaces, "body", document=Context.quotation),
    "clause_was": _clause_was,
    "cases_for": sentence(ast.CasesLine, policy=Context.first_name),
    "article": _article,
    "group": sentence(ast.Group, "body", name=Context.first_name, label=Context.first_string),
    "over_policy": _OVER,
    "over_articles": _OVER,
    "table": sentence(ast.Table, "rows", name=Context.first_name, label=Context.first_string, by=Context.second_name),
    "reading": sentence(ast.ReadingLine, text=Context.text, zh=Context.chinese),
    "source": sentence(ast.SourceNote, text=Context.text, zh=Context.chinese),
    "refers_for_record": _refers,
    "refers_for_policy": _refers,
    "refers_instead": _refers,
    "oblige_to": _oblige,
    "oblige_match": _oblige,
    "allocate": _allocate,
    "target": sentence(
        ast.Target, text=Context.text, zh=Context.chinese, number=Context.first_number, by_year=Context.first_year
    ),
    "here": sentence(ast.Means, who=Context.first_name, test=ex.first_expression),
}
