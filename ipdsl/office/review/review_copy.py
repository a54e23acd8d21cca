"""A review copy: a policy as a document for people who approve it, in one language.

The copy has only texts. The builder (`ipdsl.office.review.builder`) makes it from a page, and two writers print it. An
anchor is the name of a place in the document.
"""

from __future__ import annotations

import attrs

from ipdsl.base.findings.phrase import Language, Phrase

HEADINGS = {
    "applicable": Phrase("Applies to", "适用范围"),
    "articles": Phrase("Articles", "条款"),
    "award": Phrase("Award", "奖励事项"),
    "awards": Phrase("Awards and conditions", "奖励标准与条件"),
    "case": Phrase("Facts of the example", "举例及事实"),
    "conditions": Phrase("Conditions", "条件"),
    "contents": Phrase("Contents", "目录"),
    "review": Phrase("Review copy", "审阅稿"),
    "definition": Phrase("Meaning", "含义"),
    "document": Phrase("Document", "文号"),
    "duties": Phrase("Duties", "义务"),
    "entry": Phrase("Item", "事项"),
    "examples": Phrase("Worked examples", "举例说明"),
    "head": Phrase("About this policy", "政策概况"),
    "official": Phrase("Official text", "官方文本"),
    "policies": Phrase("Policies", "政策"),
    "policy": Phrase("Policy", "政策"),
    "readings": Phrase("Readings", "理解"),
    "result": Phrase("Result", "结算结果"),
    "rule": Phrase("Rule", "规则"),
    "rules": Phrase("Caps and rules", "最高金额与规则"),
    "sentences": Phrase("Sentences of the policy", "政策语句"),
    "sum": Phrase("Sum", "金额"),
    "total": Phrase("Total due", "应得合计"),
    "window": Phrase("In force", "有效期"),
    "word": Phrase("Word", "词语"),
    "words": Phrase("Index of words", "词语索引"),
    "kind": Phrase("Kind", "类别"),
    "colon": Phrase(": ", "："),
    "comma": Phrase(", ", "、"),
}
"""The words of the document itself and the marks between texts, by name."""


def headings_of(language: Language) -> dict[str, str]:
    """The words in one language, by name."""
    return {name: phrase.text(language) for name, phrase in HEADINGS.items()}


MANY = 9
"""The largest number of entries of the head that are below each other."""


@attrs.frozen
class Link:
    """A text that leads to an anchor."""

    text: str
    anchor: str


@attrs.frozen
class HeadEntry:
    """A text of the head, with links to the articles that it is about."""

    text: str
    links: tuple[Link, ...] = ()


@attrs.frozen
class HeadLine:
    """A term of the head with its entries."""

    term: str
    entries: tuple[HeadEntry, ...]


@attrs.frozen
class PrintedSentence:
    """A sentence of the policy, with its depth under other sentences. A note explains a figure and has no effect."""

    text: str
    depth: int
    is_note: bool = False


@attrs.frozen
class AwardSum:
    """A sum of an award, and the case in which it is paid; an empty case is every case."""

    case: str
    text: str


@attrs.frozen
class AwardEntry:
    """An award or a budget line: who is paid, on what conditions, and how much."""

    anchor: str
    name: str
    recipients: str
    conditions: tuple[str, ...]
    sums: tuple[AwardSum, ...]
    limits: tuple[str, ...] = ()


@attrs.frozen
class RuleEntry:
    """A cap or another rule over awards, and the awards that it reaches."""

    text: str
    awards: tuple[Link, ...]


@attrs.frozen
class ReadingEntry:
    """How a sentence was understood.

    `subject` is the award that it is about, and `decided` names the person who decided it, and the day.
    """

    subject: str
    text: str
    decided: str = ""


@attrs.frozen
class ResultLine:
    """A claim with its outcome, and its sum."""

    text: str
    sum: str


@attrs.frozen
class DecisionTable:
    """The decision about an applicant: its claims and its total. `applicant` is empty if there is only one."""

    applicant: str
    lines: tuple[ResultLine, ...]
    total: str


@attrs.frozen
class WorkedExample:
    """A case with its facts and the decisions. `problem` says that the decision is not the expected one."""

    title: str
    facts: tuple[PrintedSentence, ...]
    results: tuple[DecisionTable, ...]
    problem: str = ""


@attrs.frozen
class ArticleCopy:
    """An article, or the sentences outside articles, which do not belong to an article.

    Without an official text `official` is `None`. A `gap` says what one of the texts lacks.
    """

    anchor: str
    heading: str
    is_of_policy: bool = True
    note: str = ""
    official: tuple[str, ...] | None = None
    gap: str = ""
    sentences: tuple[PrintedSentence, ...] = ()
    awards: tuple[AwardEntry, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    duties: tuple[str, ...] = ()
    readings: tuple[ReadingEntry, ...] = ()
    examples: tuple[WorkedExample, ...] = ()
    decision: DecisionTable | None = None


@attrs.frozen
class WordEntry:
    """A word with its letter, what it is, its meaning, and links to the articles that use it."""

    anchor: str
    letter: str
    word: str
    kind: str
    definition: str
    links: tuple[Link, ...]


@attrs.frozen
class ReviewCopy:
    """A policy as a document. `decision` is the total of an applicant, if there is one."""

    language: Language
    title: str
    document: str
    window: str
    head: tuple[HeadLine, ...]
    readings: tuple[ReadingEntry, ...]
    articles: tuple[ArticleCopy, ...]
    words: tuple[WordEntry, ...]
    colophon: str
    decision_title: str = ""
    decision: DecisionTable | None = None

    @property
    def number_of_articles(self) -> int:
        """The number of articles of the policy."""
        return sum(1 for article in self.articles if article.is_of_policy)

    @property
    def number_of_examples(self) -> int:
        """The number of worked examples."""
        return sum(len(article.examples) for article in self.articles)

    @property
    def number_of_problems(self) -> int:
        """The number of worked examples with another result than the expected one."""
        return sum(1 for article in self.articles for example in article.examples if example.problem)
