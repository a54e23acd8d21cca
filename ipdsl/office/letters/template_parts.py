"""Check the parts of a Word template: its tags, relations, fields and addresses.

Input: a Word file as python-docx reads it, or the XML of one of its parts. Output: problems as in `template_check`.

Tags are checked before docxtpl reads the file. docxtpl removes a row, cell, paragraph or run together with all its
text, and `{{r total }}` puts a value where nothing is shown. Its patterns compare each `{{` with all later text, so
only braces that close within `LONGEST` characters are passed to it. Each text is searched once.

Relations, fields and addresses are compared with the lists in `template_names`, because a letter is sent with
everything in its template. None of these parts may fetch, run or send something when the letter is opened.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

import attrs
from docx.oxml.ns import qn
from lxml import etree

from ipdsl.office.letters.template_check import Problem, paragraph_excerpt
from ipdsl.office.letters.template_names import (
    DEEPEST,
    FIELDS,
    LINK,
    LONGEST,
    RELATIONS,
    STATEMENTS,
    STEADY_FIELDS,
    TAGS,
    name_rows,
)

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\"\\]+", re.IGNORECASE)
_ADDRESSES = etree.XPath("//@*[local-name()='src' or local-name()='href' or local-name()='althref']")
_CODE = re.compile(r'[\s"]*([^\s"\\]*)')
_TO = re.compile(
    r'\s*HYPERLINK(?:\s+"(?:https?://|mailto:)[^"\\]*")?(?:\s+\\[a-z](?:\s+"[^"\\]*")?)*(?:\s+\\\*\s+\w+)?\s*',
    re.IGNORECASE,
)


@attrs.frozen
class TemplateField:
    """A field: its code, and whether it is inside the code of a different field."""

    code: str
    is_nested: bool

    @property
    def word(self) -> str:
        """`HYPERLINK`; empty if the code has no word."""
        match = _CODE.match(self.code)
        return match[1].upper() if match else ""

    @property
    def is_allowed(self) -> bool:
        """Whether a letter may contain it."""
        if self.is_nested or self.word not in FIELDS:
            return False
        return self.word != LINK.upper() or _TO.fullmatch(self.code) is not None


def roots_of(document: Any) -> dict[Any, Any]:
    """The XML of each part of a Word file, by part.

    `customXml` is left out, because it has only data that is not shown.
    """
    return {
        part: _root_of(part)
        for part in document.part.package.iter_parts()
        if part.content_type.endswith("xml") and not str(part.partname).startswith("/customXml/")
    }


def part_problems(document: Any, roots: Mapping[Any, Any]) -> Iterator[Problem]:
    """The problems of relations, fields, addresses and mail merge in all parts of a Word file."""
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
    """A part as XML.

    Raises `ValueError` if it declares entities, which may expand without limit. Pictures may declare them.
    """
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in (root, getattr(part, "element", root)):
        if element.getroottree().docinfo.internalDTD is not None and not part.content_type.startswith("image/"):
            raise ValueError("a part declares entities")
    return root


def field_problems(root: Any) -> Iterator[Problem]:
    """Fields that a letter must not have."""
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
    """Addresses that drawings in the old format load."""
    for value in _ADDRESSES(root):
        space, _, word = value.attrname.rpartition("}")
        if space.endswith("/relationships") or not value.strip() or value.startswith("#"):
            continue
        if space or word != "href" or not _ADDRESS.fullmatch(value):
            yield {"kind": "address", "word": word, "text": value[:80]}


# ---------------------------------------------------------------------------------------------- fields


_FIELD_TAGS = tuple(map(qn, ("w:fldSimple", "w:fldChar", "w:instrText", "w:delInstrText", "w:t")))


class _OpenField:
    """A field that has begun. Its code ends where its result begins."""

    def __init__(self, *, is_nested: bool) -> None:
        self.code, self.is_nested, self.is_code = "", is_nested, True

    @property
    def field(self) -> TemplateField:
        return TemplateField(self.code, self.is_nested)

    @property
    def is_invisible(self) -> bool:
        """Whether a text in it is hidden or gets overwritten."""
        return self.is_code or self.field.word not in STEADY_FIELDS


class TemplateFields:
    """The fields of a part in all their forms, and the texts in them that are hidden or get overwritten.

    A code outside any field counts as a field.
    """

    def __init__(self, root: Any) -> None:
        self.fields: list[TemplateField] = []
        self.invisible_texts: set[Any] = set()
        self._open_fields: list[_OpenField] = []
        self._depth = 0
        """Number of open fields that hide their texts."""
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
        """Handle the start, the separator or the end of a field."""
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


_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_VALUE_FORM = re.compile(r"\s*(?:r|p|tr|tc)\s")
_HOLDER = re.compile(r"(p|tr|tc)\s")
_TAG = re.compile(r"(?:(?:r|p|tr|tc)\s)?[-+]?\s*(\w*)")
_LIKE_A_NAME = re.compile(r"[{｛]\s*([\w.]+)\s*[}｝]|[{｛][%％]|[%％][}｝]")


@attrs.frozen
class Tag:
    """A tag such as `{{ total }}`: its mark, its content, and its start and end in the text of its paragraph."""

    mark: str
    content: str
    begin: int
    end: int

    @property
    def whole(self) -> str:
        """The tag as written."""
        return f"{self.mark}{self.content}{_CLOSES[self.mark]}"


def tag_problems(root: Any) -> list[Problem]:
    """The problems of the tags in a part that is filled in."""
    return [*_outside_text(root), *_PartTags(root).problems()]


def unfilled_tags(root: Any) -> list[Problem]:
    """Paragraphs with tags in a part that is not filled in. The tags would be sent unchanged."""
    return [
        {"kind": "part", "word": match[0], "text": paragraph_excerpt(text)}
        for _, text in _texts(root, (qn("w:t"), qn("a:t")))
        if (match := _MARK.search(text)) and match[0] in ("{{", "{%")
    ]


def is_readable(wrong: Iterable[Problem]) -> bool:
    """Whether no tag is unclosed, too long or nested too deep, and no relation is wrong."""
    return not any(problem["kind"] in ("open", "stray", "long", "deep", "relation") for problem in wrong)


def tags_of_paragraph(text: str) -> Iterator[Tag | Problem]:
    """The tags of a paragraph in their order. If a brace does not close, a problem is the last item."""
    begin: re.Match[str] | None = None
    for match in _MARK.finditer(text):
        mark = match[0]
        if begin is None:
            if mark not in _CLOSES:
                yield {"kind": "stray", "word": mark, "text": paragraph_excerpt(text)}
                return
            begin = match
        elif mark != _CLOSES[begin[0]]:
            break
        elif match.start() - begin.end() > LONGEST:
            yield {"kind": "long", "word": begin[0], "text": paragraph_excerpt(text[begin.start() :])}
            return
        else:
            yield Tag(begin[0], text[begin.end() : match.start()], begin.start(), match.end())
            begin = None
    if begin is not None:
        yield {"kind": "open", "word": begin[0], "text": paragraph_excerpt(text[max(0, begin.start() - 40) :])}


# ---------------------------------------------------------------------------------------------- outside of text


def _outside_text(root: Any) -> Iterator[Problem]:
    """Tags in attributes, in codes of fields or in deleted text. A value there would be invisible."""
    shown_text = qn("w:t")
    for element in root.iter(etree.Element):
        texts = () if element.tag == shown_text else (element.text or "",)
        for value in (*element.attrib.values(), *texts):
            if match := _MARK.search(value):
                yield {
                    "kind": "place",
                    "word": match[0],
                    "text": paragraph_excerpt(value[max(0, match.start() - 40) :]),
                }


# ---------------------------------------------------------------------------------------------- in paragraphs


class _PartTags:
    """The paragraphs of a part, and its texts that are not shown."""

    def __init__(self, root: Any) -> None:
        all_texts = _texts(root, (qn("w:t"),))
        self.paragraphs = [(runs, text) for runs, text in all_texts if _MARK.search(text)]
        self.other = [text for _, text in all_texts if not _MARK.search(text)]
        self.unseen = TemplateFields(root).invisible_texts if self.paragraphs else set()

    def problems(self) -> Iterator[Problem]:
        """The problems by paragraph, then the problems of rows and cells."""
        for text in self.other:
            yield from _brace_problems(text, ())
        tags_by_holder: dict[Any, list[tuple[Tag, str]]] = {}
        depth = 0
        for runs, text in self.paragraphs:
            tags: list[Tag] = []
            for entry in tags_of_paragraph(text):
                if isinstance(entry, Tag):
                    tags.append(entry)
                    yield from self._tag_problems(entry, runs, text)
                else:
                    yield entry
                    break
            else:
                yield from _brace_problems(text, tags)
            holders = {_kind(entry): entry for entry in _holders(runs.pieces[0])}
            for holder in holders.values():
                tags_by_holder.setdefault(holder, []).extend((tag, text) for tag in tags)
            for tag in tags:
                depth += _depth_change(tag)
                if depth > DEEPEST:
                    yield {"kind": "deep", "word": tag.whole, "text": paragraph_excerpt(text)}
                    return
                if (kind := _removed_holder(tag)) is not None and kind not in holders:
                    yield {"kind": "no_table", "word": tag.whole, "text": paragraph_excerpt(text)}
        for holder, held_tags in tags_by_holder.items():
            yield from _crowded_tags(holder, held_tags)

    def _tag_problems(self, tag: Tag, runs: _ParagraphTexts, text: str) -> Iterator[Problem]:
        if tag.mark == "{%":
            word = _TAG.match(tag.content)
            if word is not None and word[1] not in TAGS:
                kind = "not_taken" if word[1] in STATEMENTS else "tag"
                yield {"kind": kind, "word": word[1] or tag.whole, "text": paragraph_excerpt(text)}
        elif tag.mark == "{{" and _VALUE_FORM.match(tag.content):
            yield {"kind": "form", "word": tag.whole, "text": paragraph_excerpt(text)}
        elif tag.mark == "{{":
            piece = runs.text_at(tag.begin)
            if piece in self.unseen or _is_hidden(piece):
                yield {"kind": "hidden", "word": tag.whole, "text": paragraph_excerpt(text)}


@attrs.frozen
class _ParagraphTexts:
    """The texts of a paragraph, and the offset of each in the joined text."""

    pieces: tuple[Any, ...]
    begins: tuple[int, ...]

    def text_at(self, place: int) -> Any:
        """The text that contains the character at `place`."""
        return self.pieces[bisect_right(self.begins, place) - 1]


def _texts(root: Any, kinds: tuple[str, ...]) -> list[tuple[_ParagraphTexts, str]]:
    """Each paragraph as separate texts and as one joined text."""
    pieces: dict[Any, list[Any]] = {}
    for piece in root.iter(*kinds):
        paragraph = next(
            (ancestor for ancestor in piece.iterancestors() if ancestor.tag in (qn("w:p"), qn("a:p"))), root
        )
        pieces.setdefault(paragraph, []).append(piece)
    paragraphs = []
    for piece_list in pieces.values():
        texts = [piece.text or "" for piece in piece_list]
        begins = (0, *accumulate(map(len, texts)))
        paragraphs.append((_ParagraphTexts(tuple(piece_list), begins[:-1]), "".join(texts)))
    return paragraphs


def _holders(piece: Any) -> Iterator[Any]:
    """The paragraph, the cell and the row that contain a text."""
    wanted = [qn("w:p"), qn("w:tc"), qn("w:tr")]
    for ancestor in piece.iterancestors():
        if ancestor.tag in wanted:
            wanted.remove(ancestor.tag)
            yield ancestor


def _depth_change(tag: Tag) -> int:
    """1 for the start of a condition or loop, -1 for its end, otherwise 0."""
    word = _TAG.match(tag.content) if tag.mark == "{%" else None
    return 0 if word is None else _DEPTHS.get(word[1], 0)


_DEPTHS = {"if": 1, "for": 1, "endif": -1, "endfor": -1}


def _kind(holder: Any) -> str:
    return str(holder.tag.rpartition("}")[2])


def _removed_holder(tag: Tag) -> str | None:
    """The part that is removed together with a tag: `p`, `tc` or `tr`."""
    match = None if tag.mark == "{{" else _HOLDER.match(tag.content)
    return None if match is None else match[1]


def _crowded_tags(holder: Any, tags: list[tuple[Tag, str]]) -> Iterator[Problem]:
    """Tags next to a tag that removes its row, cell or paragraph. They would be removed with it."""
    kind = _kind(holder)
    takes = [tag for tag, _ in tags if _removed_holder(tag) == kind]
    for tag, text in tags if takes else ():
        if tag is not takes[0]:
            yield {"kind": kind, "word": tag.whole, "text": paragraph_excerpt(text)}


def _is_hidden(piece: Any) -> bool:
    """Whether a text is hidden, moved away, deleted, or overwritten by the data binding of its content control."""
    hidden = piece.getparent().find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    if hidden is not None and hidden.get(qn("w:val"), "1") not in ("0", "false", "off"):
        return True
    return any(
        ancestor.tag in (qn("w:moveFrom"), qn("w:del"))
        or (ancestor.tag == qn("w:sdt") and ancestor.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None)
        for ancestor in piece.iterancestors()
    )


# ---------------------------------------------------------------------------------------------- almost tags


def _brace_problems(text: str, tags: Iterable[Tag]) -> Iterator[Problem]:
    """Names in braces that are not tags: single braces or Chinese braces."""
    ends = [0, *(offset for tag in tags for offset in (tag.begin, tag.end)), len(text)]
    for begin, end in zip(ends[::2], ends[1::2], strict=True):
        for match in _LIKE_A_NAME.finditer(text, begin, end):
            word = match[1]
            if word is None or word.rpartition(".")[2] in _EVERY_NAME:
                yield {"kind": "braces", "word": match[0], "text": paragraph_excerpt(text)}


_EVERY_NAME = frozenset(part for _, _, one in name_rows() for part in (one.name, one.zh))
