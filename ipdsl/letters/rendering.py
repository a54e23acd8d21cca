"""The process that fills in Word templates: `python -m ipdsl.letters.rendering TEMPLATE FOLDER`.

Contents come on standard input, a line of JSON for each letter, and go into `FOLDER/0.docx`, `FOLDER/1.docx` and on. It
says `{"letters": N}`, or `{"refused": KIND, "what": …}`, or `{"wrong": […]}`, as `ipdsl.letters.checking` has it. The
template may be a stranger's, so the process limits its memory, and the time of each letter.
"""

from __future__ import annotations

import io
import json
import re
import signal
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from ipdsl.desk.child import RefusedError, guard, limit
from ipdsl.letters.checking import Stripped, Wrong, wrong_in
from ipdsl.letters.filling import Filling
from ipdsl.letters.names import both_ways
from ipdsl.letters.parts import roots_of, wrong_parts
from ipdsl.letters.tags import is_readable, unfilled, wrong_tags

SECONDS = 4.0
"""The processor's time for one letter."""

LARGEST = 50_000_000
"""What all texts of one letter may come to, in bytes."""

_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FILLED = re.compile(r"[.](?:document[.]main|header|footer|footnotes)[+]xml$")
"""Parts in which names are put in place."""
_ASIDE = re.compile(r"[.]document[.]glossary[+]xml$")
"""Parts that no reader sees."""


def main(template: str, folder: str) -> None:
    """Write the letters."""
    limit()
    try:
        said = _filled(template, folder)
    except RefusedError as error:
        said = {"refused": error.kind, "what": error.what}
    except MemoryError:
        said = {"refused": "memory", "what": ""}
    except OSError as error:
        said = {"refused": "unwritten", "what": error.strerror or ""}
    except Exception:  # a broken archive breaks its readers in many ways
        said = {"refused": "broken", "what": ""}
    sys.stdout.write(json.dumps(said) + "\n")


def _filled(path: str, folder: str) -> dict[str, Any]:
    data = _checked(path)
    environment = Stripped()
    if wrong := wrong_of(data, environment):
        return {"wrong": wrong}
    count = 0
    for line in sys.stdin:
        _hold(SECONDS)
        template = Filling(io.BytesIO(data))
        template.render(both_ways(json.loads(line)), environment, autoescape=True)
        if template.wrong:
            return {"wrong": template.wrong}
        template.save(f"{folder}/{count}.docx")
        count += 1
    return {"letters": count}


def wrong_of(data: bytes, environment: Stripped) -> list[Wrong]:
    """What is wrong with a template, each once. What does not close is told alone: the rest cannot be read."""
    template = Filling(io.BytesIO(data))
    document = template.get_docx()
    roots = roots_of(document)
    wrong = [*wrong_parts(document, roots)]
    for part, root in roots.items():
        if _FILLED.search(part.content_type):
            wrong += wrong_tags(root)
        elif not _ASIDE.search(part.content_type):
            wrong += unfilled(root)
    properties = [getattr(document.core_properties, name) or "" for name in _PROPERTIES]
    if is_readable(wrong):
        sources = (*_sources(template), *properties)
        found = [one for source in sources for one in wrong_in(source, environment)]
        told = any(one["kind"] in ("tag", "form") for one in wrong)
        wrong += [one for one in found if not (told and one["kind"] in ("tag", "syntax"))]
    return [*{tuple(one.values()): one for one in wrong}.values()]


def _checked(path: str) -> bytes:
    """The bytes of a Word file; `RefusedError` where it is none, or is more than a letter."""
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


def _sources(template: Filling) -> Iterator[str]:
    """All text of a Word file in which names may stand, a paragraph on each line."""
    document = template.get_docx()
    yield _in_lines(template.patch_xml(template.get_xml()))
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield _in_lines(template.patch_xml(template.get_part_xml(part)))
    for part in document.part.package.parts:
        if part.content_type == _FOOTNOTES:
            yield _in_lines(template.patch_xml(part.blob.decode("utf-8")))


def _in_lines(xml: str) -> str:
    return xml.replace("\n", " ").replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ")


def _hold(seconds: float) -> None:
    """End this process after so much of the processor's time, counted from now."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
