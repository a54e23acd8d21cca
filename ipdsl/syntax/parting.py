"""The words of the Chinese sentences of a page: which they are, and the sentences that other cuts of them make.

In: the laid out lines, and the names that the page may use. Out: the same lines with blanks between their words; for
one that makes no sentence so, the tree of another cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from lark.exceptions import UnexpectedInput

from ipdsl.syntax import bodies, cutting, layout, surfaces
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import SentenceLine
from ipdsl.syntax.tables import sentence_parser

Names: TypeAlias = Callable[[Sequence[str]], Iterable[str]]
"""From the names of vocabularies to the names that they declare, labels among them."""

_USE = re.compile(r"(?:use +|使用词汇 *)([^\W\d]\w*)")
_DECLARED = re.compile(
    r'(?:group|table|as|policy|组|标准表|简称|政策) +([^\W\d]\w*)|(?:组|简称)([^\W\d]\w*) *(?:"[^"]*")? *:?$'
)
_LABEL = re.compile(r'(?:group|table|as|组|标准表|简称) *[^\W\d]\w* *"([^"]*)"')


def segment_page(laid_out: layout.Layout, names: Names | None, *, of_policy: bool) -> None:
    """Put blanks between the words of the Chinese sentences."""
    surfaces.assign_surfaces(laid_out.lines)
    lines = [line for line in laid_out.all_lines() if not line.is_broken]
    chinese = [line for line in lines if line.surfaces[0] is Surface.CHINESE]
    if not chinese:
        return
    used = [match[1] for line in lines if (match := _USE.match(line.text))]
    declared = {match[1] or match[2] for line in lines if (match := _DECLARED.match(line.text))}
    declared |= {match[1] for line in lines if (match := _LABEL.match(line.text))}
    if of_policy:
        declared.update(_misplaced_declarations(lines))
    else:
        declared.update(word for line in lines for word in _VOCABULARY_WORD.findall(line.text))
    words = cutting.WordList(declared.union(used, () if names is None else names(used)))
    for line in chinese:
        cutting.segment(line, words)


_VERBS = "申请人|统称|选项|行情|记录|识别项|事件|状态"
_VOCABULARY_WORD = re.compile(rf"(?:(?:{_VERBS}|于) +|(?:^|· ?)(?!{_VERBS}))([^\W\d]\w*)(?= |$)")
"""What a vocabulary declares: a word made up of others stays whole there."""
_DECLARATION = re.compile(r"(?:记录|统称|选项|行情) *(?=[^\W\d])|(?:申请人|级别) +(?!须|应)|(?:年度数据|申请人情况)$")


def _misplaced_declarations(lines: Sequence[SentenceLine]) -> Iterable[str]:
    """The words of declarations that stand on the page of a policy: they are told, and what uses them is not."""
    for line in lines:
        declaration = _DECLARATION.match(line.text)
        for inner_line in () if declaration is None else layout.line_and_below(line):
            text = inner_line.text[declaration.end() if inner_line is line and declaration is not None else 0 :]
            yield from re.findall(r"[^\W\d]\w*", text)


def tree_of_other_segmentation(line: SentenceLine, start: str) -> Any:
    """The tree of a Chinese sentence whose words are not the longest ones, if there is one alone; its words are those
    from then on."""
    read = readings(line, start)
    if len(read) != 1:
        return None
    tree, other = read[0]
    line.take_segmentation(other)
    return tree


def readings(line: SentenceLine, start: str) -> list[tuple[Any, SentenceLine]]:
    """The different trees of a Chinese sentence in all cuts that make one, each with its cut."""
    read: list[tuple[Any, SentenceLine]] = []
    for other in line.other_segmentations() if line.other_segmentations is not None else ():
        try:
            tree = sentence_parser(Surface.CHINESE).parse(other.text, start=start)
        except UnexpectedInput:
            continue
        if all(tree != known for known, _ in read):
            read.append((tree, other))
    return read


def tree_around_unknown(line: SentenceLine, start: str) -> Any:
    """The tree of a Chinese sentence in which something is no word, if it is one with that as a name; a later stage
    says that nothing is called so."""
    if line.segment_around_unknown is None or not line.has_unknown:
        return None
    other = line.segment_around_unknown()
    try:
        tree = sentence_parser(Surface.CHINESE).parse(other.text, start=start)
    except UnexpectedInput:
        return None
    if tree.data in bodies.NAMELIKE_KINDS:
        return None
    line.take_segmentation(other)
    return tree
