"""Review copies as HTML: one file for each, without scripts and external resources, and an index of several.

Equal copies give equal bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipdsl.base.findings.phrase import Language
from ipdsl.office.letters.pages import SERIF_FONTS
from ipdsl.office.review.review_copy import MANY, ReviewCopy, headings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

INDEX = "index.html"
"""The file name of the index."""


def render_html(copy: ReviewCopy, *, index: str = "") -> bytes:
    """The copy as a page. It leads to the index, if there is one."""
    return _render("review.html", copy.language, copy=copy, index=index)


def render_index(copies: Sequence[tuple[str, ReviewCopy]]) -> bytes:
    """The index of copies, each with its file name."""
    return _render(INDEX, copies[0][1].language, copies=copies)


def _render(template: str, language: Language, **values: Any) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        autoescape=True, loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, trim_blocks=True
    )
    is_chinese = language is Language.ZH
    around = {
        "words": headings_of(language), "lang": "zh-CN" if is_chinese else "en", "fonts": SERIF_FONTS,
        "dot": " · ", "many": MANY,
        "open": "（" if is_chinese else "(", "close": "）" if is_chinese else ")",
    }  # fmt: skip
    return f"{environment.get_template(template).render(**around, **values)}\n".encode()
