"""An invariant of the checker: the same page in Chinese has the same findings, in the words of a Chinese page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ipdsl.base.findings.finding import Diagnostic, with_changes
from ipdsl.base.findings.phrase import Language, localize_value
from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.semantics.lookup import Vocabulary
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NUMBER = re.compile(r"[0-9]+")


def assert_told_by_labels(source: Source) -> bool:
    """Check that findings on the Chinese page use labels: English names appear only if the page itself has them.

    Returns whether the page has a Chinese form.
    """
    english = Compilation(source)
    page, words = english.page, english.words
    if page is None or words is None or english.has_errors or isinstance(page.header, ast.VocabularyLine):
        return False
    text = format_page(replace_names(page, words), to=Surface.CHINESE)
    chinese = Compilation(Source(source.name, text))
    if chinese.page is None or chinese.has_errors or format_page(chinese.page) != text:
        return False  # what is refused may have no Chinese form
    known = labelled(words) - set(_WORD.findall(text))
    found = list(chinese.check())
    for finding in found:
        shown = in_chinese(finding)
        assert not known.intersection(_WORD.findall(shown)), shown
    # no finding is new, and its English text is the same; line numbers may differ
    assert not Counter(map(_in_english, found)) - Counter(map(_in_english, english.check())), text
    return True


def labelled(words: Vocabulary) -> set[str]:
    """The names of a vocabulary that have a label for Chinese sentences."""
    schema = words.schema
    declared = [*words.applicant_declarations, *schema.series, *schema.records, *schema.choices]
    declared += [word for record in schema.records for word in record.declarations]
    declared += [member for choice in schema.choices for member in choice.members]
    return {one.name for one in declared if keywords.is_chinese_name(one.label.zh)}


def in_chinese(finding: Diagnostic) -> str:
    """All texts of a finding in Chinese."""
    return " | ".join(filter(None, _texts(finding, Language.ZH)))


def _in_english(finding: Diagnostic) -> tuple[str, ...]:
    finding = with_changes(finding, edits=())  # an edit is a text of its page, in the language of that page
    return finding.code, *(_NUMBER.sub("0", text) for text in _texts(finding, Language.EN))


def _texts(finding: Diagnostic, language: Language) -> Iterator[str]:
    texts = finding.texts(language)
    yield from (texts.title, texts.label, texts.help)
    yield from (related.text.text(language) for related in finding.related)
    yield from (f"`{localize_value(word, language)}`" for word in finding.nearest)
