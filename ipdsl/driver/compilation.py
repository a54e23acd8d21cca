"""The compilation pipeline of one page. Each stage is computed when it is first read.

A stage is `None` if an earlier one found errors. `report` has the findings of all stages computed so far. Vocabularies
and policies that a page names are searched in its folder and then among the packaged pages.
"""

from __future__ import annotations

import hashlib
import operator
import os
import pickle
import re
from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, TypeVar

import attrs

from ipdsl.base import cache
from ipdsl.base.errors import CasesWithoutPolicy, NoSuchVocabulary, NotAPolicy
from ipdsl.base.files import STDIN, page_from_text, read_page
from ipdsl.base.findings.finding import Diagnostic, Report, Severity, nearest
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.pages import CASES_SUFFIX, PAGE_SUFFIX, locate, packaged_names
from ipdsl.base.source import Source, Sources, Span
from ipdsl.driver import settings
from ipdsl.driver.workspace import Workspace
from ipdsl.semantics import typed
from ipdsl.semantics.check import check, check_cases, check_intact, check_vocabulary, page_names
from ipdsl.semantics.chinese_pages import (
    localized_findings,
    replace_labels,
    replace_names,
    with_records_first,
    words_of_vocabulary,
)
from ipdsl.semantics.errors.policy import WrongPageKind
from ipdsl.semantics.lookup import Vocabulary
from ipdsl.semantics.vocabulary import Join, Loader, vocabulary_of
from ipdsl.syntax import ast
from ipdsl.syntax.errors import AmbiguousWordSegmentation, DeclarationOnPolicyPage
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.layout import chinese_page, english_chinese_pairs, english_page, without_attributions
from ipdsl.syntax.parser import TokenizedSentence, parse, tokenize
from ipdsl.syntax.printing import format_page, is_chinese

if TYPE_CHECKING:
    from ipdsl.codegen.python.module import Functions
    from ipdsl.driver.advice.blocks import SentenceBlock
    from ipdsl.engine.evaluator import GeneratedFunctions
    from ipdsl.ir.terms import Program
    from ipdsl.lower import plan as ir

_NAMING_LINES = ("policy", "use", "vocabulary", "政策", "使用词汇", "词汇")
"""First words of the lines that determine the vocabulary of a page, in both languages."""

_CASES_FOR = re.compile(r"^ *(?:cases for|案例集) *([^\W\d]\w*)", re.MULTILINE)
_VOCABULARY = re.compile(r"^ *(?:vocabulary|词汇) ", re.MULTILINE)
_IS_VOCABULARY = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*(?:vocabulary|词汇)(?!\w)")
"""The beginning of a vocabulary page: comments, then its header."""

_WRITTEN = re.compile(r"[^\W\d]\w*")
_QUOTED = re.compile(r'"[^"\n]*"|#.*')
"""A quotation or a comment, in which a bracket means nothing."""

T = TypeVar("T")

_JOINED: deque[tuple[Sequence[ast.Page], tuple[Vocabulary | None, Report]]] = deque(maxlen=8)
"""The vocabularies joined last. Most pages that a process compiles use the same ones."""


@lru_cache(maxsize=16)
def _load_page(content: bytes) -> ast.Page:
    """A page from its cache entry. Equal content gives the same object."""
    page: ast.Page = pickle.loads(content)
    return page


_MOST_PAGES = 16
_USED_PAGES: OrderedDict[tuple[str, str], ast.Page] = OrderedDict()
"""The used pages that this process has read, by name and text.

Pages that need words of other pages are not included.
"""


