"""Letters as HTML pages. Each page is one file without scripts or external resources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ipdsl.base.findings.phrase import Language
from ipdsl.office.errors import require_letter_libraries
from ipdsl.office.letters.content import Content, words_of

_PAGE = Path(__file__).with_name("letter.html")


def render_html(letters: Sequence[Content], language: Language) -> list[bytes]:
    """One page per content."""
    require_letter_libraries("jinja2")
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.from_string(_PAGE.read_text("utf-8"))
    is_chinese = language is Language.ZH
    around = {
        "words": words_of(language), "language": "zh-CN" if is_chinese else "en",
        "colon": "：" if is_chinese else ": ", "between": "；" if is_chinese else "; ",
    }  # fmt: skip
    return [f"{page.render({**content, **around})}\n".encode() for content in letters]
