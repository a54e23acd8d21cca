"""A template that is filled in: each of its values stands in a text that is shown, or the letter is refused.

docxtpl reads what it made of a part with a parser that mends: what does not fit is dropped. So each value is put
between two marks, and the part is read as it stands before it goes on.
"""

from __future__ import annotations

import re
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

from ipdsl.letters.checking import BEGIN, END, Problem, RestrictedEnvironment, paragraph_excerpt
from ipdsl.letters.parts import field_problems

_STEP = re.compile(f"<w:t(?:>| [^>]*>)|</w:t>|<w:p[ >]|{BEGIN}")
_MARKS = re.compile(f"[{BEGIN}{END}]")
_TAG = re.compile(r"<[^>]+>")


class MarkedTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template as docxtpl has it; `problems` is what a letter of it would lack."""

    def __init__(self, file: Any) -> None:
        super().__init__(file)
        self.problems: list[Problem] = []

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """The part with its values; what is wrong with it is kept."""
        assert isinstance(jinja_env, RestrictedEnvironment)
        with jinja_env.mark_values():
            filled_xml: str = super().render_xml_part(src_xml, part, context, jinja_env)
        self.problems += _invisible_values(filled_xml)
        xml = _MARKS.sub("", filled_xml)
        try:
            root = etree.fromstring(xml.encode("utf-8"))
        except etree.XMLSyntaxError:
            self.problems.append({"kind": "crossed", "word": "", "text": ""})
        else:
            self.problems += field_problems(root)
        return xml


def _invisible_values(xml: str) -> list[Problem]:
    """The values that stand in no text, each with its paragraph."""
    problems: list[Problem] = []
    paragraph, is_text = 0, False
    for step in _STEP.finditer(xml):
        if step[0] == BEGIN:
            if not is_text:
                value = xml[step.end() : xml.find(END, step.end())]
                end = xml.find("</w:p>", step.end())
                text = _MARKS.sub("", _TAG.sub("", xml[paragraph : end if end >= 0 else len(xml)]))
                problems.append({"kind": "unseen", "word": paragraph_excerpt(value), "text": paragraph_excerpt(text)})
        elif step[0].startswith("<w:p"):
            paragraph = step.start()
        else:
            is_text = step[0].startswith("<w:t") and not step[0].endswith("/>")
    return problems