class PageLoader(Loader):
    """Reads the pages that a page names, from its own folder or from the package. Each page is read once."""

    def __init__(self, sources: Sources | None = None, workspace: Workspace | None = None) -> None:
        self.sources = Sources() if sources is None else sources
        self.workspace = Workspace() if workspace is None else workspace
        self.used_pages: list[str] = []
        self.found_pages: dict[tuple[str, str], str | None] = {}
        self._pages: dict[str, tuple[ast.Page | None, Report]] = {}
        self._asking: set[str] = set()
        self._vocabularies: dict[tuple[str, tuple[str, ...]], Vocabulary | None] = {}

    def load(self, name: ast.Name, page_file: str) -> tuple[ast.Page | None, Report]:
        """The page of a `use` line in the file `page_file`, with its findings."""
        path = self.find(name.text, page_file)
        if path is not None:
            self.used_pages.append(path)
            return self.page(path)
        report = Report()
        candidates = (*self.workspace.sibling_pages(page_file), *packaged_names())
        report.add(NoSuchVocabulary(span=name.span, name=name.text, nearest=nearest(name.text, candidates)))
        return None, report

    def join(self, pages: Sequence[ast.Page], join: Join) -> tuple[Vocabulary | None, Report]:
        """The joined words of vocabulary pages. They are needed for reading a page and again for checking it."""
        for known, words in tuple(_JOINED):
            if len(known) == len(pages) and all(map(operator.is_, known, pages)):
                return words
        words = join(pages)
        _JOINED.append((pages, words))
        return words

    def find(self, name: str, page_file: str) -> str | None:
        """The path of the page with this name, as seen from `page_file`. The result is recorded."""
        path = self.found_pages[name, page_file] = self.workspace.find(name, page_file)
        return path

    def page(self, path: str) -> tuple[ast.Page | None, Report]:
        """The parsed page of a path."""
        if path not in self._pages:
            source = self.workspace.read(path)
            if isinstance(source, Source):
                self.sources.add(source)
                self._pages[path] = self.with_settings(
                    path, self.sources.get_or_make("used", source, self._parse_used_page)
                )
            else:
                self._pages[path] = None, _report(source)
        return self._pages[path]

    def _parse_used_page(self, source: Source) -> tuple[ast.Page | None, Report]:
        """The parsed page. If it has no findings, it is cached, because vocabularies change rarely.

        A page that was read with the words of other pages is not cached, because its sentences depend on these pages.
        """
        known = _USED_PAGES.get((source.name, source.text))
        if known is not None:
            return known, Report()
        parts = [text.encode("utf-8", "surrogatepass") for text in (source.name, source.text)]
        content = cache.get("page", *parts)
        if content is not None:
            return _load_page(content), Report()
        page, report = self.parse(source)
        if page is not None and not len(report) and self._names_no_page(source.name):
            if not self.workspace.is_open(source.name):  # or each edit would leave a file
                cache.put("page", *parts, content=pickle.dumps(page))
            _USED_PAGES[source.name, source.text] = page
            if len(_USED_PAGES) > _MOST_PAGES:
                _USED_PAGES.popitem(last=False)
        return page, report

    def _names_no_page(self, page_file: str) -> bool:
        """Whether no other page has been searched for this page, so its tree depends only on its text."""
        named = {path for (name, file), path in self.found_pages.items() if name and file == page_file}
        return named <= {page_file}

    def canonical(self, source: Source, text: str) -> str:
        """The text of a used page that is hashed. That of a Chinese page that names no other page is cached."""
        page, _ = self.page(source.name)
        is_cached = page is not None and is_chinese(page) and self._names_no_page(source.name)
        content = cache.get("english", text.encode("utf-8", "surrogatepass")) if is_cached else None
        if content is not None:
            return content.decode("utf-8", "surrogatepass")
        hashed = text if page is None else hashed_text(page, text)
        if is_cached:
            text_bytes, other = (part.encode("utf-8", "surrogatepass") for part in (text, hashed))
            cache.put("english", text_bytes, content=other)
        return hashed

    def with_settings(self, path: str, parsed: tuple[ast.Page | None, Report]) -> tuple[ast.Page | None, Report]:
        """A page with the findings of its settings instead of its own, which may be due to the wrong vocabulary."""
        self.find("", path)
        return parsed[0], settings.settings_problems(path, self.sources, of_vocabulary=True) or parsed[1]

    def default_vocabulary(self, page_file: str) -> str:
        """The vocabulary of a page without `use` lines."""
        return settings.default_vocabulary(page_file) or super().default_vocabulary(page_file)

    def parse(self, source: Source) -> tuple[ast.Page | None, Report]:
        """The parsed page of a text. Its lines are available for findings from then on."""
        self.sources.add(source)
        return self.sources.get_or_make("page", source, self.read)

    def read(self, source: Source) -> tuple[ast.Page, Report]:
        """The page of a text, which may differ from the file `source.name`.

        It uses the words of the page in that file.
        """
        page, report = parse(source, partial(self.names_of, source), self.workspace.sentences)
        return with_records_first(page, lambda: self.vocabulary_of(source.name, used_vocabularies(page))), report

    def names_of(self, source: Source, used: Sequence[str]) -> frozenset[str]:
        """The names and labels of the vocabularies that a page uses. A missing vocabulary is reported by the check.

        A page of cases also has the names of its policy. A vocabulary has no default vocabulary.
        """
        page_file = source.name
        if not used and _IS_VOCABULARY.match(source.text):
            return frozenset()
        if page_file in self._asking:  # a vocabulary that uses itself, or is the default of a page without `use`
            return frozenset()
        self._asking.add(page_file)
        of_cases = _CASES_FOR.search(source.text)
        policy_path = None if of_cases is None else self.policy_of(page_file, of_cases[1])
        policy = None if policy_path is None else self.page(policy_path)[0]
        vocabulary = self.vocabulary_of(page_file, used) if policy is None else self.words_of(policy)
        self._asking.remove(page_file)
        return self._words_written() if vocabulary is None else words_of_vocabulary(vocabulary)

    def _words_written(self) -> frozenset[str]:
        """All words and labels in the text of used vocabularies. They replace the names of a vocabulary with errors."""
        used = [source.text for path in self.used_pages if (source := self.sources.get(path)) is not None]
        texts = [text for text in used if _VOCABULARY.search(text)]
        return frozenset(word for text in texts for word in _WRITTEN.findall(text))

    def policy_of(self, cases: str, name: str) -> str | None:
        """The policy of a page of cases: a page in the same folder, found by file name or by policy name."""
        names = (Path(cases).name.removesuffix(CASES_SUFFIX), name)
        return next((path for candidate in names if (path := self.find(candidate, cases)) is not None), None)

    def words_of(self, policy: ast.Page) -> Vocabulary | None:
        """The words of a policy or a draft, including the names that the page declares."""
        words = self.vocabulary_of(policy.span.file, used_vocabularies(policy))
        return None if words is None else words.with_page_names(page_names(policy))

    def vocabulary_of(self, page_file: str, used: Sequence[str]) -> Vocabulary | None:
        """The joined vocabularies of these names, or `None` if one has errors. Without names, the default."""
        key = page_file, tuple(used) or (self.default_vocabulary(page_file),)
        if key not in self._vocabularies:
            start = Span(page_file, 1, 1, 1, 1)
            lines = [ast.UseLine(span=start, name=ast.Name(span=start, text=name)) for name in key[1]]
            vocabulary, report = vocabulary_of(tuple(lines), page_file, self)
            self._vocabularies[key] = None if report.has_errors else vocabulary
        return self._vocabularies[key]


