"""The parts of a template beside its text: relations, fields and addresses, held against what it may have (`limits`).

A letter goes out with all that its template has, so nothing in it may fetch, run or send anything when it is opened.
In: a Word file as python-docx has it, or the XML of one of its parts. Out: what is wrong, as `checking` has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from docx.oxml.ns import qn
from lxml import etree

from ipdsl.letters.checking import Problem
from ipdsl.letters.limits import FIELDS, LINK, RELATIONS, STEADY_FIELDS

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\"\\]+", re.IGNORECASE)
_ADDRESSES = etree.XPath("//@*[local-name()='src' or local-name()='href' or local-name()='althref']")
_CODE = re.compile(r'[\s"]*([^\s"\\]*)')
_TO = re.compile(
    r'\s*HYPERLINK(?:\s+"(?:https?://|mailto:)[^"\\]*")?(?:\s+\\[a-z](?:\s+"[^"\\]*")?)*(?:\s+\\\*\s+\w+)?\s*',
    re.IGNORECASE,
)


@attrs.frozen
class TemplateField:
    """A field: its code, and whether it stands in the code of another."""

    code: str
    is_nested: bool

    @property
    def word(self) -> str:
        """`HYPERLINK`; empty where a code says nothing."""
        match = _CODE.match(self.code)
        return match[1].upper() if match else ""

    @property
    def is_allowed(self) -> bool:
        """Whether a letter may have it."""
        if self.is_nested or self.word not in FIELDS:
            return False
        return self.word != LINK.upper() or _TO.fullmatch(self.code) is not None


def roots_of(document: Any) -> dict[Any, Any]:
    """The XML of each part of a Word file, by part. What `customXml` holds is data that nothing shows."""
    return {
        part: _root_of(part)
        for part in document.part.package.iter_parts()
        if part.content_type.endswith("xml") and not str(part.partname).startswith("/customXml/")
    }


def part_problems(document: Any, roots: Mapping[Any, Any]) -> Iterator[Problem]:
    """What a Word file has that a template may not: in any of its parts."""
    package = document.part.package
    for source in (package, *package.iter_parts()):
        for relation in source.rels.values():
            yield from _relation_problems(relation)
    for root in roots.values():
        yield from field_problems(root)
        yield from _address_problems(root)
        if next(root.iter(qn("w:mailMerge")), None) is not None:
            yield {"kind": "merge", "word": "mailMerge", "text": ""}


def _root_of(part: Any) -> Any:
    """A part as XML; `ValueError` where it declares something, which may grow without end. Pictures may."""
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in (root, getattr(part, "element", root)):
        if element.getroottree().docinfo.internalDTD is not None and not part.content_type.startswith("image/"):
            raise ValueError("a part declares entities")
    return root


def field_problems(root: Any) -> Iterator[Problem]:
    """Fields that a letter may not have."""
    for field in TemplateFields(root).fields:
        if not field.is_allowed:
            yield {"kind": "field", "word": field.word or "?", "text": " ".join(field.code.split())[:80]}


def _relation_problems(relation: Any) -> Iterator[Problem]:
    kind = relation.reltype.rpartition("/")[2]
    if not relation.is_external:
        if kind not in RELATIONS:
            yield {"kind": "relation", "word": kind, "text": str(relation.target_part.partname)[:80]}
    elif kind != LINK or not _ADDRESS.fullmatch(relation.target_ref):
        yield {"kind": "relation", "word": kind, "text": relation.target_ref[:80]}


def _address_problems(root: Any) -> Iterator[Problem]:
    """Addresses that drawings of the old form fetch."""
    for value in _ADDRESSES(root):
        space, _, word = value.attrname.rpartition("}")
        if space.endswith("/relationships") or not value.strip() or value.startswith("#"):
            continue
        if space or word != "href" or not _ADDRESS.fullmatch(value):
            yield {"kind": "address", "word": word, "text": value[:80]}


# ---------------------------------------------------------------------------------------------- fields


_FIELD_TAGS = tuple(map(qn, ("w:fldSimple", "w:fldChar", "w:instrText", "w:delInstrText", "w:t")))


class _OpenField:
    """A field that has begun; its code ends where what it shows begins."""

    def __init__(self, *, is_nested: bool) -> None:
        self.code, self.is_nested, self.is_code = "", is_nested, True

    @property
    def field(self) -> TemplateField:
        return TemplateField(self.code, self.is_nested)

    @property
    def is_invisible(self) -> bool:
        """Whether a text in it is not shown, or is written over."""
        return self.is_code or self.field.word not in STEADY_FIELDS


class TemplateFields:
    """The fields of a part, in whatever form, and the texts in them that are not shown, or are written over.

    A code that stands outside of any field counts as one.
    """

    def __init__(self, root: Any) -> None:
        self.fields: list[TemplateField] = []
        self.invisible_texts: set[Any] = set()
        self._open_fields: list[_OpenField] = []
        self._depth = 0
        """How many of the fields that have begun do not show their texts."""
        for element in root.iter(*_FIELD_TAGS):
            self._take(element)
        self.fields += [open_field.field for open_field in self._open_fields]

    def _take(self, element: Any) -> None:
        match element.tag.rpartition("}")[2]:
            case "fldSimple":
                field = TemplateField(element.get(qn("w:instr"), ""), self._is_in_code)
                self.fields.append(field)
                if field.word not in STEADY_FIELDS:
                    self.invisible_texts.update(element.iter(qn("w:t")))
            case "fldChar":
                self._mark(element.get(qn("w:fldCharType")))
            case "t":
                if self._depth:
                    self.invisible_texts.add(element)
            case _ if self._is_in_code:
                self._open_fields[-1].code += element.text or ""
            case _:
                self.fields.append(TemplateField(element.text or "", is_nested=False))

    @property
    def _is_in_code(self) -> bool:
        return bool(self._open_fields) and self._open_fields[-1].is_code

    def _mark(self, kind: str | None) -> None:
        """A field begins, shows what it has, or ends."""
        if kind == "begin":
            self._open_fields.append(_OpenField(is_nested=self._is_in_code))
            self._depth += 1
        elif self._open_fields:
            last = self._open_fields[-1]
            self._depth -= last.is_invisible
            if kind == "separate":
                last.is_code = False
                self._depth += last.is_invisible
            else:
                self.fields.append(self._open_fields.pop().field)
