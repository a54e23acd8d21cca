"""Cases: converts given facts, and checks expectations against the policy and the given facts.

Input: the cases of a page, and the policy, which was checked without errors. Output: typed cases whose facts are plain
dicts, ready for the reader of facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from ipdsl.base.findings.finding import Report, nearest
from ipdsl.base.findings.phrase import LocalizedSentence, Phrase, join_phrases
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.cases.given_facts import GivenFacts, GivenReader
from ipdsl.semantics.errors import names_and_types as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.expressions import operands
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import Context, Vocabulary, record_words
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.characters import quote
from ipdsl.syntax.mistakes.later_constructs import CASE_SUMS, later_release
from ipdsl.syntax.printing.printer import format_expr, format_line

_SET_WORDS = {
    phrase: keywords.table()[terminal].preferred_phrase
    for terminal in ("TOTAL", "COUNTED", "LARGEST", "EARLIEST")
    for phrase in (*keywords.table()[terminal].phrases, *keywords.chinese()[terminal].phrases)
}
"""The aggregates in conditions of a set, as pages and reasons write them."""


def cases(lines: Iterable[ast.Case], policy: typed.Policy, report: Report) -> tuple[typed.Case, ...]:
    """Check cases; cases with errors are left out."""
    checked: list[typed.Case] = []
    known = frozenset(_all_words(policy))
    for line in lines:
        case_report = Report()
        case = _case(line, policy, Context(Vocabulary(policy.schema), case_report, policy.currency), known)
        report.extend(case_report)
        if not case_report.has_errors:
            checked.append(case)
    return tuple(checked)


def _case(line: ast.Case, policy: typed.Policy, ctx: Context, known: frozenset[str]) -> typed.Case:
    applicants = [g for g in line.given if isinstance(g, ast.GivenApplicant)]
    if not applicants:
        advice = Phrase("write `given KIND` with record lines under it", "请写`已知 类别`，并在其下写记录行")
        ctx.add(g.IncompleteCase(span=line.span, lacks=Phrase("has no applicant", "没有申请人"), advice=advice))
    if not line.expect:
        advice = Phrase("write the expected result: `expect total …`", "请写应得的结果：`应得 合计 …`")
        ctx.add(g.IncompleteCase(span=line.span, lacks=Phrase("expects nothing", "没有写应得的结果"), advice=advice))
    is_joint = len(applicants) > 1 or any(applicant.name is not None for applicant in applicants)
    if is_joint:
        given_by_applicant = _given_by_applicant(line, applicants, policy, ctx)
    else:
        given_by_applicant = {None: GivenReader(ctx, policy).read_givens(line.given)}
    expect = []
    for expected in line.expect:
        given = _given_of_expectation(expected, given_by_applicant, applicants, ctx)
        expect.append(_Expectations(ctx, policy, given, known).expectation(expected))
    return typed.Case(
        span=line.span,
        title=line.title,
        title_zh=line.title_zh,
        facts=tuple(given.facts(ctx) for given in given_by_applicant.values()),
        expect=tuple(expect),
        is_joint=is_joint,
        lines=_lines_of_applicants(applicants, line.expect),
    )


def _given_by_applicant(
    line: ast.Case, applicants: Sequence[ast.GivenApplicant], policy: typed.Policy, ctx: Context
) -> dict[str | None, GivenFacts]:
    """The given facts of each applicant of a joint case. The series and the as-of date are the same for all."""
    shared_lines = [g for g in line.given if isinstance(g, ast.GivenSeries | ast.GivenAsOfDate)]
    shared = GivenReader(ctx, policy).read_givens(shared_lines)
    for given in line.given:
        if not isinstance(given, ast.GivenApplicant | ast.GivenSeries | ast.GivenAsOfDate):
            _report_shared_fact(given, applicants, ctx)
    unnamed = [applicant for applicant in applicants if not (applicant.name or "").strip()]
    if unnamed:
        ctx.add(g.UnnamedApplicant(span=unnamed[-1].span, kind=unnamed[-1].kinds[0].text))
    given_by_applicant: dict[str | None, GivenFacts] = {}
    for applicant in applicants:
        if applicant.name is not None and applicant.name in given_by_applicant:
            given_twice = n.DuplicateDeclaration(
                span=applicant.span,
                word=applicant.name,
                how=Phrase("given", "给出"),
                second=Phrase("the second", "第二个"),
            )
            ctx.add(given_twice)
        facts = [fact for fact in applicant.lines if not isinstance(fact, ast.GivenRecord)]
        given_facts = GivenFacts(series=shared.series, as_of=shared.as_of)
        read = GivenReader(ctx, policy, given_facts).read_givens([applicant, *facts])
        given_by_applicant.setdefault(applicant.name, read)
    return given_by_applicant


def _report_shared_fact(given: ast.ApplicantFact, applicants: Sequence[ast.GivenApplicant], ctx: Context) -> None:
    """Report a fact of one applicant that a joint case does not state under the line of an applicant."""
    first = next((applicant.name for applicant in applicants if applicant.name), "A")
    misplaced = g.MisplacedLine(
        span=given.span,
        word=keywords.phrase(_KEYWORD_OF_FACT[type(given)]),
        where=Phrase("directly under a case of several applicants", "有几个申请人的案例之下"),
        advice=Phrase(
            'write it under the line of its applicant, such as `given "{name}" as …`',
            "请写在该申请人的那一行之下，例如`已知 “{name}” 为 …`",
            name=first,
        ),
    )
    ctx.add(misplaced)


_KEYWORD_OF_FACT: dict[type, str] = {
    ast.GivenFigures: "given figures",
    ast.GivenHistory: "given history",
    ast.GivenSupport: "given support",
    ast.GivenApproval: "given approval",
    ast.GivenRank: "given rank",
    ast.GivenOlder: "given older document",
}


def _given_of_expectation(
    expected: ast.Expect, given_by_applicant: Mapping[str | None, GivenFacts],
    applicants: Sequence[ast.GivenApplicant], ctx: Context,
) -> GivenFacts:  # fmt: skip
    """The facts of the applicant of an expectation. Facts without an applicant if the case does not give it."""
    names = [applicant.name for applicant in applicants if applicant.name]
    if expected.applicant is None and names:
        if len(names) == len(applicants):
            listed = join_phrases(quote(name) for name in names)
            ctx.add(g.ExpectationWithoutApplicant(span=expected.span, applicants=listed, first=names[0]))
        return GivenFacts()
    given = given_by_applicant.get(expected.applicant)
    if given is not None:
        return given
    if expected.applicant is not None:
        _report_applicant(expected.applicant, expected.span, names, applicants, ctx)
    return GivenFacts()


def _report_applicant(
    name: str, span: Span, names: Sequence[str], applicants: Sequence[ast.GivenApplicant], ctx: Context
) -> None:
    """Report an applicant that the case does not give; one without a name may be meant."""
    kind = next((kind.text for applicant in applicants for kind in applicant.kinds), "KIND")
    advice = Phrase(
        'add a line that gives it: `given "{name}" as {kind}`',
        "请加一行给出该申请人：`已知 “{name}” 为 {kind}`",
        name=name,
        kind=kind,
    )
    if not names:
        advice = Phrase(
            'name the applicant of the case: `given "{name}" as {kind}`',
            "请给案例的申请人名称：`已知 “{name}” 为 {kind}`",
            name=name,
            kind=kind,
        )
    ctx.add(n.UnknownCaseApplicant(span=span, word=name, advice=advice, nearest=nearest(name, names)))


def _lines_of_applicants(
    applicants: Iterable[ast.GivenApplicant], expect: Iterable[ast.Expect]
) -> tuple[tuple[int, str], ...]:
    """The lines about one applicant of a joint case, in order: what it is given, and what is expected for it."""
    named = [(applicant.span.line, applicant.name) for applicant in applicants]
    named += [(expected.span.line, expected.applicant) for expected in expect]
    return tuple(sorted((line, name) for line, name in named if name is not None))


@attrs.frozen(eq=False, repr=False)
class _Expectations(ValueObject):
    """Checks the expectations of one case; `known` are the words that a reason may contain."""

    ctx: Context
    policy: typed.Policy
    given: GivenFacts
    known: frozenset[str]

    def expectation(self, line: ast.Expect) -> typed.Expectation:
        """Check a single line."""
        base = typed.Expectation(
            span=line.span, kind="total", text=format_line(line).removeprefix("expect "), applicant=line.applicant
        )
        match line:
            case ast.ExpectTotal(year=year, amount=amount):
                return attrs.evolve(base, year=year, amount=self._money(amount))
            case ast.ExpectPaid():
                self._item(line.item, line.span)
                self._label(line.label, line.span)
                return attrs.evolve(
                    base, kind="paid", year=line.year, item=line.item, label=line.label, amount=self._money(line.amount)
                )
            case ast.ExpectOutcome():
                return self._outcome(line, base)
            case ast.ExpectDue(low=low, high=high):
                most = self._money(high) if high is not None else None
                least = self._money(low)
                if most is not None and least is not None and most < least:
                    shown = [LocalizedSentence(format_expr(x)) for x in (low, high) if x is not None]
                    twisted = g.ReversedRange(
                        span=line.span,
                        what=Phrase("the range", "范围"),
                        start=shown[0],
                        end=shown[1],
                        order=Phrase("more than", "大于"),
                    )
                    self.ctx.add(twisted)
                return attrs.evolve(base, kind="due", amount=least, high=most)
            case ast.ExpectObligation(article=article, amount=amount):
                self._article(article, line.span)
                owed = self._money(amount) if amount is not None else None
                return attrs.evolve(base, kind="obligation", article=article, amount=owed)
            case ast.ExpectCarried(amount=amount, to_year=year):
                return attrs.evolve(base, kind="carried", year=year, amount=self._money(amount))
            case ast.ExpectLapsed(amount=amount):
                return attrs.evolve(base, kind="lapsed", amount=self._money(amount))

    def _outcome(self, line: ast.ExpectOutcome, base: typed.Expectation) -> typed.Expectation:
        self._item(line.item, line.span)
        self._label(line.label, line.span)
        if line.article is not None:
            self._article(line.article, line.span)
        words, definitions = line.words, tuple[str, ...]()
        if line.outcome == "displaced":
            for word in words:
                self._item(word, line.span)
        else:
            if line.outcome == "not eligible":
                defined = _definitions_in_conditions(self.policy)
                definitions = tuple(word for word in words if word in defined)
            words = tuple(_SET_WORDS.get(word, word) for word in words if word not in definitions)
            self._words(words, line.span)
        return attrs.evolve(
            base,
            kind="outcome",
            year=line.year,
            item=line.item,
            label=line.label,
            outcome=line.outcome,
            rule=line.rule,
            article=line.article,
            words=words,
            definitions=definitions,
        )

    def _money(self, literal: ast.Number) -> int | None:
        return operands.minor_units(literal, self.ctx)

    def _item(self, item: str, span: Span) -> None:
        if self.given.has_applicant and not self.given.has_item(item):
            if item == "net":
                self.ctx.add(later_release(span, item, CASE_SUMS))
            else:
                self.ctx.add(n.UnknownItem(span=span, word=item, nearest=nearest(item, self.given.items)))

    def _label(self, label: str | None, span: Span) -> None:
        labels = [*(a.label for a in self.policy.awards), *_labels_of_references(self.policy)]
        if label is not None and label not in labels:
            where = Phrase("of `{policy}`", "`{policy}`中", policy=self.policy.name)
            near = lookup.nearest_words(label, labels, self.ctx)
            self.ctx.add(n.UnknownLabel(span=span, word=label, where=where, nearest=near))

    def _article(self, number: str, span: Span) -> None:
        numbers = [a.number for a in self.policy.articles]
        if number not in numbers:
            number_list = join_phrases(numbers)
            listed = Phrase("{every}", "有第{every}条", every=number_list) if numbers else Phrase("none", "没有条")
            self.ctx.add(n.UnknownArticle(span=span, number=number, articles=listed, nearest=nearest(number, numbers)))

    def _words(self, words: tuple[str, ...], span: Span) -> None:
        for word in words:
            last = word.rpartition(".")[2]
            if word not in self.known and last not in self.known:
                near = lookup.nearest_words(word, sorted(self.known), self.ctx)
                self.ctx.add(n.UnknownReason(span=span, word=word, nearest=near))


def _labels_of_references(policy: typed.Policy) -> list[str]:
    """The labels of claims by reference: the article and the kind of record."""
    whole = typed.YearTrigger | None
    return [f"{r.article}.{r.trigger.record}" for r in policy.references if not isinstance(r.trigger, whole)]


def _definitions_in_conditions(policy: typed.Policy) -> frozenset[str]:
    """The definitions that conditions of awards name."""
    return frozenset(name for award in policy.awards for gate in award.gates for name in gate.definitions)


def _all_words(policy: typed.Policy) -> Iterator[str]:
    """All words that a reason may contain."""
    yield from _schema_words(policy.schema)
    for award in policy.awards:
        yield award.label
        for gate in award.gates:
            yield from gate.words
    yield from _SET_WORDS.values()
    yield from ("history", "support", "approval", "approvals", "records", "applicant", "to")


def _schema_words(schema: Schema) -> Iterator[str]:
    yield from schema.kinds_and_classes
    yield from schema.applicant_field_by_name
    yield from schema.figure_by_name
    yield from schema.series_by_name
    yield from (s.name for s in schema.since_words)
    for record in schema.records:
        yield record.name
        yield from record_words(record)
