"""The index of words of a review copy: each word that the policy uses, with its meaning and its articles.

Chinese words are in the order of pinyin, which needs no library: the first level of GB 2312 has 3,755 characters in
this order, each by one of its readings. The characters of the second level are after them, then all others; they have
no letter.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Sequence

from ipdsl.ir.terms import Program
from ipdsl.office.review.review_copy import Link, WordEntry
from ipdsl.report.localizer import Localizer
from ipdsl.schema.declarations import Label, LabelledDeclaration
from ipdsl.schema.vocabulary import ApplicantClass, ApplicantKind, Event, Field, RecordKind, Series, State
from ipdsl.semantics import typed
from ipdsl.syntax import ast

_LETTERS = "…ABCDEFGHJKLMNOPQRSTWXYZ…"
_FIRST = [letter.encode("gb2312") for letter in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝亍"]
"""The first character of each letter in the first level of GB 2312, and that of the second level."""


class WordIndex:
    """The words of a policy. `named_page` is its page with names, and `link` gives the link to an article."""

    def __init__(
        self, program: Program, named_page: ast.Page, localize: Localizer, link: Callable[[str], Link]
    ) -> None:
        self._program, self._localize, self._link = program, localize, link
        self._articles: dict[str, dict[str, None]] = {}
        for item in named_page.items:
            if not isinstance(item, ast.Case):
                number = item.number if isinstance(item, ast.Article) else ""
                for name in typed.nodes(item, ast.Name):
                    self._articles.setdefault(name.text, {})[number] = None

    def definition(self, label: Label) -> str:
        """The meaning of a word in the language of the document."""
        return label.chinese_definition if self._localize.is_chinese else label.definition

    def entries(self) -> tuple[WordEntry, ...]:
        """The entries by letter, in the order of their words."""
        localize = self._localize
        listed: dict[tuple[str, str, str], tuple[Link, ...]] = {}
        for declaration, owner in self._declarations():
            articles = self._articles_of(declaration.name, owner)
            if not articles:
                continue
            kind = self._kind(declaration)
            where = self._text(owner) if owner is not None else ""
            kind = localize("{kind} of {owner}", "{owner}的{kind}", kind=kind, owner=where) if where else kind
            key = self._text(declaration), kind, self._meaning(declaration)
            listed.setdefault(key, tuple(map(self._link, articles)))
        keys = sorted((*letter_and_order(key[0]), *key) for key in listed)
        return tuple(
            WordEntry(f"word-{place}", letter, word, kind, meaning, listed[word, kind, meaning])
            for place, (letter, _, word, kind, meaning) in enumerate(keys, 1)
        )

    def _articles_of(self, name: str, owner: RecordKind | None) -> list[str]:
        """The articles that use a word; of a word of a record, those that also use the record or a narrower kind."""
        articles = self._articles.get(name, {})
        if owner is None:
            return [*articles]
        kinds = self._program.schema.related_records[owner.name]
        return [article for article in articles if any(article in self._articles.get(kind, {}) for kind in kinds)]

    def _declarations(self) -> Iterator[tuple[LabelledDeclaration, RecordKind | None]]:
        schema = self._program.schema
        for declaration in (*schema.applicant_declarations, *schema.series, *schema.records):
            yield declaration, None
        for record in schema.records:
            if record.name in self._articles:
                for word in record.declarations:
                    yield word, record

    def _text(self, declaration: LabelledDeclaration) -> str:
        zh = declaration.label.zh if self._localize.is_chinese else ""
        return zh or declaration.name.replace("_", " ")

    def _kind(self, declaration: LabelledDeclaration) -> str:
        localize = self._localize
        match declaration:
            case ApplicantKind() | ApplicantClass():
                return localize("applicant", "申请人")
            case RecordKind():
                return localize("record", "记录")
            case Event():
                return localize("event", "事件")
            case State():
                return localize("state", "状态")
            case Series():
                return localize("published series", "行情")
            case _:
                return localize("fact", "事实")

    def _meaning(self, declaration: LabelledDeclaration) -> str:
        """The definition; without one, the members of a choice or the form of the value."""
        definition = self.definition(declaration.label)
        if definition:
            return definition
        localize, schema = self._localize, self._program.schema
        match declaration:
            case Field(type=type_) if choice := schema.choice_by_name.get(type_.member_type.choice_name):
                return localize(
                    "one of: {members}", "取值：{members}", members=localize.row(map(self._text, choice.members))
                )
            case Field(type=type_):
                return localize.phrase(type_.phrase)
            case ApplicantClass(members=members) | ApplicantKind(includes=members) if members:
                return localize("includes {kinds}", "包括{kinds}", kinds=self._row(members))
            case RecordKind(base=str() as base):
                return localize("a kind of {base}", "属于{base}", base=self._row((base,)))
            case Event(date_field=field):
                return localize("dated by {field}", "以{field}为准", field=self._row((field,)))
            case _:
                return ""

    def _row(self, names: Sequence[str]) -> str:
        localize = self._localize
        return localize.row(
            localize.names.name(name) if localize.is_chinese else name.replace("_", " ") for name in names
        )


def letter_and_order(word: str) -> tuple[str, bytes]:
    """The letter of a word and its bytes, in the order of the index. `…` stands for other characters."""
    code = b"".join(letter.encode("gb2312", "ignore") or b"\xff" + letter.encode() for letter in word.casefold())
    return code[:1].decode().upper() if code[:1].isalpha() else _LETTERS[bisect(_FIRST, code)], code
