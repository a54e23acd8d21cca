"""The title of an article: what stands between its number and its first sentence."""

from __future__ import annotations

import re

from ipdsl.audit.narrow import narrow
from ipdsl.audit.scan import scan
from ipdsl.draft.natures import kind_of_sentence

LONGEST = 30
_BRACKETED_TITLE = re.compile(r"[【\[(](?P<title>[^】\])\n]{2,20})[】\])]")
_TITLE = re.compile(rf"(?P<title>[^。;:!?\n]{{2,{LONGEST}}}?)(?P<end>[。:]| {{2,}}|[^\S\n]*\n[^\S\n]*\n|\n|$)")
_SHORT = 18
"""A title on a line without a mark is no longer; a longer line may be one of the printed page, which goes on."""
_BEGINS = re.compile(r"对|为了|本|凡|自|经|符合|申请|按|如|由")
_SAYS = re.compile(r"应当|可以|必须|不得|是指|负责|根据|给予|予以|一次性|的$")
"""How sentences begin, and what they say; titles do not."""


def title_of(article: str) -> str | None:
    """The title with which an article begins after its number, or `None` where a sentence begins at once."""
    words = re.sub(r"[*#]+", lambda mark: " " * len(mark[0]), article).lstrip()
    plain = narrow(words)
    match = _BRACKETED_TITLE.match(plain) or _TITLE.match(plain)
    if match is None or _is_sentence(match, plain):
        return None
    return words[match.start("title") : match.end("title")].strip()


def title_line(words: str) -> int:
    """How long the line of a title is that fills it; 0 where a sentence begins on the line."""
    match = _TITLE.match(narrow(words))
    fills = match is not None and "\n" in match["end"] and not _is_sentence(match, narrow(words))
    return match.end() if match is not None and fills else 0


def _is_sentence(match: re.Match[str], plain: str) -> bool:
    """Whether what could be the title is a sentence."""
    title, end = match["title"].strip(), match.groupdict().get("end")
    is_all = not plain[match.end() :].strip()
    if len(title) < 2 or _BEGINS.match(title) or _SAYS.search(title) or scan(title):
        return True
    if "," in title and (is_all or end != "。"):  # two clauses are a title only where a full stop ends them
        return True
    return (end == "\n" and len(title) > _SHORT) or (is_all and kind_of_sentence(title) is not None)
