"""Where the tags of a template stand: what docxtpl would drop, or leave as it is, is found before it reads the file.

In: the parts of a Word file as XML. Out: what is wrong, as `checking` has it. docxtpl takes a row, cell, paragraph or
run out of the file with all that stands in it, and `{{r total }}` puts a value where nothing is shown. Its patterns
try each `{{` against all text behind it, so that only braces that close soon are given to it. Every text is looked
through once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

import attrs
from docx.oxml.ns import qn
from lxml import etree

from ipdsl.letters.checking import Wrong, shown
from ipdsl.letters.limits import DEEPEST, LONGEST, STATEMENTS, TAGS
from ipdsl.letters.names import in_rows
from ipdsl.letters.parts import Fields

_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_VALUE_FORM = re.compile(r"\s*(?:r|p|tr|tc)\s")
_HOLDER = re.compile(r"(p|tr|tc)\s")
_TAG = re.compile(r"(?:(?:r|p|tr|tc)\s)?[-+]?\s*(\w*)")
_LIKE_A_NAME = re.compile(r"[{｛]\s*([\w.]+)\s*[}｝]|[{｛][%％]|[%％][}｝]")


@attrs.frozen
class Tag:
    """`{{ total }}`: its mark, what stands in it, where it begins and ends in the text of its paragraph."""

    mark: str
    said: str
    begin: int
    end: int

    @property
    def whole(self) -> str:
        """The tag as it is written."""
        return f"{self.mark}{self.said}{_CLOSES[self.mark]}"


def wrong_tags(root: Any) -> list[Wrong]:
    """What is wrong with the tags of a part that is filled in."""
    return [*_outside_text(root), *_Part(root).wrong()]


def unfilled(root: Any) -> list[Wrong]:
    """Paragraphs with tags in a part that is not filled in, so that they would go out as they are."""
    return [
        {"kind": "part", "word": found[0], "text": shown(text)}
        for _, text in _texts(root, (qn("w:t"), qn("a:t")))
        if (found := _MARK.search(text)) and found[0] in ("{{", "{%")
    ]


def is_readable(wrong: Iterable[Wrong]) -> bool:
    """Whether all tags close and all parts are there, so that the template can be read on."""
    return not any(one["kind"] in ("open", "stray", "long", "deep", "relation") for one in wrong)


def tags_in(text: str) -> Iterator[Tag | Wrong]:
    """The tags of a paragraph in their order; it ends with what is wrong, where a brace does not close."""
    begin: re.Match[str] | None = None
    for found in _MARK.finditer(text):
        mark = found[0]
        if begin is None:
            if mark not in _CLOSES:
                yield {"kind": "stray", "word": mark, "text": shown(text)}
                return
            begin = found
        elif mark != _CLOSES[begin[0]]:
            break
        elif found.start() - begin.end() > LONGEST:
            yield {"kind": "long", "word": begin[0], "text": shown(text[begin.start() :])}
            return
        else:
            yield Tag(begin[0], text[begin.end() : found.start()], begin.start(), found.end())
            begin = None
    if begin is not None:
        yield {"kind": "open", "word": begin[0], "text": shown(text[max(0, begin.start() - 40) :])}


# ---------------------------------------------------------------------------------------------- outside of text


def _outside_text(root: Any) -> Iterator[Wrong]:
    """Tags in attributes, in codes of fields, in text that was deleted: nobody sees what is put there."""
    shown_text = qn("w:t")
    for element in root.iter(etree.Element):
        said = () if element.tag == shown_text else (element.text or "",)
        for value in (*element.attrib.values(), *said):
            if found := _MARK.search(value):
                yield {"kind": "place", "word": found[0], "text": shown(value[max(0, found.start() - 40) :])}


# ---------------------------------------------------------------------------------------------- in paragraphs


class _Part:
    """The paragraphs of a part, and what of it is not shown."""

    def __init__(self, root: Any) -> None:
        every = _texts(root, (qn("w:t"),))
        self.paragraphs = [(runs, text) for runs, text in every if _MARK.search(text)]
        self.other = [text for _, text in every if not _MARK.search(text)]
        self.unseen = Fields(root).unseen if self.paragraphs else set()

    def wrong(self) -> Iterator[Wrong]:
        """What is wrong, paragraph by paragraph; rows and cells after them."""
        for text in self.other:
            yield from _like_names(text, ())
        held: dict[Any, list[tuple[Tag, str]]] = {}
        depth = 0
        for runs, text in self.paragraphs:
            tags: list[Tag] = []
            for one in tags_in(text):
                if isinstance(one, Tag):
                    tags.append(one)
                    yield from self._of_tag(one, runs, text)
                else:
                    yield one
                    break
            else:
                yield from _like_names(text, tags)
            holders = {_kind(one): one for one in _holders(runs.pieces[0])}
            for holder in holders.values():
                held.setdefault(holder, []).extend((tag, text) for tag in tags)
            for tag in tags:
                depth += _deeper(tag)
                if depth > DEEPEST:
                    yield {"kind": "deep", "word": tag.whole, "text": shown(text)}
                    return
                if (kind := _taken_with(tag)) is not None and kind not in holders:
                    yield {"kind": "no_table", "word": tag.whole, "text": shown(text)}
        for holder, every in held.items():
            yield from _crowded(holder, every)

    def _of_tag(self, tag: Tag, runs: _Runs, text: str) -> Iterator[Wrong]:
        if tag.mark == "{%":
            word = _TAG.match(tag.said)
            if word is not None and word[1] not in TAGS:
                kind = "not_taken" if word[1] in STATEMENTS else "tag"
                yield {"kind": kind, "word": word[1] or tag.whole, "text": shown(text)}
        elif tag.mark == "{{" and _VALUE_FORM.match(tag.said):
            yield {"kind": "form", "word": tag.whole, "text": shown(text)}
        elif tag.mark == "{{":
            piece = runs.at(tag.begin)
            if piece in self.unseen or _is_hidden(piece):
                yield {"kind": "hidden", "word": tag.whole, "text": shown(text)}


@attrs.frozen
class _Runs:
    """The texts of a paragraph, and where each begins in all of it."""

    pieces: tuple[Any, ...]
    begins: tuple[int, ...]

    def at(self, place: int) -> Any:
        """The text that holds a character."""
        return self.pieces[bisect_right(self.begins, place) - 1]


def _texts(root: Any, kinds: tuple[str, ...]) -> list[tuple[_Runs, str]]:
    """Each paragraph, text by text and in one."""
    pieces: dict[Any, list[Any]] = {}
    for piece in root.iter(*kinds):
        paragraph = next((one for one in piece.iterancestors() if one.tag in (qn("w:p"), qn("a:p"))), root)
        pieces.setdefault(paragraph, []).append(piece)
    found = []
    for every in pieces.values():
        said = [piece.text or "" for piece in every]
        begins = (0, *accumulate(map(len, said)))
        found.append((_Runs(tuple(every), begins[:-1]), "".join(said)))
    return found


def _holders(piece: Any) -> Iterator[Any]:
    """The paragraph, the cell and the row in which a text stands."""
    wanted = [qn("w:p"), qn("w:tc"), qn("w:tr")]
    for one in piece.iterancestors():
        if one.tag in wanted:
            wanted.remove(one.tag)
            yield one


def _deeper(tag: Tag) -> int:
    """1 where a condition or loop begins, -1 where it ends."""
    word = _TAG.match(tag.said) if tag.mark == "{%" else None
    return 0 if word is None else _DEPTHS.get(word[1], 0)


_DEPTHS = {"if": 1, "for": 1, "endif": -1, "endfor": -1}


def _kind(holder: Any) -> str:
    return str(holder.tag.rpartition("}")[2])


def _taken_with(tag: Tag) -> str | None:
    """What vanishes with a tag: `p`, `tc`, `tr`."""
    found = None if tag.mark == "{{" else _HOLDER.match(tag.said)
    return None if found is None else found[1]


def _crowded(holder: Any, every: list[tuple[Tag, str]]) -> Iterator[Wrong]:
    """A tag that takes away its row, cell or paragraph stands there alone: other tags would vanish with it."""
    kind = _kind(holder)
    takes = [tag for tag, _ in every if _taken_with(tag) == kind]
    for tag, text in every if takes else ():
        if tag is not takes[0]:
            yield {"kind": kind, "word": tag.whole, "text": shown(text)}


def _is_hidden(piece: Any) -> bool:
    """Whether a text is hidden, was moved away, or is written over by what its content control is bound to."""
    hidden = piece.getparent().find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    if hidden is not None and hidden.get(qn("w:val"), "1") not in ("0", "false", "off"):
        return True
    return any(
        one.tag in (qn("w:moveFrom"), qn("w:del"))
        or (one.tag == qn("w:sdt") and one.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None)
        for one in piece.iterancestors()
    )


# ---------------------------------------------------------------------------------------------- nearly tags


def _like_names(text: str, tags: Iterable[Tag]) -> Iterator[Wrong]:
    """Names in braces that are no tags: one brace, or those of Chinese script."""
    ends = [0, *(at for tag in tags for at in (tag.begin, tag.end)), len(text)]
    for begin, end in zip(ends[::2], ends[1::2], strict=True):
        for found in _LIKE_A_NAME.finditer(text, begin, end):
            word = found[1]
            if word is None or word.rpartition(".")[2] in _EVERY_NAME:
                yield {"kind": "braces", "word": found[0], "text": shown(text)}


_EVERY_NAME = frozenset(part for _, _, one in in_rows() for part in (one.name, one.zh))
