"""Build the review copy of a policy.

Input: the compilation of a page without errors, the language, the official text, and a decision. Output: a
`ReviewCopy`. Sentences come from the page in that language, conditions and results from its program.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import get_args

import attrs

from ipdsl.base.findings.phrase import Language, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.money import MODES_ZH, Money
from ipdsl.base.version import __version__
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from ipdsl.driver.cases import expected_claims, names_no_claim, run_case
from ipdsl.driver.compilation import Compilation
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.proposal import Passage
from ipdsl.ir.terms import Clause, Gate, Obligation, Program, TriggerKind
from ipdsl.office.review.review_copy import (
    ArticleCopy,
    AwardEntry,
    AwardSum,
    DecisionTable,
    HeadEntry,
    HeadLine,
    Link,
    PrintedSentence,
    ReadingEntry,
    ResultLine,
    ReviewCopy,
    RuleEntry,
    WorkedExample,
    headings_of,
)
from ipdsl.office.review.word_index import WordIndex
from ipdsl.report.localizer import (
    amount,
    capitalize,
    claim_line,
    counted_phrase,
    group_equal_claims,
    localizer_of,
    split_claims,
)
from ipdsl.semantics import typed
from ipdsl.syntax import ast
from ipdsl.syntax.printing import CHINESE, ENGLISH, body_of, keeping_brackets, readings_under
from ipdsl.wording.labels import label_words, written_day

_RULES = get_args(ast.Rule)
_UNPRINTED = (ast.ReadingLine, ast.LabelLine, ast.TitleLine, ast.FormerLabels)
"""Lines that the document shows elsewhere, or that only programs need."""
_LIMITS = (
    ast.AwardLimit, ast.AwardMinimum, ast.AwardThreshold, ast.SupportDeduction, ast.PriorPaymentDeduction,
    ast.ConversionLine, ast.PayeeShare, ast.UncappedLine, ast.TiesShare,
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.-])(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\w-])")
"""A number that is not a year."""
_NAME = re.compile(r"\b[a-z]\w*_\w+\b")
_BACKTICKS = re.compile(r"`([^`]*)`")
_QUOTED = re.compile(r'"([^"]*)"')


def review_copy(
    page: Compilation,
    language: Language,
    official: Mapping[str, Sequence[str]] | None = None,
    decision: Decision | None = None,
) -> ReviewCopy:
    """The review copy of a policy without errors. `official` has the paragraphs of its document by article."""
    with keeping_brackets():
        return _Builder(page, language, official, decision).build()


class _Builder:
    def __init__(
        self,
        page: Compilation,
        language: Language,
        official: Mapping[str, Sequence[str]] | None,
        decision: Decision | None,
    ) -> None:
        tested, program, code = page.policy_and_cases, page.program, page.code
        tree, named = page.page_in(language), page.page_in(Language.EN)
        assert tested is not None
        assert program is not None
        assert code is not None
        assert tree is not None
        assert named is not None
        self.program: Program = program
        self.code: GeneratedFunctions = code
        self.page: ast.Page = tree
        self.sources = page.sources
        self.cases, self.printed_cases = tested[1], page.cases_in(language)
        self.language, self.decision = language, decision
        self.localize = localizer_of(program, language)
        self.names = self.localize.names
        self.printer = ENGLISH if language is Language.EN else CHINESE
        self.heads = headings_of(language)
        self.items = values_by_key(
            (item.number if isinstance(item, ast.Article) else "", item)
            for item in tree.items
            if not isinstance(item, ast.Case)
        )
        self.official = official
        self.words = WordIndex(program, named, self.localize, self._article_link)

    def build(self) -> ReviewCopy:
        program, localize = self.program, self.localize
        examples = values_by_key(self._examples())
        if "" in examples:
            self.items.setdefault("", [])
        articles = [self._article(number, examples.get(number, [])) for number in self._numbers()]
        header = self.page.header
        lines = header.header if isinstance(header, ast.PolicyLine) else ()
        return ReviewCopy(
            language=self.language,
            title=self.names.quotation(program.title) or program.name,
            document=program.document,
            window=self._window(),
            head=(*self._head(len(self.cases)),),
            readings=(*self._readings(lines),),
            articles=(*articles,),
            words=self.words.entries(),
            colophon=localize(
                "Made from the page {name} by ipdsl {version}. Digest of the policy: {digest}",
                "由 ipdsl {version} 根据页面{name}生成。政策摘要：{digest}",
                name=program.name, version=__version__, digest=program.content_hash,
            ),
            decision_title="" if self.decision is None else localize(
                "Decision for {applicant}", "对{applicant}的结算", applicant=self.decision.applicant
            ),
            decision=None if self.decision is None else self._result(self.decision, ()),
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ texts

    @cached_property
    def _spaced_names(self) -> frozenset[str]:
        declared = {declaration.name for declaration in self.program.schema.declarations}
        declared |= {record.plural for record in self.program.schema.records if record.plural}
        return frozenset(declared | {name.text for name in typed.nodes(self.page, ast.Name)})

    def _words(self, text: str) -> str:
        """The text for readers: in English, names have blanks."""
        if self.localize.is_chinese:
            return _QUOTED.sub("“\\1”", text)
        return _NAME.sub(lambda match: label_words(match[0]) if match[0] in self._spaced_names else match[0], text)

    def _figures(self, text: str) -> str:
        """The text for readers, with separators in large numbers."""
        return _NUMBER.sub(lambda match: f"{int(match[0]):,}", self._words(text))

    def _text(self, node: ast.Node) -> str:
        return self._figures(self.printer.text(_with_one_label(node, self.language)))

    def _sentences(self, sentences: Iterable[ast.Sentence], depth: int = 0) -> Iterator[PrintedSentence]:
        for sentence in sentences:
            if not isinstance(sentence, _UNPRINTED):
                text = self._words(self.printer.text(_with_one_label(sentence, self.language)))
                yield PrintedSentence(text, depth, isinstance(sentence, ast.SourceNote))
                yield from self._sentences(body_of(sentence), depth + 1)

    def _link(self, number: str) -> Link:
        return Link(self.localize.article(number) if number else self._whole, _anchor(number))

    def _article_link(self, number: str) -> Link:
        return Link(number or self._whole, _anchor(number))

    @property
    def _whole(self) -> str:
        return self.localize("Whole policy", "全文")

    # ------------------------------------------------------------------------------------------ head

    def _window(self) -> str:
        period, day = self.program.window, self._day
        if period.start is None and period.end is None:
            return self.localize("not stated", "未写明")
        if period.end is None:
            return self.localize("from {start}", "自{start}起", start=day(period.start))
        return self.localize("{start} to {end}", "{start}至{end}", start=day(period.start), end=day(period.end))

    def _day(self, day: datetime.date | None) -> str:
        return "" if day is None else self.localize.phrase(written_day(day))

    def _head(self, number_of_cases: int) -> Iterator[HeadLine]:
        program, localize, names = self.program, self.localize, self.names

        def head_line(term: str, *texts: str | HeadEntry) -> Iterator[HeadLine]:
            entries = [HeadEntry(text) if isinstance(text, str) else text for text in texts if text]
            if entries:
                yield HeadLine(term, (*entries,))

        def entries(pairs: Iterable[tuple[str, str]]) -> Iterator[HeadEntry]:
            """Texts, each with links to its articles."""
            for text, numbers in values_by_key(pairs).items():
                yield HeadEntry(text, tuple(map(self._link, dict.fromkeys(numbers))))

        issued = localize("issued {day}", "{day}印发", day=self._day(program.issued)) if program.issued else ""
        yield from head_line(self.heads["document"], program.document, issued)
        status = localize("draft for comment", "征求意见稿") if program.status == "draft" else ""
        yield from head_line(self.heads["window"], self._window(), status)
        yield from head_line(
            localize("Replaces", "同时废止"), *(names.quotation(other.document) for other in program.replaced)
        )
        mode = program.rounding.mode.value
        yield from head_line(
            localize("Sums", "金额"),
            localize("{currency}, rounded {mode} to {step}", "{currency}，{mode}至{step}", currency=program.currency,
                     mode=localize(mode, MODES_ZH[mode]), step=amount(Money(program.rounding.step, program.currency))),
        )  # fmt: skip
        first = program.fiscal_year
        if not first.is_calendar_year:
            yield from head_line(
                localize("Year", "年度"), self._day(first.first_day(2000)).replace("2000-", "").replace("2000年", "")
            )
        paid = [(kind, clause.article) for clause in program.clauses for kind in clause.beneficiaries or ("",)]
        recipients = entries((self._recipient_with_meaning(kind), article) for kind, article in paid)
        yield from head_line(localize("Recipients", "奖励对象"), *recipients)
        stated = [(clause.trigger.record, clause.article) for clause in program.clauses if clause.trigger.record]
        records = entries((self._words(names.name(kind)), article) for kind, article in stated)
        yield from head_line(localize("What applicants state", "申报事项"), *records)
        duties = zip(self._duties, program.obligations, strict=True)
        yield from head_line(
            self.heads["duties"], *(HeadEntry(text, (self._link(duty.article),)) for text, duty in duties)
        )
        documents = entries((names.quotation(line.document), line.article) for line in program.references)
        yield from head_line(localize("Other documents that decide", "按其他文件执行"), *documents)
        counts = (
            counted_phrase(len(program.articles), "{n} article{s}", "{n}条"),
            counted_phrase(len(program.clauses), "{n} award{s}", "奖励事项{n}项"),
            counted_phrase(number_of_cases, "{n} worked example{s}", "举例{n}个"),
        )
        yield from head_line(localize("Content", "内容"), localize.phrase(join_phrases(counts, ", ", "，")))

    def _recipient(self, kind: str) -> str:
        return self._words(self.names.name(kind)) if kind else self.localize("any applicant", "各类申请人")

    def _recipient_with_meaning(self, kind: str) -> str:
        text, schema = self._recipient(kind), self.program.schema
        labels = {kind.name: kind.label for kind in schema.kinds} | {kind.name: kind.label for kind in schema.classes}
        meaning = self.words.definition(labels[kind]) if kind else ""
        return self.localize("{kind}: {meaning}", "{kind}：{meaning}", kind=text, meaning=meaning) if meaning else text

    @cached_property
    def _duties(self) -> tuple[str, ...]:
        """The text of each duty of the program."""
        return tuple(map(self._duty, self.program.obligations))

    def _duty(self, duty: Obligation) -> str:
        who, what = self._words(self.names.name(duty.who)), self.names.quotation(duty.text)
        sentence = self._text(self._sentence_at[duty.span.line]).removeprefix("oblige ")
        text = self.localize("{who} to {what}", "{who}应当{what}", who=who, what=what) if what else sentence
        conditions = self._conditions(duty.gates, Passage("", duty.span.line))
        return self.localize.join_sentences([capitalize(text), *conditions])

    # ------------------------------------------------------------------------------------------ articles

    def _numbers(self) -> list[str]:
        """The numbers of the articles, with those that only the official text has after the one before them."""
        numbers = [*self.items]
        if numbers and numbers[0] == "" and len(numbers) > 1:
            numbers = [*numbers[1:], ""]
        before = ""
        for number in self.official or ():
            if number not in self.items:
                numbers.insert(numbers.index(before) + 1 if before else 0, number)
            before = number
        return numbers

    @cached_property
    def _sentence_at(self) -> Mapping[int, ast.Sentence]:
        """The sentences of the page by line."""
        return {sentence.span.line: sentence for sentence in typed.nodes(self.page, ast.Sentence)}

    def _article(self, number: str, examples: Sequence[WorkedExample]) -> ArticleCopy:
        items = self.items.get(number, [])
        article = next((item for item in items if isinstance(item, ast.Article)), None)
        body: Sequence[ast.Sentence] = items if article is None else article.body
        title = "" if article is None else article.title or ""
        if not number:
            heading = self._whole if any(self.items) else self.heads["sentences"]
        else:
            dot = self.localize(": ", "　")
            heading = capitalize(self.localize.article(number)) + (f"{dot}{title}" if title else "")
        claims = [] if self.decision is None else [c for c in self.decision.claims if c.article == number]
        return ArticleCopy(
            anchor=_anchor(number),
            heading=heading,
            is_of_policy=article is not None,
            note=self._note(article),
            official=None if self.official is None or not number else tuple(self.official.get(number, ())),
            gap=self._gap(number),
            sentences=(*self._sentences(body),),
            awards=(*self._awards(number), *self._budget_lines(number)),
            rules=(*self._rules(body),),
            duties=tuple(
                text
                for duty, text in zip(self.program.obligations, self._duties, strict=True)
                if duty.article == number
            ),
            readings=(*self._readings(body),),
            examples=(*examples,),
            decision=self._result(self.decision, claims, article=number)
            if claims and self.decision is not None
            else None,
        )

    def _note(self, article: ast.Article | None) -> str:
        if article is None:
            return ""
        if article.informative:
            return self.localize("This article gives information only.", "本条不涉及金额。")
        if article.in_header:
            return self.localize("This article is in the head of the policy.", "本条内容见政策概况。")
        if article.defines:
            return self.localize("This article defines: {what}", "本条规定：{what}", what=article.defines)
        return ""

    def _gap(self, number: str) -> str:
        if self.official is None or not number:
            return ""
        if number not in self.items:
            return self.localize("The policy has no sentence for this article.", "政策中没有本条的语句。")
        if number not in self.official:
            return self.localize("The official text has no such article.", "官方文本中没有本条。")
        return ""

    # ------------------------------------------------------------------------------------------ awards and rules

    def _awards(self, number: str) -> Iterator[AwardEntry]:
        for clause in self.program.clauses:
            if clause.article == number:
                sentence = self._sentence_at[clause.span.line]
                assert isinstance(sentence, ast.Award)
                passage = Passage(clause.trigger.record, clause.span.line)
                conditions = self._conditions((*clause.gates, *clause.picks), passage, clause.trigger.event)
                event = self._event(clause) if clause.title else ""
                yield AwardEntry(
                    anchor=_award_anchor(clause),
                    name=capitalize(self._words(self.names.award(clause.label))),
                    recipients=self._recipients(clause.beneficiaries),
                    conditions=(*filter(None, [event]), *conditions),
                    sums=(*self._sums(sentence),),
                    limits=(*self._limits(sentence),),
                )

    def _budget_lines(self, number: str) -> Iterator[AwardEntry]:
        for place, line in enumerate(self.program.allocations, 1):
            if line.article == number:
                sentence = self._sentence_at[line.span.line]
                assert isinstance(sentence, ast.Allocation)
                text = self._text(sentence.amount)
                yearly = self.localize("{sum} per year", "每年{sum}", sum=text) if sentence.per else text
                label = capitalize(self._words(self.names.budget_line(line.label)))
                yield AwardEntry(
                    anchor=f"budget-{place}",
                    name=self.localize("Budget line: {label}", "预算安排：{label}", label=label),
                    recipients=self._recipients(line.beneficiaries),
                    conditions=(*self._conditions(line.gates, Passage(line.trigger.record, line.span.line)),),
                    sums=(AwardSum("", yearly),),
                )

    def _recipients(self, kinds: Sequence[str]) -> str:
        return self.localize.row(map(self._recipient, kinds or ("",)))

    def _event(self, clause: Clause) -> str:
        trigger = clause.trigger
        if trigger.kind is TriggerKind.YEAR:
            return self.localize("each year", "每年")
        words = [self.names.name(trigger.record), self.names.name(trigger.event, trigger.record)]
        return self._words(self.localize(" ", "").join(filter(None, words)))

    def _conditions(self, gates: Iterable[Gate], passage: Passage, event: str = "") -> Iterator[str]:
        """The conditions in words, without the event that the name of the award has.

        A rule of a block is listed with the rules.
        """
        for gate in gates:
            if not gate.rule and gate.text != event:
                text = self._figures(self.names.sentence(gate.text, passage))
                article = self.localize.article(gate.article) if gate.article else ""
                yield (
                    self.localize("{text} ({where})", "{text}（{where}）", text=text, where=article)
                    if article
                    else text
                )

    def _sums(self, award: ast.Award) -> Iterator[AwardSum]:
        if any(isinstance(line, ast.Row) for line in award.body):
            yield from self._rows(award.amount, award.body, ())
        else:
            yield AwardSum("", f"{self._text(award.amount)}{self._keys_text(award.head)}")

    def _keys_text(self, head: ast.Head) -> str:
        """For what each sum is paid: `per patent`."""
        if not head.per:
            return ""
        if self.localize.is_chinese:
            return "，" + self.printer.fill("{per!each_key* }", head)
        return " " + self._words(self.printer.fill("{per!key* }", head))

    def _rows(self, amount_: ast.Amount, body: Iterable[ast.Sentence], above: tuple[str, ...]) -> Iterator[AwardSum]:
        """The rows of an amount, those under a row with its case before their own."""
        value = amount_.value if isinstance(amount_, ast.AmountByRows) else None
        for row in body:
            if isinstance(row, ast.Row):
                key = self._text(row.key)
                if value is not None and isinstance(row.key, ast.ThresholdKey | ast.BetweenKey | ast.RangeKey):
                    key = f"{self._text(value)} {key}"
                elif isinstance(amount_, ast.AmountByRank | ast.AmountByRankOfRecord):
                    key = self.localize("rank {key}", "{key}", key=key)
                cases = (*above, key)
                if any(isinstance(line, ast.Row) for line in row.body):
                    yield from self._rows(row.amount, row.body, cases)
                    continue
                parts = [self._text(part) for part in (row.amount, row.once, row.limit) if part is not None]
                yield AwardSum(self.localize("; ", "；").join(cases), self.localize(", ", "，").join(parts))

    def _limits(self, award: ast.Award) -> Iterator[str]:
        if award.head.once is not None:
            yield self._text(award.head.once)
        if award.head.start is not None:
            yield self.localize("from {day}", "自{day}起", day=self._day(award.head.start))
        for line in award.body:
            if isinstance(line, _LIMITS):
                yield self._text(line)

    def _rules(self, body: Iterable[ast.Sentence]) -> Iterator[RuleEntry]:
        for sentence in body:
            if isinstance(sentence, _RULES):
                lines = [line for line in body_of(sentence) if not isinstance(line, _UNPRINTED)]
                text = self.localize(", ", "，").join(map(self._text, (sentence, *lines)))
                yield RuleEntry(text, (*self._reach(sentence.span.line),))
            elif not isinstance(sentence, ast.Award):
                yield from self._rules(body_of(sentence))

    def _reach(self, line: int) -> Iterator[Link]:
        """The awards that the rule of a line reaches."""
        indices = self._reach_by_line.get(line, {})
        if len(indices) > 1 and len(indices) == len(self.program.clauses):
            yield Link(self.localize("all awards", "全部奖励事项"), "")
            return
        for index in sorted(indices):
            clause = self.program.clauses[index]
            yield Link(capitalize(self._words(self.names.award(clause.label))), _award_anchor(clause))

    @cached_property
    def _reach_by_line(self) -> Mapping[int, dict[int, None]]:
        reached: dict[int, dict[int, None]] = {}
        program = self.program
        for step in program.settlement.steps:
            for rule in step.rules:
                reached.setdefault(rule.span.line, {}).update(dict.fromkeys(rule.reach))
        conditions = [(term.span.line, term.clauses) for term in program.quotas]
        conditions += [(term.span.line, term.clauses) for term in program.suspensions]
        conditions += [(term.span.line, term.clauses) for term in program.older_standards]
        for line, clauses in conditions:
            reached.setdefault(line, {}).update(dict.fromkeys(clauses))
        return reached

    @cached_property
    def _clause_at(self) -> Mapping[int, Clause]:
        """The clauses of the program by line."""
        return {clause.span.line: clause for clause in self.program.clauses}

    def _readings(self, body: Iterable[ast.Sentence]) -> Iterator[ReadingEntry]:
        for _, award, line in readings_under(body):
            clause = self._clause_at.get(award)
            subject = "" if clause is None else capitalize(self._words(self.names.award(clause.label)))
            yield ReadingEntry(
                subject,
                capitalize(_BACKTICKS.sub(self.localize(r'"\1"', r"“\1”"), line.text)),
                self._attribution(line.attribution),
            )

    def _attribution(self, attribution: ast.Attribution | None) -> str:
        if attribution is None:
            return ""
        day = self._day(attribution.day)
        return self.localize("({by}, {day})", "（{by}，{day}）", by=attribution.by, day=day)

    # ------------------------------------------------------------------------------------------ examples

    def _examples(self) -> Iterator[tuple[str, WorkedExample]]:
        """Each case with the article of the first claim that it is about."""
        printed = {case.span: case for case in self.printed_cases}
        for case in self.cases:
            result, decisions = run_case(self.program, self.code, case, self.localize.with_labels, self.sources)
            title = capitalize(result.title)
            facts = (*self._sentences(printed[case.span].given),)
            if result.facts_error:
                yield "", WorkedExample(title, facts, (), result.facts_error)
                continue
            problem = self.localize(
                "differs from the expected result: {found}", "与预期结果不符：{found}",
                found="; ".join(miss.actual for miss in result.misses),
            )  # fmt: skip
            article = self._article_of_case(case, decisions)
            results = tuple(
                self._result(
                    decision,
                    self._claims_of_example(case, applicant, decision, article),
                    decision.applicant if case.is_joint else "",
                    article,
                )
                for applicant, decision in decisions.items()
            )
            yield article, WorkedExample(title, facts, results, problem if result.misses else "")

    def _claims_of_example(
        self, case: typed.Case, applicant: str | None, decision: Decision, article: str
    ) -> list[Claim]:
        """The claims of an article, those that the case names, and those with an amount."""
        named = {
            id(claim)
            for expected in case.expect
            if expected.applicant == applicant and not names_no_claim(expected)
            for claim in expected_claims(expected, decision)
        }
        return [
            claim
            for claim in decision.claims
            if claim.article == article or id(claim) in named or claim.bounds.high is None or claim.bounds.high.minor
        ]

    def _article_of_case(self, case: typed.Case, decisions: Mapping[str | None, Decision]) -> str:
        expectations = (expected for expected in case.expect if not names_no_claim(expected))
        named = (expected_claims(expected, decisions[expected.applicant]) for expected in expectations)
        other = (split_claims(decision, with_all=False)[0] for decision in decisions.values())
        return next((claim.article for claims in chain(named, other) for claim in claims), "")

    def _result(
        self, decision: Decision, claims: Iterable[Claim], applicant: str = "", article: str | None = None
    ) -> DecisionTable:
        """The claims of a decision with their sums, and its total. Claims of `article` are named without it."""
        shown = {id(claim) for claim in split_claims(decision, with_all=False)[0]}
        lines: list[ResultLine] = []
        for group in group_equal_claims(claim for claim in claims if id(claim) in shown):
            settled = [claim for claim in group if claim.bounds.is_point]
            if settled:
                sum_ = Money(sum(claim.paid.minor for claim in settled), decision.currency)
                lines.append(ResultLine(self._claim_text(settled, article), amount(sum_)))
            lines += [
                ResultLine(self._claim_text([claim], article), self.localize.bounds(claim.bounds))
                for claim in group
                if not claim.bounds.is_point
            ]
        return DecisionTable(applicant, tuple(lines), self.localize.bounds(decision.due))

    def _claim_text(self, claims: list[Claim], article: str | None) -> str:
        text, first = claim_line(claims, self.localize), claims[0]
        if first.article == article:
            name = capitalize(self.names.award(first.label))
            text = text.replace(self.names.award_with_heading(first.label), name, 1)
        return self._words(text)


def _anchor(number: str) -> str:
    return f"article-{number}" if number else "whole-policy"


def _award_anchor(clause: Clause) -> str:
    return f"award-{clause.index + 1}"


def _with_one_label(node: ast.Node, language: Language) -> ast.Node:
    """A group or a definition with its name in English, and with its label in Chinese."""
    if not isinstance(node, ast.Group | ast.Definition) or node.label is None:
        return node
    name = node.name if language is Language.EN else attrs.evolve(node.name, text=node.label)
    return attrs.evolve(node, name=name, label=None)
