"""Text to syntax tree: `parse` reads a page and never fails; mistakes are in the report.

Lark parses one sentence at a time, under the start symbol of its place. So a broken sentence gives one finding, and the
sentences next to it are not affected. The lines under a broken sentence are parsed under any start symbol that fits.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

import attrs
from lark.exceptions import UnexpectedInput

from ipdsl.base.findings.finding import Diagnostic, Edit, Report, with_changes
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Source, Span
from ipdsl.base.value_object import ValueObject
from ipdsl.syntax import ast, errors, grammar, keywords, layout, segmentation
from ipdsl.syntax.builders.context import Branch, SentenceContext
from ipdsl.syntax.builders.sentences import BUILDERS, choice_members
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import SentenceLine
from ipdsl.syntax.mistakes import common_mistakes, explanation
from ipdsl.syntax.mistakes.expectations import StopPoint, keyword_at, longest_keyword
from ipdsl.syntax.mistakes.later_constructs import find_later_construct
from ipdsl.syntax.parser_tables import accepted_terminals, kind_of, sentence_parser, stop_offset

MAX_ROWS = 2_000


@attrs.frozen(eq=False, repr=False)
class _ParsedSentence(ValueObject):
    """A parsed sentence: its tree, or `None` if it is broken."""

    tree: Branch | None
    kind: str = ""
    is_chinese: bool = False


@attrs.define(eq=False, repr=False)
class _PageParser:
    """The state of one pass over the sentences of a page."""

    report: Report
    has_given_up: bool = False
    misindented_start: str = ""
    is_vocabulary: bool = False
    is_policy: bool = True
    is_declared: Callable[[str], bool] = lambda word: True
    currency: str = "CNY"
    has_header: bool = False
    has_reported_declaration: bool = False
    doubts: list[ast.AmbiguousSegmentation] = attrs.field(factory=list)
    _parsed_by_text: dict[tuple[str, str, Surface], _ParsedSentence] = attrs.field(factory=dict)

    def parse_body(
        self, lines: Sequence[SentenceLine], start: str, parent: SentenceLine | None
    ) -> tuple[ast.Sentence, ...]:
        """The sentences under a sentence, or of the page, in order, without broken ones."""
        sentences: list[ast.Sentence] = []
        if len(lines) > MAX_ROWS and parent is not None:
            self.report.add(errors.TooManyRows(span=lines[MAX_ROWS].place, count=len(lines), limit=MAX_ROWS))
            lines = lines[:MAX_ROWS]
        index = 0
        while index < len(lines) and not self._has_too_many_findings(lines[index]):
            line = lines[index]
            index += 1
            before, self.misindented_start = self.misindented_start, ""
            run = before if index > 1 else ""
            read = self._sentence(line, start, parent, run)
            if read.tree is None:
                self._read_loose_lines(line.children, line)
                continue
            if start == grammar.PAGE and read.kind in grammar.WORD_DECLARATIONS:
                self._report_declaration(line)
            beneath = grammar.BODIES.get(read.kind)
            below: Sequence[SentenceLine] = line.children
            if beneath is not None and beneath.needs and not below:
                taken = self._take_misindented(lines[index:], start, beneath.start)
                index += len(taken)
                below = _flatten_misindented(taken)
                if not any(line.is_misindented for line in taken):
                    word = explanation.first_phrase(line.text)
                    self.report.add(errors.MissingBody(span=line.place, word=word, what=beneath.needs))
            sentences.append(self._build_sentence(line, read, below, start))
        return tuple(sentences)

    def _has_too_many_findings(self, line: SentenceLine) -> bool:
        if not self.has_given_up and len(self.report) >= layout.MAX_FINDINGS:
            self.has_given_up = True
            self.report.add(errors.TooManyFindings(span=line.place, count=layout.MAX_FINDINGS))
        return self.has_given_up

    def _build_sentence(
        self, line: SentenceLine, read: _ParsedSentence, lines_below: Sequence[SentenceLine], start: str
    ) -> ast.Sentence:
        beneath = grammar.BODIES.get(read.kind)
        body: tuple[Any, ...] = ()
        if beneath is None:
            for child in () if lines_below[:1] and lines_below[0].is_misindented else lines_below[:1]:
                word = explanation.first_phrase(line.text)
                self.report.add(errors.UnexpectedBody(span=child.place, word=word))
            self._read_loose_lines(lines_below, line)
        elif beneath.start == "choice_line":
            body = self._choices(line, lines_below)
        else:
            body = self.parse_body(lines_below, beneath.start, line)
        assert read.tree is not None
        built = BUILDERS[read.kind](SentenceContext(line, self.report), read.tree, body)
        if line.is_doubtful and read.is_chinese:
            self._record_ambiguity(line, read, start)
        return built

    def _record_ambiguity(self, line: SentenceLine, read: _ParsedSentence, start: str) -> None:
        """Record a different sentence with the same characters, if there is one."""
        taken = _built_sentence(line, read.tree)
        for tree, other in segmentation.readings(line, start):
            if _built_sentence(other, tree) != taken:
                self.doubts.append(ast.AmbiguousSegmentation(line.place, line.written, other.written))
                return

    def _choices(self, line: SentenceLine, lines_below: Sequence[SentenceLine]) -> tuple[ast.MemberDecl, ...]:
        """The members in the lines of a choice. The lines are not sentences, so their comments move above it."""
        members: list[ast.MemberDecl] = []
        for child in lines_below:
            read = self._sentence(child, "choice_line", line)
            if read.tree is not None:
                members += choice_members(SentenceContext(child, self.report), read.tree)
            line.comments_above += tuple(t for t in child.comments_above if t != "\n")
            line.comments_above += () if child.comment_at_end is None else (child.comment_at_end,)
            self._read_loose_lines(child.children, child)
        return tuple(members)

    def _sentence(self, line: SentenceLine, start: str, parent: SentenceLine | None, run: str = "") -> _ParsedSentence:
        """Parse one sentence at its place, or report a finding.

        `run` is the start symbol under which the sentence before would be correct. Consecutive sentences with the same
        one are reported once.
        """
        if line.is_broken:
            return _ParsedSentence(None)
        slip = explanation.ranking_without_by(line)
        if slip is not None:
            self.report.add(slip)
            return _ParsedSentence(None)
        try:
            return self._parse_sentence(line, start)
        except UnexpectedInput as problem:
            return self._explain(line, start, parent, problem, run)

    def _parse_sentence(self, line: SentenceLine, start: str) -> _ParsedSentence:
        """The tree of a sentence. Its places are relative to the sentence, so that equal sentences share a tree."""
        key = line.text, start, line.surfaces[0]
        known = self._parsed_by_text.get(key)
        if known is None:
            try:
                tree, surface = _tree(line, start)
            except UnexpectedInput:
                tree = segmentation.tree_of_other_segmentation(line, start) or segmentation.tree_around_unknown(
                    line, start
                )
                surface = Surface.CHINESE
                if tree is None:
                    raise
                key = line.text, start, surface
            known = self._parsed_by_text[key] = _ParsedSentence(tree, str(tree.data), surface is Surface.CHINESE)
        line.is_chinese = known.is_chinese
        return known

    def _report_declaration(self, line: SentenceLine) -> None:
        """Report the first declaration on the page of a policy only, because the next step is the same for all."""
        if self.is_policy and not self.has_reported_declaration:
            self.has_reported_declaration = True
            word = explanation.first_phrase(line.text)
            self.report.add(errors.DeclarationOnPolicyPage(span=line.span(0, len(word)), word=word))

    def _declares(self, line: SentenceLine, start: str) -> bool:
        """Whether a sentence that is wrong at its place is a declaration, which policies do not contain."""
        if not self.is_policy or start in grammar.DECLARATION_PLACES:
            return False
        places = (grammar.PAGE, "record_line") if self.has_header else (grammar.PAGE,)
        kinds = (kind_of(line.text, other, line.surfaces[0]) for other in places)
        return not grammar.WORD_DECLARATIONS.isdisjoint(kinds)

    def _explain(
        self, line: SentenceLine, start: str, parent: SentenceLine | None, problem: UnexpectedInput, run: str
    ) -> _ParsedSentence:
        if line.is_misindented:
            self._read_under_any_start(line, start)
            return _ParsedSentence(None)
        if self._report_later_construct(line, parent):
            return _ParsedSentence(None)
        if self._declares(line, start):
            self._report_declaration(line)
            self._read_children_as(line, grammar.PAGE)
            return _ParsedSentence(None)
        if line.surfaces[0] is Surface.CHINESE:
            cuts = [other.written for _, other in segmentation.readings(line, start)]
            if len(cuts) > 1:
                self.report.add(errors.AmbiguousWordSegmentation(span=line.place, first=cuts[0], second=cuts[1]))
            else:
                self._explain_in_chinese(line, start)
            return _ParsedSentence(None)
        elsewhere = explanation.fitting_start(line.text, start, first_terminals)
        if elsewhere is not None:
            self._report_misplaced(line, start, parent, elsewhere, is_told=elsewhere == run)
            self.misindented_start = elsewhere
            return _ParsedSentence(None)
        finding = explanation.explain(self._stop_point(line, start, problem))
        self.report.add(self._with_next_lines(finding, line, start))
        return _ParsedSentence(None)

    def _explain_in_chinese(self, line: SentenceLine, start: str) -> None:
        from ipdsl.syntax.mistakes import chinese_explanation  # most runs have no such mistake, and start faster

        self.report.add(self._with_next_lines(chinese_explanation.explain(line, start), line, start))

    def _with_next_lines(self, finding: Diagnostic, line: SentenceLine, start: str) -> Diagnostic:
        """The finding about a sentence that was broken at a wrong place. The lines that go on get no findings."""
        below = [*layout.line_and_below(line)][1:]
        if not isinstance(finding, errors.EndsEarly) or not below:
            return finding
        end, hint, edits = _end_of_broken_sentence(line, below, start)
        if not end:
            return finding
        self.report.discard([each.place for each in below[:end]], errors.IndentStep)
        line.children = below[end:]
        return with_changes(finding, hint=hint, candidates=edits)

    def _report_later_construct(self, line: SentenceLine, parent: SentenceLine | None = None) -> bool:
        """Report a sentence of a later release; the lines under it get no further findings."""
        reported = find_later_construct(line, self.is_declared, parent)
        if reported is None:
            return False
        finding, construct = reported
        self.report.add(finding)
        if construct.has_lines:
            line.children = []
        return True

    def _report_misplaced(
        self, line: SentenceLine, start: str, parent: SentenceLine | None, elsewhere: str, *, is_told: bool
    ) -> None:
        if not is_told:
            word = explanation.first_phrase(line.text)
            if elsewhere == "row_line":
                word = line.text[: max(longest_keyword(line.text, 0)[1], len(word))]
            where = grammar.PLACES[start]
            if parent is not None:
                where = Phrase("under `{above}`", "`{above}`之下", above=explanation.first_phrase(parent.text))
            rightly = grammar.PLACES[elsewhere]
            verb = keyword_at(line.text, 0)
            if elsewhere == "award_line" and verb is not None and verb.terminal == "COUNTING":
                rightly = Phrase("under an award or a cap", "奖励或最高金额之下")
            span = line.span(0, len(word))
            above = None if parent is None else keyword_at(parent.text, 0)
            if elsewhere == "row_line" and above is not None and above.terminal == "AWARD":
                advice = common_mistakes.limit_line_advice(line.text) or errors.ROWS_NEED_BY
                self.report.add(errors.MisplacedSentence(span=span, word=word, where=where, advice=advice))
            else:
                self.report.add(errors.MisplacedSentence.create(span, word, where, rightly=rightly))
        self._read_children_as(line, elsewhere)

    def _read_children_as(self, line: SentenceLine, start: str) -> None:
        """Parse the lines under a misplaced sentence as if it were in place, so that they give no further findings."""
        try:
            read = self._parse_sentence(line, start)
        except UnexpectedInput:
            return
        children, line.children = line.children, []
        below = grammar.BODIES.get(read.kind)
        siblings = [c for c in children if below is not None and not _reads(below.start, c) and _reads(start, c)]
        if children:
            self._build_sentence(line, read, [c for c in children if c not in siblings], start)
        self._read_loose_lines(siblings, line, start)  # they are under it only because it is not indented enough

    def _read_loose_lines(self, lines: Sequence[SentenceLine], parent: SentenceLine, likely: str | None = None) -> None:
        """Parse each line under a broken sentence under any start symbol that fits; report only broken lines.

        `likely` is the start symbol for lines under the parent, if the parent could be parsed.
        """
        if not lines:
            return
        if likely is None:
            keyword = explanation.probable_keyword(parent.text)
            likely = None if keyword is None else grammar.LIKELY_BODIES.get(keyword.terminal)
        for line in lines:
            if self._has_too_many_findings(line):
                return
            kind = "" if line.is_broken else self._read_under_any_start(line, likely)
            beneath = grammar.BODIES.get(kind)
            self._read_loose_lines(line.children, line, None if beneath is None else beneath.start)

    def _read_under_any_start(self, line: SentenceLine, likely: str | None) -> str:
        """Parse a line under any start symbol, the likely one first, or report a finding.

        Returns the kind of the sentence, "" if it is broken.
        """
        stopped: dict[str, UnexpectedInput] = {}
        for start in grammar.PLACES if likely is None else (likely, *grammar.PLACES):
            try:
                read = self._parse_sentence(line, start)
            except UnexpectedInput as problem:
                stopped[start] = problem
                continue
            if read.kind in BUILDERS and read.tree is not None:
                BUILDERS[read.kind](SentenceContext(line, self.report), read.tree, ())
            return read.kind
        if self._report_later_construct(line):
            return ""
        if line.surfaces[0] is Surface.CHINESE:  # this finding considers all places
            start = likely or grammar.PAGE
            self._explain_in_chinese(line, start)
        else:
            start = max(
                stopped, key=lambda candidate: (candidate == likely, stop_offset(stopped[candidate], line.text))
            )
            self.report.add(explanation.explain(self._stop_point(line, start, stopped[start])))
        return ""

    def _take_misindented(self, lines: Sequence[SentenceLine], start: str, wanted: str) -> list[SentenceLine]:
        """The lines that belong under the line above, except for their indentation."""
        taken: list[SentenceLine] = []
        for line in lines:
            if line.is_broken or _reads(start, line) or not _reads(wanted, line):
                break
            taken.append(line)
        return taken

    def _stop_point(self, line: SentenceLine, start: str, problem: UnexpectedInput) -> StopPoint:
        state: Any = getattr(problem, "interactive_parser", None)
        accepts = frozenset(state.accepts()) if state is not None else frozenset()
        first = first_terminals(start)
        if start == grammar.PAGE and self.is_vocabulary:
            first = first & grammar.VOCABULARY_KEYWORDS
            accepts = first if accepts == first_terminals(start) else accepts
        text = line.text
        return StopPoint(
            line, stop_offset(problem, text), accepts, first,
            terminals_at=lambda offset: accepted_terminals(text[:offset], start),
            reads=lambda other: kind_of(other, start) is not None,
            is_declared=self.is_declared,
            currency=self.currency,
        )  # fmt: skip


def _end_of_broken_sentence(
    line: SentenceLine, below: Sequence[SentenceLine], start: str
) -> tuple[int, Phrase, tuple[Edit, ...]]:
    """How many of the lines under an incomplete sentence belong to it, and the edit that joins them."""
    surface = line.surfaces[0]
    for count, mark in itertools.product(range(1, len(below) + 1), (" ", ", ")):
        text = mark.join([line.text, " ".join(each.text for each in below[:count])])
        if kind_of(text, start, surface) is not None:
            shown = "，" if mark != " " and surface is Surface.CHINESE else mark
            end, first = line.span(len(line.text), len(line.text)), below[0].place
            edit = Edit(attrs.evolve(end, end_line=first.line, end_column=first.column), shown)
            return count, common_mistakes.LINE_BREAK_ADVICE, (edit,) if count == 1 else ()
    readable = (
        any(kind_of(each.text, other, surface) not in grammar.NAMELIKE_KINDS for other in grammar.PLACES)
        or keyword_at(each.text, 0) is not None
        for each in below
    )
    return (
        sum(1 for _ in itertools.takewhile(lambda is_readable: not is_readable, readable)),
        common_mistakes.LINE_BREAK_ADVICE,
        (),
    )


def _tree(line: SentenceLine, start: str) -> tuple[Any, Surface]:
    """The tree of a sentence, and the surface that parses it; raises the exception of the likely surface."""
    first, *other_surfaces = line.surfaces
    try:
        return sentence_parser(first).parse(line.text, start=start), first
    except UnexpectedInput:
        for surface in other_surfaces:
            try:
                return sentence_parser(surface).parse(line.text, start=start), surface
            except UnexpectedInput:
                continue
        raise


def _built_sentence(line: SentenceLine, tree: Any) -> object:
    """The node of a sentence without the lines under it, which is equal for different words with the same meaning."""
    builder = BUILDERS.get(str(tree.data))
    return tree if builder is None else builder(SentenceContext(line, Report()), tree, ())


def _reads(start: str, line: SentenceLine) -> bool:
    """Whether a line is a sentence under a start symbol."""
    try:
        _tree(line, start)
    except UnexpectedInput:
        return False
    return True


def _flatten_misindented(lines: Sequence[SentenceLine]) -> list[SentenceLine]:
    """Lines at one depth: lines under a misindented one become its siblings."""
    flat_lines: list[SentenceLine] = []
    for line in lines:
        flat_lines.append(line)
        if line.is_misindented:
            flat_lines += line.children
            line.children = []
    return flat_lines


@functools.cache
def first_terminals(start: str) -> frozenset[str]:
    """The terminals with which an English sentence may begin under a start symbol."""
    return accepted_terminals("", start)


def parse(source: Source, names: segmentation.Names | None = None) -> tuple[ast.Page, Report]:
    """The page as a tree of sentences, and findings about how it is written.

    `names` gives the names of vocabularies, which are needed to segment Chinese sentences without blanks.
    """
    laid_out, report = layout.read_layout(source)
    first = _first_terminal(laid_out)
    begins_so = first not in ("", "CASES_FOR", *_VOCABULARY_VERBS)
    of_policy = begins_so and not any(_VOCABULARY.match(line.text) for line in laid_out.lines)
    segmentation.segment_page(laid_out, names, of_policy=of_policy)
    page = _PageParser(
        report,
        is_vocabulary=first == "VOCABULARY",
        is_policy=of_policy,
        is_declared=_declared_words(laid_out, names) if of_policy else lambda word: True,
        currency=next((code[1] for line in laid_out.all_lines() if (code := _CURRENCY.match(line.text))), "CNY"),
        has_header=first == "POLICY",
    )
    sentences = page.parse_body(laid_out.lines, grammar.PAGE, None)
    header: Any = None
    uses: list[ast.UseLine | ast.LanguageLine] = []
    items: list[Any] = []
    for index, sentence in enumerate(sentences):
        match sentence:
            case ast.PolicyLine() | ast.VocabularyLine() | ast.CasesLine():
                if index == 0 and _is_first(sentence, laid_out):
                    header = sentence
                else:
                    word = "policy" if isinstance(sentence, ast.PolicyLine) else "vocabulary"
                    word = "cases for" if isinstance(sentence, ast.CasesLine) else word
                    report.add(errors.HeaderNotFirst(span=sentence.span, word=word))
            case ast.UseLine() | ast.LanguageLine():
                uses.append(sentence)
            case _:
                items.append(sentence)
    span = _page_span(source)
    return ast.Page(
        span=span,
        header=header,
        uses=tuple(uses),
        items=tuple(items),
        trailing=laid_out.trailing,
        doubts=tuple(page.doubts),
    ), report


def _declared_words(laid_out: layout.Layout, names: segmentation.Names | None) -> Callable[[str], bool]:
    """Whether the page or a vocabulary that it uses declares a word. Without vocabularies every word may be declared.

    The vocabularies are read only when a finding asks.
    """

    @functools.cache
    def all_names() -> frozenset[str]:
        return frozenset(() if names is None else names(segmentation.used_names(laid_out.all_lines())))

    return lambda word: not all_names() or word in all_names()


_VOCABULARY_VERBS = tuple(verb[1:] for verb in grammar.VOCABULARY_KEYWORDS - {"_USE", "_LANGUAGE"})
_CURRENCY = re.compile(r"(?:currency|币种) *([A-Z]{3})(?!\w)")
_VOCABULARY = re.compile(r"(?:vocabulary|词汇)(?!\w)")
"""Matches a vocabulary line. A page with one declares words, even if another finding says that it is not the first."""


def _first_terminal(laid_out: layout.Layout) -> str:
    """The terminal of the first keyword of a page, which determines the kind of page; "" if it has a typo."""
    text = laid_out.lines[0].text if laid_out.lines else ""
    first = keyword_at(text, 0)
    if first is not None:
        return first.terminal
    kinds = (t for t in ("VOCABULARY", "CASES_FOR") if text.startswith(keywords.chinese()[t].preferred_phrase))
    return next(kinds, "" if text[:1].isascii() else "POLICY")


def _is_first(sentence: ast.Sentence, laid_out: layout.Layout) -> bool:
    return sentence.span == laid_out.lines[0].place


def _page_span(source: Source) -> Span:
    lines = source.lines()
    return Span(source.name, 1, 1, len(lines), len(lines[-1]) + 1)
