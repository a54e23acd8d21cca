"""Text to syntax tree: `parse` reads a page and never fails; what is wrong with it stands in the report.

Lark reads one sentence at a time, under the start symbol that belongs to its place. So a broken sentence gives one
finding, and its neighbours give none. The lines beneath a broken sentence are read under any start symbol that fits
them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

import attrs
from lark.exceptions import UnexpectedInput

from ipdsl.diagnostics.model import Report
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.source import Source, Span
from ipdsl.syntax import ast, bodies, chinese_trouble, errors, keywords, layout, layout_errors, parting, trouble
from ipdsl.syntax.builders import awards, cases, policy, vocabulary
from ipdsl.syntax.builders.context import Builder, Context
from ipdsl.syntax.expectations import StopPoint, keyword_at
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import Line
from ipdsl.syntax.tables import accepted, kind_of, sentence_parser, stopped_at
from ipdsl.syntax.tree import Branch
from ipdsl.value_object import ValueObject

MAX_ROWS = 2_000
BUILDERS: dict[str, Builder] = {**policy.BUILDERS, **awards.BUILDERS, **vocabulary.BUILDERS, **cases.BUILDERS}


@attrs.frozen(eq=False, repr=False)
class _Read(ValueObject):
    """One sentence read: its tree, or none where it is broken."""

    tree: Branch | None
    kind: str = ""
    is_chinese: bool = False


@attrs.define(eq=False, repr=False)
class _Page:
    """The state of one pass over the sentences of a page."""

    report: Report
    gave_up: bool = False
    astray: str = ""
    of_vocabulary: bool = False
    of_policy: bool = True
    has_header: bool = False
    declares: bool = False
    doubts: list[ast.Doubt] = attrs.field(factory=list)
    _read: dict[tuple[str, str, Surface], _Read] = attrs.field(factory=dict)

    def body(self, lines: Sequence[Line], start: str, parent: Line | None) -> tuple[ast.Sentence, ...]:
        """The sentences beneath one, or of the page, in order, without the broken ones."""
        found: list[ast.Sentence] = []
        if len(lines) > MAX_ROWS and parent is not None:
            self.report.add(layout_errors.TooManyRows(span=lines[MAX_ROWS].place, count=len(lines), limit=MAX_ROWS))
            lines = lines[:MAX_ROWS]
        at = 0
        while at < len(lines) and not self._too_many(lines[at]):
            line = lines[at]
            at += 1
            before, self.astray = self.astray, ""
            run = before if at > 1 else ""
            read = self._sentence(line, start, parent, run)
            if read.tree is None:
                self._loose(line.children, line)
                continue
            if start == bodies.PAGE and read.kind in bodies.OWN_WORDS:
                self._own_words(line)
            beneath = bodies.BODIES.get(read.kind)
            below: Sequence[Line] = line.children
            if beneath is not None and beneath.needs and not below:
                taken = self._astray(lines[at:], start, beneath.start)
                at += len(taken)
                below = _beside_each_other(taken)
                if not any(line.is_astray for line in taken):
                    word = trouble.first_phrase(line.text)
                    self.report.add(layout_errors.MissingBody(span=line.place, word=word, what=beneath.needs))
            found.append(self._build(line, read, below, start))
        return tuple(found)

    def _too_many(self, line: Line) -> bool:
        if not self.gave_up and len(self.report) >= layout.MAX_FINDINGS:
            self.gave_up = True
            self.report.add(layout_errors.TooManyFindings(span=line.place, count=layout.MAX_FINDINGS))
        return self.gave_up

    def _build(self, line: Line, read: _Read, below: Sequence[Line], start: str) -> ast.Sentence:
        beneath = bodies.BODIES.get(read.kind)
        body: tuple[Any, ...] = ()
        if beneath is None:
            for child in () if below[:1] and below[0].is_astray else below[:1]:
                word = trouble.first_phrase(line.text)
                self.report.add(layout_errors.NothingBeneath(span=child.place, word=word))
            self._loose(below, line)
        elif beneath.start == "choice_line":
            body = self._choices(line, below)
        else:
            body = self.body(below, beneath.start, line)
        assert read.tree is not None
        built = BUILDERS[read.kind](Context(line, self.report), read.tree, body)
        if line.is_doubtful and read.is_chinese:
            self._doubt(line, read, start)
        return built

    def _doubt(self, line: Line, read: _Read, start: str) -> None:
        """Keep another sentence that the same characters are, if they are one."""
        taken = _sentence_of(line, read.tree)
        for tree, other in parting.readings(line, start):
            if _sentence_of(other, tree) != taken:
                self.doubts.append(ast.Doubt(line.place, line.written, other.written))
                return

    def _choices(self, line: Line, below: Sequence[Line]) -> tuple[ast.MemberDecl, ...]:
        """Lines of members are no sentences of their own: their comments go above the choice."""
        found: list[ast.MemberDecl] = []
        for child in below:
            read = self._sentence(child, "choice_line", line)
            if read.tree is not None:
                found += vocabulary.choices(Context(child, self.report), read.tree)
            line.before += tuple(t for t in child.before if t != "\n")
            line.before += () if child.after is None else (child.after,)
            self._loose(child.children, child)
        return tuple(found)

    def _sentence(self, line: Line, start: str, parent: Line | None, run: str = "") -> _Read:
        """Read one sentence where it stands; a finding where that fails.

        `run` is the start under which the sentence just before would be right: a run of such is told once.
        """
        if line.is_broken:
            return _Read(None)
        slip = trouble.unranked(line)
        if slip is not None:
            self.report.add(slip)
            return _Read(None)
        try:
            return self._parsed(line, start)
        except UnexpectedInput as problem:
            return self._explain(line, start, parent, problem, run)

    def _parsed(self, line: Line, start: str) -> _Read:
        """The tree of a sentence: places in it are those within the sentence, so that equal ones share a tree."""
        key = line.text, start, line.surfaces[0]
        known = self._read.get(key)
        if known is None:
            try:
                tree, surface = _tree(line, start)
            except UnexpectedInput:
                tree = parting.cut_otherwise(line, start) or parting.cut_around_unknown(line, start)
                surface = Surface.CHINESE
                if tree is None:
                    raise
                key = line.text, start, surface
            known = self._read[key] = _Read(tree, str(tree.data), surface is Surface.CHINESE)
        line.is_chinese = known.is_chinese
        return known

    def _own_words(self, line: Line) -> None:
        """Report the first declaration on the page of a policy: the next step is one for all of them."""
        if self.of_policy and not self.declares:
            self.declares = True
            word = trouble.first_phrase(line.text)
            self.report.add(layout_errors.OwnWords(span=line.span(0, len(word)), word=word))

    def _declares(self, line: Line, start: str) -> bool:
        """Whether a sentence that is none where it stands declares words that no policy does."""
        if not self.of_policy or start in bodies.IN_DECLARATIONS:
            return False
        places = (bodies.PAGE, "record_line") if self.has_header else (bodies.PAGE,)
        kinds = (kind_of(line.text, other, line.surfaces[0]) for other in places)
        return not bodies.OWN_WORDS.isdisjoint(kinds)

    def _explain(self, line: Line, start: str, parent: Line | None, problem: UnexpectedInput, run: str) -> _Read:
        if line.is_astray:
            self._read_anyhow(line, start)
            return _Read(None)
        if self._declares(line, start):
            self._own_words(line)
            self._read_children_as(line, bodies.PAGE)
            return _Read(None)
        if line.surfaces[0] is Surface.CHINESE:
            cuts = [other.written for _, other in parting.readings(line, start)]
            if len(cuts) > 1:
                self.report.add(errors.TwoCuts(span=line.place, first=cuts[0], second=cuts[1]))
            else:
                self.report.add(chinese_trouble.explain(line, start))
            return _Read(None)
        elsewhere = trouble.misplaced(line.text, start, first_terminals)
        if elsewhere is not None:
            self._misplaced(line, start, parent, elsewhere, is_told=elsewhere == run)
            self.astray = elsewhere
            return _Read(None)
        self.report.add(trouble.explain(self._place(line, start, problem)))
        return _Read(None)

    def _misplaced(self, line: Line, start: str, parent: Line | None, elsewhere: str, *, is_told: bool) -> None:
        if not is_told:
            word = trouble.first_phrase(line.text)
            where = bodies.PLACES[start]
            if parent is not None:
                where = Phrase("beneath `{above}`", "`{above}`之下", above=trouble.first_phrase(parent.text))
            rightly = bodies.PLACES[elsewhere]
            span = line.span(0, len(word))
            self.report.add(layout_errors.Misplaced(span=span, word=word, where=where, rightly=rightly))
        self._read_children_as(line, elsewhere)

    def _read_children_as(self, line: Line, start: str) -> None:
        """The lines beneath a misplaced sentence are read as what they are, so that they raise no echo."""
        try:
            read = self._parsed(line, start)
        except UnexpectedInput:
            return
        children, line.children = line.children, []
        below = bodies.BODIES.get(read.kind)
        beside = [c for c in children if below is not None and not _reads(below.start, c) and _reads(start, c)]
        if children:
            self._build(line, read, [c for c in children if c not in beside], start)
        self._loose(beside, line, start)  # they stand beneath it only because it stands too far to the left

    def _loose(self, lines: Sequence[Line], parent: Line, likely: str | None = None) -> None:
        """Lines beneath a broken one: each is read under any start that fits, and only a broken one is told.

        `likely` is the start that belongs beneath the parent, where the parent could be read.
        """
        if not lines:
            return
        if likely is None:
            keyword = trouble.meant(parent.text)
            likely = None if keyword is None else bodies.BENEATH.get(keyword.terminal)
        for line in lines:
            if self._too_many(line):
                return
            kind = "" if line.is_broken else self._read_anyhow(line, likely)
            beneath = bodies.BODIES.get(kind)
            self._loose(line.children, line, None if beneath is None else beneath.start)

    def _read_anyhow(self, line: Line, likely: str | None) -> str:
        """Read under any start, the likely one first; a finding where none fits. Gives the kind of the sentence."""
        stopped: dict[str, UnexpectedInput] = {}
        for start in bodies.PLACES if likely is None else (likely, *bodies.PLACES):
            try:
                read = self._parsed(line, start)
            except UnexpectedInput as problem:
                stopped[start] = problem
                continue
            if read.kind in BUILDERS and read.tree is not None:
                BUILDERS[read.kind](Context(line, self.report), read.tree, ())
            return read.kind
        if line.surfaces[0] is Surface.CHINESE:  # its finding knows all places itself
            start = likely or bodies.PAGE
            self.report.add(chinese_trouble.explain(line, start))
        else:
            start = max(stopped, key=lambda one: (one == likely, stopped_at(stopped[one], line.text)))
            self.report.add(trouble.explain(self._place(line, start, stopped[start])))
        return ""

    def _astray(self, lines: Sequence[Line], start: str, wanted: str) -> list[Line]:
        """Lines that belong beneath the one above and lack only their indentation."""
        taken: list[Line] = []
        for line in lines:
            if line.is_broken or _reads(start, line) or not _reads(wanted, line):
                break
            taken.append(line)
        return taken

    def _place(self, line: Line, start: str, problem: UnexpectedInput) -> StopPoint:
        state: Any = getattr(problem, "interactive_parser", None)
        accepts = frozenset(state.accepts()) if state is not None else frozenset()
        first = first_terminals(start)
        if start == bodies.PAGE and self.of_vocabulary:
            first = first & bodies.OF_VOCABULARY
            accepts = first if accepts == first_terminals(start) else accepts
        text = line.text
        return StopPoint(
            line, stopped_at(problem, text), accepts, first,
            accepted_at=lambda offset: accepted(text[:offset], start),
            reads=lambda other: kind_of(other, start) is not None,
        )  # fmt: skip


def _tree(line: Line, start: str) -> tuple[Any, Surface]:
    """The tree of a sentence in the surface that reads it; the likely one says why none does."""
    first, *others = line.surfaces
    try:
        return sentence_parser(first).parse(line.text, start=start), first
    except UnexpectedInput:
        for surface in others:
            try:
                return sentence_parser(surface).parse(line.text, start=start), surface
            except UnexpectedInput:
                continue
        raise


def _sentence_of(line: Line, tree: Any) -> object:
    """What a tree says, without what stands beneath it: one thing may be said in two words or in one."""
    builder = BUILDERS.get(str(tree.data))
    return tree if builder is None else builder(Context(line, Report()), tree, ())


def _reads(start: str, line: Line) -> bool:
    """Whether a line is a sentence under a start symbol."""
    try:
        _tree(line, start)
    except UnexpectedInput:
        return False
    return True


def _beside_each_other(lines: Sequence[Line]) -> list[Line]:
    """Lines of one depth: what seems to stand beneath one whose depth is wrong stands beside it."""
    found: list[Line] = []
    for line in lines:
        found.append(line)
        if line.is_astray:
            found += line.children
            line.children = []
    return found


@functools.cache
def first_terminals(start: str) -> frozenset[str]:
    """The terminals with which an English sentence may begin under a start symbol."""
    return accepted("", start)


def parse(source: Source, names: parting.Names | None = None) -> tuple[ast.Page, Report]:
    """The page as a tree of sentences, and what is wrong with how it is written.

    `names` are asked where Chinese sentences may leave out the blanks between words.
    """
    laid_out, report = layout.read(source)
    first = _first(laid_out)
    begins_so = first not in ("", "CASES_FOR", *_DECLARING)
    of_policy = begins_so and not any(_VOCABULARY.match(line.text) for line in laid_out.lines)
    parting.part_words(laid_out, names, of_policy=of_policy)
    page = _Page(report, of_vocabulary=first == "VOCABULARY", of_policy=of_policy, has_header=first == "POLICY")
    sentences = page.body(laid_out.lines, bodies.PAGE, None)
    header: Any = None
    uses: list[ast.Use | ast.LanguageLine] = []
    items: list[Any] = []
    for at, sentence in enumerate(sentences):
        match sentence:
            case ast.PolicyLine() | ast.VocabularyLine() | ast.CasesLine():
                if at == 0 and _is_first(sentence, laid_out):
                    header = sentence
                else:
                    word = "policy" if isinstance(sentence, ast.PolicyLine) else "vocabulary"
                    word = "cases for" if isinstance(sentence, ast.CasesLine) else word
                    report.add(layout_errors.HeaderNotFirst(span=sentence.span, word=word))
            case ast.Use() | ast.LanguageLine():
                uses.append(sentence)
            case _:
                items.append(sentence)
    span = _whole(source)
    return ast.Page(
        span=span,
        header=header,
        uses=tuple(uses),
        items=tuple(items),
        trailing=laid_out.trailing,
        doubts=tuple(page.doubts),
    ), report


_DECLARING = tuple(verb[1:] for verb in bodies.OF_VOCABULARY - {"_USE", "_LANGUAGE"})
_VOCABULARY = re.compile(r"(?:vocabulary|词汇)(?!\w)")
"""A page that has such a line declares words; where it is not the first, that is told."""


def _first(laid_out: layout.Layout) -> str:
    """The terminal of the keyword with which a page begins, which says what kind of page it is; empty for a slip."""
    text = laid_out.lines[0].text if laid_out.lines else ""
    first = keyword_at(text, 0)
    if first is not None:
        return first.terminal
    kinds = (t for t in ("VOCABULARY", "CASES_FOR") if text.startswith(keywords.chinese()[t].shown))
    return next(kinds, "" if text[:1].isascii() else "POLICY")


def _is_first(sentence: ast.Sentence, laid_out: layout.Layout) -> bool:
    return sentence.span == laid_out.lines[0].place


def _whole(source: Source) -> Span:
    lines = source.lines()
    return Span(source.name, 1, 1, len(lines), len(lines[-1]) + 1)
