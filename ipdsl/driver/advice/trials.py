"""Try the edits of findings on a page, and keep those after which the page checks.

Each finding may bring edits (`candidates`), and official wording is read into whole sentences (`rewordings`). A trial
applies one edit to the text, and parses and checks the page. An edit is right if the finding is gone and the page has
no finding that it did not have before. Findings that the page also has without the sentence are not caused by the edit;
an earlier mistake only hid them.

The number of trials per page is limited, and so is the number of lines that all trials read. The time is not
limited, so equal pages always get equal advice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product

import attrs

from ipdsl.base.findings.finding import (
    Diagnostic,
    Edit,
    RelatedPlace,
    Report,
    Severity,
    fields_of,
    is_misspelt,
    loses_word,
    with_changes,
)
from ipdsl.base.findings.phrase import NOTHING, Language, Phrase, localize_value
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Source, Span
from ipdsl.driver.advice.blocks import AWARD, RULE, SentenceBlock, blocks_of
from ipdsl.driver.advice.kept_words import (
    PageWords,
    chooses_scope,
    comparison_phrases,
    has_open_bound,
    lost_words,
    omitted_words,
    words_of_no_award,
)
from ipdsl.driver.advice.rewording import edit_of_differences, edit_of_missing_value
from ipdsl.driver.advice.scopes import examples, other_scope, sum_text
from ipdsl.semantics.errors.lints import NegativeDifference, NoCapOnRate, UnboundBeneficiaries, ValueWithoutRecord
from ipdsl.semantics.errors.names_and_types import (
    DuplicateLabel,
    OperandMismatch,
    RowMismatch,
    ShareWithoutPercentage,
    UnknownApplicantWord,
    UnknownKey,
    UnknownRecord,
    UnknownWord,
)
from ipdsl.semantics.errors.policy import (
    CarriedMoneyRemains,
    HeadMismatch,
    OtherwiseNotLast,
    OutsideArticle,
    RuleWithoutEffect,
)
from ipdsl.semantics.lookup import Vocabulary
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from ipdsl.syntax.common_mistakes import STANDING_ADVICE
from ipdsl.syntax.errors import (
    Dedent,
    IndentStep,
    MisplacedSentence,
    MixedConnectives,
    ShareWithoutBrackets,
    UnexpectedBody,
)
from ipdsl.syntax.explanation import is_chinese_typo
from ipdsl.syntax.layout import has_chinese

MOST_TRIALS = 60
"""The most trials for one page."""
MOST_LINES = 30_000
"""The most lines that all trials for one page read."""

_ABOUT_THE_DOCUMENT = (CarriedMoneyRemains, NoCapOnRate, UnboundBeneficiaries, ValueWithoutRecord)
"""Warnings about what the document leaves out. The sentence as written leaves it out too, so they question no edit."""

_UNKNOWN = (UnknownWord, UnknownRecord, UnknownApplicantWord, UnknownKey, RowMismatch)
"""Findings of a sentence that can be parsed, but may be official wording."""
_WITH_READING = (DuplicateLabel, HeadMismatch, OperandMismatch, OtherwiseNotLast, ShareWithoutPercentage)
"""Findings of a sentence of the language whose reading may have the missing label, head, order, share or currency."""

_MISINDENTED = (Dedent, IndentStep, MisplacedSentence, OutsideArticle, RuleWithoutEffect, UnexpectedBody)
"""Findings of a line that may only have the wrong indentation."""

_SECOND_SHARE = re.compile(r"\s*(?:plus|less)\s+\d[\d.]*\s*% of\b", re.IGNORECASE)
"""After a share: a second one. Each has its own base, so brackets are the only thing missing."""

Check = Callable[[Source], Report]
"""From a text to all its findings, without trials."""

Parse = Callable[[Source], ast.Page | None]
"""From a text to its page."""


Reword = Callable[[SentenceBlock], Sequence[Sequence[str]]]
"""From a block to its readings, each as the lines of sentences. If two right readings differ, none is proposed."""


def with_tried_edits(
    report: Report,
    source: Source,
    check: Check,
    reword: Reword | None = None,
    words: Vocabulary | None = None,
    parse: Parse = lambda source: None,
) -> Report:
    """The findings, those with a right edit with that edit as their help. `words` are those of the page."""
    return Report(list(_one_for_each_word(list(_Trials(report, source, check, reword, words, parse).findings()))))


def _one_for_each_word(findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings; an unknown word without an edit has one, with the number of its places."""
    unknown = [each for each in findings if isinstance(each, UnknownWord) and not each.edits]
    by_word = values_by_key((each.word, each) for each in unknown)
    for finding in findings:
        if not isinstance(finding, UnknownWord) or finding.edits:
            yield finding
        elif by_word[finding.word][0] is finding:
            spans = (each.span for each in by_word[finding.word])
            further = [span for span in dict.fromkeys(spans) if span not in (None, finding.span)]
            note = Phrase("the next of {count} places", "共{count}处，这是第二处", count=str(len(further) + 1))
            related = (RelatedPlace(span, note) for span in further[:1] if span is not None)
            yield with_changes(finding, related=(*finding.related, *related))