class Compilation:
    """The stages of one page, from text to executable functions."""

    def __init__(
        self, source: Source | Diagnostic, sources: Sources | None = None, workspace: Workspace | None = None
    ) -> None:
        self._source = source
        self._loader = PageLoader(sources, workspace)
        self.report = Report()
        self._has_tried_edits = False

    @classmethod
    def from_file(cls, path: str | os.PathLike[str], sources: Sources | None = None) -> Compilation:
        """The page of a path, of standard input (`-`) or of a packaged name.

        Several compilations may share `sources`.
        """
        name = os.fspath(path)
        return cls(read_page(name if name == STDIN else locate(name)), sources)

    @classmethod
    def from_shared_source(cls, source: Source, sources: Sources, workspace: Workspace | None = None) -> Compilation:
        """The compilation of a text that other pages of the run may also name."""
        return sources.get_or_make("compilation", source, lambda text: cls(text, sources, workspace))

    @classmethod
    def from_text(cls, text: str, name: str = "<text>") -> Compilation:
        """A page given as text. `use` searches the current folder."""
        return cls(page_from_text(text, name))

    @classmethod
    def from_workspace(cls, path: str, workspace: Workspace) -> Compilation:
        """The page of a path in a workspace: its text that is not saved, or the file."""
        return cls(workspace.read(path), workspace=workspace)

    @property
    def sources(self) -> Sources:
        """Every text read so far, for showing findings."""
        return self._loader.sources

    @property
    def has_errors(self) -> bool:
        return self.report.has_errors

    @cached_property
    def source(self) -> Source | None:
        if isinstance(self._source, Source):
            return self.sources.add(self._source)
        self.report.add(self._source)
        return None

    @cached_property
    def page(self) -> ast.Page | None:
        """The surface tree. A page with broken lines has one too, so check `report`."""
        if self.source is None:
            return None
        return self._collect_findings(self._loader.with_settings(self.source.name, self._loader.parse(self.source)))

    @cached_property
    def tokens(self) -> Sequence[TokenizedSentence]:
        """The sentences of the page with their tokens, also of broken ones."""
        return () if self.source is None else tokenize(self.source, partial(self._loader.names_of, self.source))

    def path_of_page(self, name: str) -> str | None:
        """The path of the page with a name, as this page finds it."""
        return None if self.source is None else self._loader.find(name, self.source.name)

    def pages_in_reach(self, header: re.Pattern[str]) -> Iterator[str]:
        """The names of pages that this page can name, and whose text has a header."""
        path = "" if self.source is None else self.source.name
        for name in dict.fromkeys((*self._loader.workspace.sibling_pages(path), *packaged_names())):
            place = self._loader.workspace.find(name, path)
            source = None if place is None else self._loader.workspace.read(place)
            if isinstance(source, Source) and header.search(source.text):
                yield name

    @cached_property
    def words(self) -> Vocabulary | None:
        """The words that the page may use: its own for a vocabulary, the words of the policy for a page of cases."""
        page = self.page
        if page is None or self.source is None or isinstance(page.header, ast.VocabularyLine):
            return None if page is None else self.vocabulary
        if isinstance(page.header, ast.CasesLine):
            policy, _ = self._policy_of(page.header)
            return None if policy is None else policy.words
        return self._loader.words_of(page)

    @cached_property
    def vocabulary(self) -> Vocabulary | None:
        """The checked words, if the page is a vocabulary."""
        if self.page is None or self.has_errors or not isinstance(self.page.header, ast.VocabularyLine):
            return None
        return self._collect_findings(check_vocabulary(self.page, self._loader))

    @cached_property
    def policy(self) -> typed.Policy | None:
        """The checked policy, if the page is a policy or a draft."""
        if self.page is None or not is_policy(self.page):
            return None
        is_of_cases = self.source is not None and self.source.name.endswith(CASES_SUFFIX)
        if self.has_errors:
            self.report.extend(
                Report() if is_of_cases else self._localized_findings(self._check_intact_sentences(self.page))
            )
            return None
        if is_of_cases and self.page.header is None:
            self.report.add(_headless_cases(self.page))
            return None
        policy, findings = check(self.page, self._loader, self._page_with_names)
        if self.page.doubts:
            findings = self._with_ambiguous_cuts(self.page.doubts, findings)
        return self._collect_findings((policy, self._localized_findings(findings)))

    def _with_ambiguous_cuts(self, doubts: Sequence[ast.AmbiguousSegmentation], findings: Report) -> Report:
        """The findings, with ambiguous sentences whose alternative segmentation also passes the check.

        If only the alternative passes, the ambiguity is the cause of the other findings on the line, and replaces them.
        """
        if self.source is None:
            return findings
        lines = self.source.lines()
        for doubt in doubts:
            indent = lines[doubt.span.line - 1][: doubt.span.column - 1]
            blank = [""] * (doubt.span.end_line - doubt.span.line)
            lines[doubt.span.line - 1 : doubt.span.end_line] = [indent + doubt.alternative, *blank]
        other, report = self._loader.read(Source(self.source.name, "\n".join(lines)))
        report.extend(check(other, self._loader)[1])
        wrong = {f.span.line for f in report if f.severity is Severity.ERROR and f.span is not None}
        doubts_by_line = {d.span.line: d for d in doubts if d.span.line not in wrong}
        remaining = [f for f in findings if f.span is None or f.span.line not in doubts_by_line]
        return Report(
            [
                *remaining,
                *(
                    AmbiguousWordSegmentation(span=d.span, first=d.chosen, second=d.alternative)
                    for d in doubts_by_line.values()
                ),
            ]
        )

    def _check_intact_sentences(self, page: ast.Page) -> Report:
        """The wrong words and types in intact lines; empty if a broken line determines the vocabulary of the page."""
        broken = [self.sources.line(f.span.file, f.span.line) for f in self.report if f.span is not None]
        first_words = [line.split()[0].lower() for line in broken if line and line.split()]
        if any(
            isinstance(f, DeclarationOnPolicyPage) for f in self.report
        ):  # the names that it declares are unknown here
            return Report()
        if len(first_words) < len(self.report) or any(nearest(word, _NAMING_LINES) for word in first_words):
            return Report()
        places = [f.span for f in self.report if f.span is not None]
        return check_intact(page, self._loader, places, [line for line in broken if line])

    def _localized_findings(self, findings: Report) -> Report:
        """The findings of the checker about this page."""
        return (
            findings
            if self.page is None
            else _localize_findings(findings, self.page, self.words, self._page_with_names)
        )

    @property
    def found_pages(self) -> dict[tuple[str, str], str | None]:
        """The path of each named page, by its name and the page that names it."""
        return self._loader.found_pages

    @property
    def vocabulary_digest(self) -> bytes:
        """A hash of the texts of the vocabularies that the page uses, in their order."""
        used = [self.sources.get(name) for name in dict.fromkeys(self._loader.used_pages)]
        texts = "\0".join([page.text for page in used if page is not None])
        return hashlib.sha256(texts.encode("utf-8", "surrogatepass")).digest()

    @property
    def content_hash(self) -> str:
        """A hash of the page and all pages that it uses. It does not depend on folders or line endings."""
        names = [self.source.name if self.source else "", *self._loader.used_pages]
        sources = {name: source for name in names if (source := self.sources.get(name))}
        texts = sorted({self._canonical(source) for source in sources.values()})
        return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()

    def _canonical(self, source: Source) -> str:
        """The text of a page that is hashed."""
        text = "\n".join(source.lines())
        if source is not self.source:
            return self._loader.canonical(source, text)
        return text if self.page is None else hashed_text(self._page_with_names or self.page, text)

    @cached_property
    def _page_with_names(self) -> ast.Page | None:
        """The page with names instead of labels, if its words are known."""
        return None if self.page is None or self.words is None else replace_labels(self.page, self.words)

    def page_in(self, language: Language) -> ast.Page | None:
        """The page in one language: with names and English texts, or with labels and Chinese texts."""
        return None if self.page is None or self.words is None else _in_language(self.page, self.words, language)

    def cases_in(self, language: Language) -> tuple[ast.Case, ...]:
        """The cases of a policy in one language, from its own page and its page of cases."""
        if self.page is None or self.source is None or self.words is None:
            return ()
        cases_path = sibling_cases(self.source.name, self._loader.workspace)
        pages = [self.page, None if cases_path is None else self._loader.page(cases_path)[0]]
        return tuple(
            item
            for page in pages
            if page is not None
            for item in _in_language(page, self.words, language).items
            if isinstance(item, ast.Case)
        )

    @cached_property
    def plan(self) -> ir.Plan | None:
        if self.policy is None or self.has_errors:
            return None
        from ipdsl.lower.lowering import lower  # `check` does not need it, since it makes no findings

        return lower(self.policy, self.content_hash)

    @cached_property
    def localized_plan(self) -> ir.Plan | None:
        """The plan with its Chinese texts, which a check does not need."""
        if self.plan is None or self._page_with_names is None or self.words is None:
            return self.plan
        from ipdsl.lower.chinese_wording import chinese_texts

        labelled = chinese_page(replace_names(self._page_with_names, self.words))
        chinese = chinese_texts(self.plan, english_page(self._page_with_names), labelled)
        program = attrs.evolve(
            self.plan.program, chinese_sentences=chinese, texts=english_chinese_pairs(self._page_with_names)
        )
        localized: ir.Plan = attrs.evolve(self.plan, program=program)
        return localized

    @cached_property
    def functions(self) -> Functions | None:
        """The functions of the generated module as text, and its formulas."""
        from ipdsl.codegen.python.module import write_functions  # `check` needs no back end

        return None if self.localized_plan is None else write_functions(self.localized_plan)

    @cached_property
    def python(self) -> str | None:
        """The text of the module that `ipdsl compile` writes."""
        from ipdsl.codegen.python.module import self_contained_module

        return None if self.functions is None else self_contained_module(self.functions)

    @cached_property
    def module(self) -> tuple[CodeType, str] | None:
        """The module of this process as bytecode, not yet executed, and its text."""
        from ipdsl.codegen.python.loader import compile_module
        from ipdsl.codegen.python.module import given_its_data

        if self.functions is None:
            return None
        text = given_its_data(self.functions)
        return compile_module(text, self.functions.plan.program.name), text

    @property
    def program(self) -> Program | None:
        """The data that the runtime needs in addition to the functions."""
        return None if self.localized_plan is None else self.localized_plan.program

    @cached_property
    def code(self) -> GeneratedFunctions | None:
        """The functions of the generated module."""
        from ipdsl.codegen.python.loader import execute
        from ipdsl.engine.evaluator import Evaluator

        if self.functions is None or self.module is None:
            return None
        return execute(*self.module, PROGRAM=self.program, FORMULAS=Evaluator(self.functions.formulas))

    @cached_property
    def policy_and_cases(self) -> tuple[Compilation, tuple[typed.Case, ...]] | None:
        """The policy and its cases, from its own page and its page of cases, or from this page `cases for NAME`."""
        if self.page is None or self.source is None or self.has_errors:
            return None
        if isinstance(self.page.header, ast.CasesLine):
            policy = self._collect_findings(self._policy_of(self.page.header))
            return None if policy is None else (policy, self._cases_of(self.page, policy))
        if not self.needs_policy("test") or self.plan is None or self.policy is None:
            return None
        cases_path = sibling_cases(self.source.name, self._loader.workspace)
        cases_page = None if cases_path is None else self._collect_findings(self._loader.page(cases_path))
        return self, self.policy.cases + (() if cases_page is None else self._cases_of(cases_page, self))

    def check(self) -> Report:
        """Every finding of the page, for all kinds of pages, with the edits that were tried on it."""
        if not self._has_tried_edits:
            self._has_tried_edits = True
            if self.check_without_trials().has_errors and self.source is not None:
                from ipdsl.driver.advice.trials import with_tried_edits  # other pages need no advice

                self.report = with_tried_edits(
                    self.report, self.source, self._check_edited, self._reword, self.words, self._page_of
                )
        return self.report

    def _check_edited(self, source: Source) -> Report:
        """The findings of an edited text, without trials of edits."""
        return Compilation(source, workspace=self._loader.workspace).check_without_trials()

    def _page_of(self, source: Source) -> ast.Page | None:
        """The page of an edited text."""
        return Compilation(source, workspace=self._loader.workspace).page

    def _reword(self, block: SentenceBlock) -> Sequence[Sequence[str]]:
        """The readings of a sentence in official wording."""
        from ipdsl.driver.advice.rewording import readings

        if self.page is None or not is_policy(self.page) or self.words is None:
            return ()
        head = self.page.header.header if isinstance(self.page.header, ast.PolicyLine) else ()
        currency = next((line.code for line in head if isinstance(line, ast.CurrencyLine)), "CNY")
        return readings(block, self.words, currency)

    def check_without_trials(self) -> Report:
        """Every finding of the page, with untried edits."""
        match self.page.header if self.page is not None else None:
            case ast.CasesLine():
                _ = self.policy_and_cases
            case ast.VocabularyLine():
                _ = self.vocabulary
            case _:
                _ = self.policy
        return self.report

    def needs_policy(self, verb: str) -> bool:
        """Whether the page is a policy without errors. If it is not a policy, a finding is added."""
        if self.page is None or self.source is None:
            return False
        if not is_policy(self.page):
            page_kind = (
                Phrase("a vocabulary", "词汇")
                if isinstance(self.page.header, ast.VocabularyLine)
                else Phrase("a page of cases", "案例集")
            )
            self.report.add(NotAPolicy(name=self.source.name, found=page_kind, verb=verb))
        return not self.has_errors

    def _policy_of(self, header: ast.CasesLine) -> tuple[Compilation | None, Report]:
        """The policy of a page of cases, in the same folder by file name or by policy name, or else its errors."""
        policy_path = self._loader.policy_of(header.span.file, header.policy.text)
        if policy_path is None:
            return None, _report(CasesWithoutPolicy(span=header.policy.span, name=header.policy.text))
        source = self._loader.workspace.read(policy_path)
        if isinstance(source, Source):
            policy = Compilation.from_shared_source(source, self.sources, self._loader.workspace)
        else:
            policy = Compilation(source, self.sources)
        usable = policy.needs_policy("test") and policy.plan is not None
        self._loader.found_pages.update(policy.found_pages)
        return (policy, Report()) if usable else (None, policy.report)

    def _cases_of(self, page: ast.Page, policy: Compilation) -> tuple[typed.Case, ...]:
        if policy.policy is None or self.has_errors:
            return ()
        cases, findings = check_cases(page, policy.policy, policy.words)
        return self._collect_findings((cases, _localize_findings(findings, page, policy.words)))

    def _collect_findings(self, result: tuple[T, Report]) -> T:
        value, findings = result
        self.report.extend(findings)
        return value


