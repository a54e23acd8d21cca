"""The process that fills in Word templates: `python -m ipdsl.office.letters.rendering_process TEMPLATE FOLDER`.

Input: a template, and on standard input lines of JSON: the names of further details, and then one line for each letter.
Output: the files `FOLDER/0.docx`, `FOLDER/1.docx` and so on, and one line of JSON. This line is
`{"letters": N, "doubtful": […]}`, or `{"refused": KIND, "what": …}`, or `{"wrong": […]}`, with problems of
`ipdsl.office.letters.template_check`.

The template may be untrusted, so the process limits its memory, and the time for each letter.

docxtpl parses each filled part leniently and drops text that does not fit. The process therefore puts each value
between two marks and checks that every value is in a visible text. If one is not, the letter is refused.
"""

from __future__ import annotations

import io
import json
import re
import signal
import sys
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree

from ipdsl.base.hidden_text import HiddenStyles
from ipdsl.office.letters.template_check import (
    BEGIN,
    END,
    XML_TAG,
    Problem,
    RestrictedEnvironment,
    bilingual_content,
    field_problems,
    is_readable,
    paragraph_excerpt,
    part_problems,
    property_problems,
    recalculation_problems,
    roots_of,
    tag_problems,
    template_problems,
    unfilled_tags,
    unshown_parts,
    words_without_figures,
)
from ipdsl.office.sheets.workbook_process import RefusedError, guard, limit_process, refusals
from ipdsl.office.stamp import MOST_OF_PROPERTY, add_word_properties, stamps_from_text

_STEP = re.compile(f"<w:t(?:>| [^>]*>)|</w:t>|<w:p[ >]|{BEGIN}")
_MARKS = re.compile(f"[{BEGIN}{END}]")


class MarkedTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A docxtpl template that checks its own output. `problems` has the problems of the filled parts."""

    def __init__(self, file: Any) -> None:
        super().__init__(file)
        self.problems: list[Problem] = []

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """The part with its values. Problems are added to `problems`."""
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

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """The document properties with their values, shortened to what Word accepts."""
        for name in _PROPERTIES:
            text = jinja_env.from_string(getattr(self.docx.core_properties, name) or "").render(context)
            setattr(self.docx.core_properties, name, text[:MOST_OF_PROPERTY])


def _invisible_values(xml: str) -> list[Problem]:
    """The values outside visible text, each with its paragraph."""
    problems: list[Problem] = []
    paragraph, is_text = 0, False
    for step in _STEP.finditer(xml):
        if step[0] == BEGIN:
            if not is_text:
                value = xml[step.end() : xml.find(END, step.end())]
                end = xml.find("</w:p>", step.end())
                text = _MARKS.sub("", XML_TAG.sub("", xml[paragraph : end if end >= 0 else len(xml)]))
                problems.append({"kind": "unseen", "word": paragraph_excerpt(value), "text": paragraph_excerpt(text)})
        elif step[0].startswith("<w:p"):
            paragraph = step.start()
        else:
            is_text = step[0].startswith("<w:t") and not step[0].endswith("/>")
    return problems


SECONDS = 4.0
"""Limit of processor time for one letter, in seconds."""

LARGEST = 50_000_000
"""Largest total size of the texts of one letter, in bytes."""

_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FILLED_PARTS = re.compile(r"[.](?:document[.]main|header|footer|footnotes)[+]xml$")
"""The parts in which names are replaced."""
_GLOSSARY_PART = re.compile(r"[.]document[.]glossary[+]xml$")
"""Parts that are not displayed."""


def main(template: str, folder: str) -> None:
    """Write the letters to `folder` and the reply to standard output."""
    limit_process()
    with refusals("unwritten"):
        sys.stdout.write(json.dumps(_fill_letters(template, folder)) + "\n")


def _fill_letters(path: str, folder: str) -> dict[str, Any]:
    data = _read_template(path)
    environment = RestrictedEnvironment()
    notes: list[str] = json.loads(sys.stdin.readline())
    if wrong := problems_of_template(data, environment, notes):
        return {"wrong": wrong}
    sources, count = [*_sources(MarkedTemplate(io.BytesIO(data)))], 0
    words = words_without_figures(sources)
    for line in sys.stdin:
        if hasattr(signal, "setitimer"):  # the process ends after this processor time, counted from now
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
        content = json.loads(line)
        if words and not content["total_in_words"]:
            return {"wrong": words}
        template = MarkedTemplate(io.BytesIO(data))
        content["details"] = {**dict.fromkeys(notes, ""), **content["details"]}
        template.render(bilingual_content(content), environment, autoescape=True)
        if template.problems:
            return {"wrong": template.problems}
        add_word_properties(template.docx, stamps_from_text(content["stamp"]))
        template.save(f"{folder}/{count}.docx")
        count += 1
    doubtful = [problem for source in sources for problem in recalculation_problems(source)]
    return {"letters": count, "doubtful": doubtful}


def problems_of_template(data: bytes, environment: RestrictedEnvironment, notes: Sequence[str] = ()) -> list[Problem]:
    """The problems of a template, without duplicates. `notes` are further details that it may use.

    If a tag does not close, the code in the template is not checked.
    """
    template = MarkedTemplate(io.BytesIO(data))
    document = template.get_docx()
    roots = roots_of(document)
    root_of_styles = next((root for root in roots.values() if root.tag == qn("w:styles")), document.element)
    styles, unshown = HiddenStyles(root_of_styles, with_struck_text=True), unshown_parts(document)
    wrong = [*part_problems(document, roots)]
    for part, root in roots.items():
        if _FILLED_PARTS.search(part.content_type):
            wrong += tag_problems(root, styles, is_shown=part not in unshown)
        elif not _GLOSSARY_PART.search(part.content_type):
            wrong += unfilled_tags(root)
    properties = [getattr(document.core_properties, name) or "" for name in _PROPERTIES]
    wrong += property_problems(properties)
    if is_readable(wrong):
        sources = (*_sources(template), *properties)
        text_problems = [problem for source in sources for problem in template_problems(source, environment, notes)]
        is_unclosed = any(problem["kind"] in ("tag", "form") for problem in wrong)
        wrong += [problem for problem in text_problems if not (is_unclosed and problem["kind"] in ("tag", "syntax"))]
    return [*{tuple(problem.values()): problem for problem in wrong}.values()]


def _read_template(path: str) -> bytes:
    """The bytes of a Word file. Raises `RefusedError` if it is not a Word file or contains macros or embedded files."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise RefusedError("old")
    if data[:4] != b"PK\x03\x04":
        raise RefusedError("no word")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        guard(archive)
        names = archive.namelist()
        if not any(name.startswith("word/") for name in names):
            raise RefusedError("no word")
        if any(name.endswith("vbaProject.bin") for name in names):
            raise RefusedError("macros")
        if any("/embeddings/" in name or "/activeX/" in name for name in names):
            raise RefusedError("embedded")
    return data


def _sources(template: MarkedTemplate) -> Iterator[str]:
    """All texts of a Word file that may contain names, one line per paragraph."""
    document = template.get_docx()
    yield _paragraph_lines(template.patch_xml(template.get_xml()))
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        yield from (
            _paragraph_lines(template.patch_xml(template.get_part_xml(part)))
            for _, part in template.get_headers_footers(uri)
        )
    yield from (
        _paragraph_lines(template.patch_xml(part.blob.decode("utf-8")))
        for part in document.part.package.parts
        if part.content_type == _FOOTNOTES
    )


def _paragraph_lines(xml: str) -> str:
    return xml.replace("\n", " ").replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