@attrs.define(eq=False, repr=False, slots=False)
class _Trials:
    """The trials of one page."""

    report: Report
    source: Source
    check: Check
    reword: Reword | None
    words: Vocabulary | None = None
    parse: Parse = lambda source: None
    trials_left: int = 0
    blocks: Sequence[SentenceBlock] = ()
    errors: Sequence[Diagnostic] = ()
    kept: list[Edit] = attrs.field(factory=list)
    refuted: set[Diagnostic] = attrs.field(factory=set)
    reads_line: bool = False
    """Whether the line of the last edit could be parsed, but has other findings."""
    _read: dict[int, Sequence[Edit]] = attrs.field(factory=dict)
    _without_block: dict[int, Counter[tuple[str, str]]] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.trials_left = min(MOST_TRIALS, MOST_LINES // max(len(self.source.lines()), 1))

    def findings(self) -> Iterator[Diagnostic]:
        edits: dict[Diagnostic, Sequence[Edit]] = {}
        findings = [f for f in self.report if f.span is not None and f.span.file == self.source.name]
        self.errors = errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        self.blocks = blocks = blocks_of(self.source) if errors else []
        for finding in findings:
            if finding in edits:
                continue
            block = _block_at(blocks, finding)
            inside = [f for f in errors if block is not None and _block_at(blocks, f) is block]
            is_settled = any(f in edits or self._has_two_meanings(f) for f in inside)
            unread = block if inside[:1] == [finding] and not is_settled else None
            right = () if unread is None else self._right_pair(unread)
            if not right:
                right = self._right_candidate(finding)
                if right:
                    edits[finding] = self._keep(right)
                    continue
            if not right and unread is not None and not isinstance(finding, Dedent | IndentStep):
                right = self._right_rewording(unread)
            if right:
                lines = range(right[0].span.line, right[0].span.end_line + 1)
                inside += [f for f in errors if f.span is not None and f.span.line in lines]
                edits |= dict.fromkeys(inside, self._keep(right))
        for finding in self.report:
            right = edits.get(finding, ())
            if right:
                yield with_changes(finding, **{"edits" if len(right) == 1 else "alternatives": tuple(right)})
            elif finding in self.refuted and (
                "hint" in fields_of(type(finding)) and getattr(finding, "hint", NOTHING) not in STANDING_ADVICE
            ):
                yield with_changes(finding, hint=NOTHING)
            else:
                yield finding

    def _has_two_meanings(self, finding: Diagnostic) -> bool:
        """Whether the sentence of a finding has two meanings. The help names both, and no edit chooses one."""
        if not isinstance(finding, ShareWithoutBrackets) or finding.span is None:
            return isinstance(finding, MixedConnectives)
        line = self.source.lines()[finding.span.end_line - 1]
        return _SECOND_SHARE.match(line, finding.span.end_column - 1) is None

    def _keep(self, right: Sequence[Edit]) -> Sequence[Edit]:
        """Keep a right edit; not if there are two, of which the author chooses one.

        The results have the edited lines, for the help.
        """
        self.kept += right if len(right) == 1 else ()
        return [attrs.evolve(edit, lines=_edited_lines(self.source, edit)) for edit in right]

    def _right_candidate(self, finding: Diagnostic) -> Sequence[Edit]:
        """The first right edit of a finding, or two if the sentence has two meanings.

        A hint that only describes a refuted edit is wrong advice, too.
        """
        made = [edit_of_differences(finding, self.source)] if isinstance(finding, NegativeDifference) else []
        if isinstance(finding, ValueWithoutRecord):
            made += [edit_of_missing_value(value, finding.number, self.source) for value in finding.values]
        block = None if made else _block_at(self.blocks, finding)  # such an edit keeps the only meaning
        bounded = [block] if block is not None and self._has_open_bound(block) else []
        moved = [edit for edit in self._indentations(finding) if self._is_right(edit, finding)]
        if len(moved) == 1:
            return moved
        has_two_meanings = bool(bounded) or self._has_two_meanings(finding)
        for edit in (*finding.candidates, *made, *self._near_words(finding)):
            if any(_overlaps(edit.span, other.span) for other in self.kept):
                continue
            if has_two_meanings:
                return self._right_meanings(edit, finding, bounded) or ()
            if self._is_right(edit, finding):
                return (edit,)
            if edit in finding.candidates and self.reads_line and edit.replacement.strip(" ,，:："):
                self.refuted.add(finding)
        return ()

    def _right_meanings(
        self, edit: Edit, finding: Diagnostic | None, blocks: Sequence[SentenceBlock] = ()
    ) -> Sequence[Edit] | None:
        """An edit of one line and the one of the other scope, if both are right; each with its sum for an example.

        `None` if the edit has one scope. An edit of more lines, or with more scopes, is not proposed.
        """
        after = Source(self.source.name, apply_edits(self.source, [edit]))
        first, last = edit.span.line, edit.span.end_line + _added_lines(edit)
        line = after.lines()[first - 1]
        is_chinese, has_open_limit = has_chinese(line), self._has_open_bound(*blocks)
        limit, scopes = None, []
        for value in nodes(self.parse(after), ast.Node) if self.words is not None else ():
            if not first <= value.span.line == value.span.end_line <= last:
                continue
            limit = value.at_most if isinstance(value, ast.FixedAmount) else limit
            other = other_scope(value, is_chinese=is_chinese, has_open_limit=has_open_limit)
            if other is not None:
                scopes.append((value, other, None if isinstance(value, ast.FixedAmount) else limit))
        if len(scopes) != 1 or first != last or edit.span.end_line != first or self.words is None:
            return () if scopes else None
        value, other, limit = scopes[0]
        text = sum_text(other, is_chinese=is_chinese)
        new = line[: value.span.column - 1] + text + line[value.span.end_column - 1 :]
        whole = Span(edit.span.file, first, 1, first, len(self.source.lines()[first - 1]) + 1)
        sums = examples((value, other), limit, self.words)
        both = [Edit(whole, text, example=example) for text, example in zip((line, new), sums, strict=True)]
        return both if all(self._is_right(each, finding, blocks, is_choice=True) for each in both) else ()

    def _indentations(self, finding: Diagnostic) -> Iterator[Edit]:
        """The edits that give a misindented line the indentation of a line before it, or one step more."""
        if not isinstance(finding, _MISINDENTED) or finding.span is None:
            return
        lines, number = self.source.lines(), finding.span.line
        if isinstance(finding, Dedent) and any(isinstance(each, IndentStep) for each in self.errors):
            return  # the line above is misindented
        here, *above = [len(line) - len(line.lstrip(" ")) for line in lines[number - 1 :: -1] if line.strip()]
        until = above.index(0) + 1 if 0 in above else len(above)
        depths = sorted({*above[:until], above[0] + 2} - {here}) if above else ()
        for depth in depths:
            yield Edit(Span(self.source.name, number, 1, number, here + 1), " " * depth)

    def _near_words(self, finding: Diagnostic) -> Iterator[Edit]:
        """The edits that replace the word of a finding by a near word: a keyword, or one that differs by typos."""
        if finding.span is None or finding.span.line != finding.span.end_line:
            return
        line = self.source.lines()[finding.span.line - 1]
        language = Language.ZH if has_chinese(re.sub('["“][^"”]*["”]', "", line)) else Language.EN
        written = line[finding.span.column - 1 : finding.span.end_column - 1]
        is_keyword = finding.code.startswith("S")
        if is_keyword and sum(written.lower() in phrase.split() for phrase in comparison_phrases()) > 1:
            return  # `at` of `at least` and `at most`
        if not is_keyword and self._page_words.declares(written):
            return  # another declared word, not a typo
        for word in finding.nearest:
            near = str(localize_value(word, language))
            if is_keyword or is_misspelt(written, str(word)) or is_misspelt(written, near):
                yield Edit(finding.span, near)

    def _right_rewording(self, block: SentenceBlock) -> Sequence[Edit]:
        """The edit of the only reading of a block that is right, or two if its sum has two scopes."""
        readings = self._readings(block)
        for edit in readings:
            both = self._right_meanings(edit, None, (block,)) if self._breaks(edit, None, chooses_scope) else None
            if both or (both is not None and len(readings) == 1):
                return both
        if self._has_open_bound(block):
            choices = (self._right_meanings(edit, None, (block,)) for edit in readings)
            return next(filter(None, choices), ())
        readings = [edit for edit in readings if self._covers_what_it_names(block, edit)]
        return (
            self._right_of((readings,), (block,))
            or self._right_pair(block, is_next_unread=False)
            or self._right_above_rule(readings, block)
        )

    def _right_above_rule(self, readings: Sequence[Edit], block: SentenceBlock) -> Sequence[Edit]:
        """The right edit of an award with the rule of the language before it, which is written below it."""
        before = next((each for each in self.blocks if each.last == block.first - 1), None)
        if before is None or before.has_comments or any(_block_at([before], each) for each in self.errors):
            return ()
        rule = self._as_written(before)
        turned = [_join(self.source, rule, edit)[1] for edit in readings if _is_award(edit)]
        return () if _is_award(rule) else self._right_of((turned,), (before, block))

    def _right_pair(self, block: SentenceBlock, *, is_next_unread: bool = True) -> Sequence[Edit]:
        """The right edit of an award and its rule: a block and the next one, which is unread too, or of the language.

        A rule checks only with the award that it covers, and is written after it; official wording may state it first.
        """
        following = next((each for each in self.blocks if each.first == block.last + 1), None)
        if following is None or following.has_comments or self._has_open_bound(block, following):
            return ()
        if is_next_unread != any(_block_at(self.blocks, each) is following for each in self.errors):
            return ()
        written = () if is_next_unread else (self._as_written(following),)
        orders: tuple[list[list[Edit]], list[list[Edit]]] = ([[], []], [[], []])
        for edit, other in product(self._readings(block), dict.fromkeys((*written, *self._readings(following)))):
            if edit == self._as_written(block) or _is_award(edit) == _is_award(other):
                continue
            award, rule, place = (edit, other, following) if _is_award(edit) else (other, edit, block)
            if self._covers_what_it_names(place, rule, award.replacement):
                for order, both in zip(orders, _join(self.source, edit, other), strict=True):
                    order[written != () and other not in written].append(both)
        return self._right_of((*orders[0], *orders[1]), (block, following))

    def _readings(self, block: SentenceBlock) -> Sequence[Edit]:
        """The edits of the readings of a block by the phrase book.

        For some errors of a sentence of the language, a reading that keeps each word of it is the next step. A Chinese
        sentence stays as it is, because its words are not divided; the lines under it may have another order.
        """
        if block.first not in self._read and self.reword is not None and not block.has_comments:
            inside = [each for each in self.errors if _block_at([block], each)]
            is_unread = not inside or any(each.code.startswith("S") or isinstance(each, _UNKNOWN) for each in inside)
            is_tried = is_unread or any(isinstance(each, _WITH_READING) for each in inside)
            edits = [block.edit(self.source, lines) for lines in self.reword(block)] if is_tried else []
            self._read[block.first] = [each for each in edits if is_unread or self._keeps_sentence(block, each)]
        return self._read.get(block.first, ())

    def _keeps_sentence(self, block: SentenceBlock, edit: Edit) -> bool:
        is_below = edit.span.line > block.first
        return (is_below or block.line.text.isascii()) and not self._breaks(edit, None, lost_words)

    def _covers_what_it_names(self, block: SentenceBlock, edit: Edit, award: str = "") -> bool:
        """Whether a rule is on no other awards than its author names: its words are in its edit or in each award above.

        A rule in the sentence of an award is on this one, but its edit would be on those above, too.
        """
        place = self.blocks.index(block)
        above = self.blocks[place - len(block.above) : place]
        written = {each.span.line: each.replacement for each in self.kept}
        lines = (written.get(each.first, each.line.text).strip() for each in above)
        awards = [line for line in (*lines, award) if line and RULE.match(line) is None]
        has_rule = any(RULE.match(line, len(block.indent)) for line in edit.replacement.split("\n"))
        if _is_award(edit) or not has_rule:
            return not (awards and has_rule)
        rule = "\n".join(self.source.lines()[block.first - 1 : block.last])
        return not words_of_no_award(rule, edit.replacement, awards, self._page_words)

    def _has_open_bound(self, *blocks: SentenceBlock) -> bool:
        return any(has_open_bound(self._as_written(block).replacement) for block in blocks)

    def _as_written(self, block: SentenceBlock) -> Edit:
        """The edit that leaves a block as it is."""
        lines = self.source.lines()
        span = Span(self.source.name, block.first, 1, block.last, len(lines[block.last - 1]) + 1)
        return Edit(span, "\n".join(lines[block.first - 1 : block.last]))

    def _right_of(self, groups: Sequence[Sequence[Edit]], blocks: Sequence[SentenceBlock]) -> Sequence[Edit]:
        """The only right edit of the first group that has right ones."""
        for edits in groups:
            right = [edit for edit in dict.fromkeys(edits) if self._is_right(edit, None, blocks, has_all_words=True)]
            if right:
                return right if len(right) == 1 else ()
        return ()

    def _is_right(
        self,
        edit: Edit,
        finding: Diagnostic | None,
        blocks: Sequence[SentenceBlock] = (),
        *,
        is_choice: bool = False,
        has_all_words: bool = False,
    ) -> bool:
        """Whether the page has no new finding after this edit and all kept ones, and not the finding itself.

        A finding that the page has without the block is not new: a sentence that cannot be parsed hid it. An edit of
        whole blocks leaves no finding in them. With `is_choice`, another edit has other brackets. With
        `has_all_words`, each word of the author is known to be in the edit.
        """
        is_checked = not has_all_words and not isinstance(finding, NegativeDifference | ValueWithoutRecord)
        lost = omitted_words if is_choice else lost_words
        if self.trials_left <= 0 or (is_checked and self._breaks(edit, finding, lost)):
            return False
        self.trials_left -= 1
        text = apply_edits(self.source, [*self.kept, edit])
        counted = [f for f in self.report if _counts(f) or type(f) is type(finding)]
        after = [f for f in self.check(Source(self.source.name, text)) if _counts(f) or type(f) is type(finding)]
        before = Counter(map(_key, counted))
        remaining = Counter(map(_key, after))
        new = remaining - before
        shift = sum(_added_lines(other) for other in self.kept if other.span.line < edit.span.line)
        in_line = [f for f in after if f.span is not None and f.span.line == edit.span.line + shift]
        self.reads_line = bool(in_line) and not any(f.code.startswith("S") for f in in_line)
        if finding is not None and remaining[_key(finding)] >= before[_key(finding)]:
            return False
        for block in blocks:
            first, last = self._lines_after(block, edit)
            if any(f.span is not None and first <= f.span.line <= last for f in after):
                return False
        block_of_edit = blocks[0] if blocks or finding is None else _block_at(self.blocks, finding)
        return not new or (block_of_edit is not None and not new - self._findings_without(block_of_edit))

    def _breaks(
        self, edit: Edit, finding: Diagnostic | None, rule: Callable[[str, str, PageWords], Sequence[str] | bool]
    ) -> bool:
        """Whether an edit breaks a rule on the words of its author. A declared word may replace an undeclared one."""
        lines, span = self.source.lines(), edit.span
        written = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        is_name = finding is not None and not finding.code.startswith("S") and span == finding.span
        if is_name and edit.replacement and not loses_word(written, edit.replacement):
            return False
        if finding is not None and finding.code.startswith("S") and is_chinese_typo(written, edit.replacement):
            return False
        if edit.replacement.replace('"', "").replace("”", "") == written and not lines[span.line - 1].endswith('"'):
            return False  # only quotation marks are added
        before = "\n".join(lines[span.line - 1 : span.end_line])
        return bool(rule(before, "\n".join(_new_lines(lines, edit)), self._page_words))

    @cached_property
    def _page_words(self) -> PageWords:
        return PageWords.from_vocabulary(self.words)

    def _lines_after(self, block: SentenceBlock, edit: Edit) -> tuple[int, int]:
        """The first and the last line of a block after the kept edits and this one."""
        edits = [*self.kept, edit]
        shift = sum(_added_lines(each) for each in edits if each.span.end_line < block.first)
        inside = sum(_added_lines(each) for each in edits if block.first <= each.span.line <= block.last)
        return block.first + shift, block.last + shift + inside

    def _findings_without(self, block: SentenceBlock) -> Counter[tuple[str, str]]:
        """The findings that the page has if the block is removed."""
        if block.first not in self._without_block:
            written = self.source.lines()
            empty = Edit(Span(self.source.name, block.first, 1, block.last, len(written[block.last - 1]) + 1), "")
            text = apply_edits(self.source, [*self.kept, empty])
            findings = self.check(Source(self.source.name, text))
            self._without_block[block.first] = Counter(map(_key, filter(_counts, findings)))
        return self._without_block[block.first]


def _is_award(edit: Edit) -> bool:
    text = edit.replacement.strip()
    return AWARD.match(text) is not None and "当年不予" not in text


def _join(source: Source, first: Edit, second: Edit) -> tuple[Edit, Edit]:
    """The edits of two blocks that follow on each other as one, in their order and turned round.

    A rule is written after the awards that it covers; official wording often states it first. Lines between the edits
    stay; the edits are then not turned round.
    """
    span = Span(first.span.file, first.span.line, first.span.column, second.span.end_line, second.span.end_column)
    texts = (first.replacement, *source.lines()[first.span.end_line : second.span.line - 1], second.replacement)
    return Edit(span, "\n".join(texts)), Edit(span, "\n".join(texts if texts[2:] else reversed(texts)))


def apply_edits(source: Source, edits: Iterable[Edit]) -> str:
    """The text of a page after edits of different places."""
    lines = source.lines()
    for edit in sorted(edits, key=lambda each: each.span, reverse=True):
        lines[edit.span.line - 1 : edit.span.end_line] = _new_lines(lines, edit)
    return "\n".join(lines)


def _new_lines(lines: Sequence[str], edit: Edit) -> list[str]:
    """The lines of the edit's span after the edit."""
    span = edit.span
    before, after = lines[span.line - 1][: span.column - 1], lines[span.end_line - 1][span.end_column - 1 :]
    return (before + edit.replacement + after).split("\n")


def _edited_lines(source: Source, edit: Edit) -> str:
    """The lines of an edit after it, without the indentation of the line that it begins on."""
    lines = source.lines()
    new = _new_lines(lines, edit)
    is_indentation = not edit.replacement.strip() and edit.span.column == 1
    indent = (
        0 if is_indentation else min(len(line) - len(line.lstrip(" ")) for line in (lines[edit.span.line - 1], *new))
    )
    return "\n".join(line[indent:] for line in new)


def _added_lines(edit: Edit) -> int:
    return edit.replacement.count("\n") - (edit.span.end_line - edit.span.line)


def _counts(finding: Diagnostic) -> bool:
    """Whether a finding after an edit is an objection to it."""
    is_note = finding.severity is Severity.NOTE or finding.is_detail
    return not is_note and not isinstance(finding, _ABOUT_THE_DOCUMENT)


def _key(finding: Diagnostic) -> tuple[str, str]:
    return finding.code, finding.texts().title


def _block_at(blocks: Sequence[SentenceBlock], finding: Diagnostic) -> SentenceBlock | None:
    span = finding.span
    return next((b for b in blocks if span is not None and b.first <= span.line <= b.last), None)


def _overlaps(first: Span, second: Span) -> bool:
    start, end = sorted((first, second))
    return (end.line, end.column) < (start.end_line, start.end_column)