def _in_language(page: ast.Page, words: Vocabulary, language: Language) -> ast.Page:
    named = replace_labels(page, words)
    return english_page(named) if language is Language.EN else chinese_page(replace_names(named, words))


def _localize_findings(
    findings: Report, page: ast.Page, words: Vocabulary | None, named: ast.Page | None = None
) -> Report:
    """Findings about a page. On a Chinese page, labels replace names. The cached findings keep the labels."""
    if words is None or not len(findings) or not is_chinese(page):
        return findings
    return localized_findings(findings, page, named or replace_labels(page, words), words)


def hashed_text(page: ast.Page, text: str) -> str:
    """The text of a page that is hashed: as written, or else formatted in English without needless brackets.

    A page with Chinese sentences is formatted, so that both surfaces have the same hash. So is one with brackets that
    the formatter drops, or keeps although they mean nothing: the other surface may need more or fewer of them.

    The persons and days of readings are left out.
    """
    if spans := [node.span for node in typed.nodes(page, ast.Attribution)]:
        page, text = without_attributions(page), _without_parts(text, spans)
    if not is_chinese(page) and not _brackets(text):
        return text
    bare = format_page(page, to=Surface.ENGLISH, with_brackets=False)
    if not is_chinese(page) and bare == (formatted := format_page(page)) and _brackets(formatted) == _brackets(text):
        return text
    return "\n".join(Source("", bare).lines())


