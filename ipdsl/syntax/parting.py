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
from ipdsl.syntax.layout import Line
from ipdsl.syntax.tables import sentence_parser

Names: TypeAlias = Callable[[Sequence[str]], Iterable[str]]
"""From the names of vocabularies to the names that they declare, labels among them."""

_USE = re.compile(r"(?:use +|使用词汇 *)([^\W\d]\w*)")
_DECLARED = re.compile(
    r'(?:group|table|as|policy|组|标准表|简称|政策) +([^\W\d]\w*)|(?:组|简称)([^\W\d]\w*) *(?:"[^"]*")? *:?$'
)
_LABEL = re.compile(r'(?:group|table|as|组|标准表|简称) *[^\W\d]\w* *"([^"]*)"')


def part_words(laid_out: layout.Layout, names: Names | None, *, of_policy: bool) -> None:
    """Put blanks between the words of the Chinese sentences."""
    surfaces.tell(laid_out.lines)
    lines = [line for line in laid_out.every() if not line.is_broken]
    chinese = [line for line in lines if line.surfaces[0] is Surface.CHINESE]
    if not chinese:
        return
    used = [found[1] for line in lines if (found := _USE.match(line.text))]
    declared = {found[1] or found[2] for line in lines if (found := _DECLARED.match(line.text))}
    declared |= {found[1] for line in lines if (found := _LABEL.match(line.text))}
    if of_policy:
        declared.update(_declared_astray(lines))
    else:
        declared.update(word for line in lines for word in _OF_VOCABULARY.findall(line.text))
    words = cutting.Words(declared.union(used, () if names is None else names(used)))
    for line in chinese:
        cutting.cut(line, words)


_VERBS = "申请人|统称|选项|行情|记录|识别项|事件|状态"
_OF_VOCABULARY = re.compile(rf"(?:(?:{_VERBS}|于) +|(?:^|· ?)(?!{_VERBS}))([^\W\d]\w*)(?= |$)")
"""What a vocabulary declares: a word made up of others stays whole there."""
_DECLARATION = re.compile(r"(?:记录|统称|选项|行情) *(?=[^\W\d])|(?:申请人|级别) +(?!须|应)|(?:年度数据|申请人情况)$")


def _declared_astray(lines: Sequence[Line]) -> Iterable[str]:
    """The words of declarations that stand on the page of a policy: they are told, and what uses them is not."""
    for line in lines:
        found = _DECLARATION.match(line.text)
        for one in () if found is None else layout.below(line):
            text = one.text[found.end() if one is line and found is not None else 0 :]
            yield from re.findall(r"[^\W\d]\w*", text)


def cut_otherwise(line: Line, start: str) -> Any:
    """The tree of a Chinese sentence whose words are not the longest ones, if there is one alone; its words are those
    from then on."""
    read = readings(line, start)
    if len(read) != 1:
        return None
    tree, other = read[0]
    line.read_as(other)
    return tree


def readings(line: Line, start: str) -> list[tuple[Any, Line]]:
    """The different trees of a Chinese sentence in all cuts that make one, each with its cut."""
    read: list[tuple[Any, Line]] = []
    for other in line.others() if line.others is not None else ():
        try:
            tree = sentence_parser(Surface.CHINESE).parse(other.text, start=start)
        except UnexpectedInput:
            continue
        if all(tree != known for known, _ in read):
            read.append((tree, other))
    return read


def cut_around_unknown(line: Line, start: str) -> Any:
    """The tree of a Chinese sentence in which something is no word, if it is one with that as a name; a later stage
    says that nothing is called so."""
    if line.around_unknown is None or not line.has_unknown:
        return None
    other = line.around_unknown()
    try:
        tree = sentence_parser(Surface.CHINESE).parse(other.text, start=start)
    except UnexpectedInput:
        return None
    if tree.data in bodies.OF_NAMES_ALONE:
        return None
    line.read_as(other)
    return tree