def _without_parts(text: str, spans: Sequence[Span]) -> str:
    """The text without some parts and the blanks before each."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for span in sorted(spans, key=lambda span: (span.line, span.column), reverse=True):
        before = text[: starts[span.line - 1] + span.column - 1].rstrip()
        text = before + text[starts[span.end_line - 1] + span.end_column - 1 :]
    return text


def _brackets(text: str) -> int:
    return _QUOTED.sub("", text).count("(")


def _headless_cases(page: ast.Page) -> Diagnostic:
    """The finding for a page with a name for cases that does not name its policy."""
    stem = Path(page.span.file).name.removesuffix(CASES_SUFFIX)
    what = Phrase("a sentence before the line `cases for NAME`", "`案例集 名称`一行之前的句子")
    start = page.items[0].span if page.items else page.span
    return WrongPageKind(
        span=start,
        what=what,
        page=Phrase("a page of cases", "案例集"),
        advice=Phrase("begin the page with `cases for {stem}`", "页面请以`案例集 {stem}`开头", stem=stem),
    )


def is_policy(page: ast.Page) -> bool:
    """Whether a page is a policy or a draft."""
    return page.header is None or isinstance(page.header, ast.PolicyLine)


def used_vocabularies(page: ast.Page) -> tuple[str, ...]:
    """The vocabularies that a page names, in its head or outside it."""
    head = page.header.header if isinstance(page.header, ast.PolicyLine | ast.VocabularyLine) else ()
    lines = (*head, *page.uses)
    return tuple(line.name.text for line in lines if isinstance(line, ast.UseLine))


def sibling_cases(path: str, workspace: Workspace) -> str | None:
    """The page of cases in the folder of a policy, or `None`."""
    stem = path.removesuffix(PAGE_SUFFIX)
    cases = f"{stem}{CASES_SUFFIX}"
    return cases if stem != path and workspace.is_page(cases) else None


def _report(*findings: Diagnostic) -> Report:
    report = Report()
    report.extend(findings)
    return report
