"""The process that fills in Word templates: `python -m ipdsl.letters.rendering TEMPLATE FOLDER`.

Contents come on standard input, a line of JSON for each letter, and go into `FOLDER/0.docx`, `FOLDER/1.docx` and on. It
says `{"letters": N}`, or `{"refused": KIND, "what": …}`, or `{"wrong": […]}`, as `ipdsl.letters.checking` has it. The
template may be a stranger's, so the process limits its memory, and the time of each letter.
"""

from __future__ import annotations

import io
import json
import signal
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from ipdsl.desk.child import RefusedError, guard, limit
from ipdsl.letters.checking import Stripped, wrong_in
from ipdsl.letters.names import both_ways

SECONDS = 4.0
"""The processor's time for one letter."""

LARGEST = 50_000_000
"""What all texts of one letter may come to, in bytes."""

_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_OUTSIDE = ("attachedTemplate", "frame", "image", "oleObject", "subDocument", "video", "audio")
"""What a letter would fetch from elsewhere when it is opened."""


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
    from docxtpl import DocxTemplate

    data = _checked(path)
    environment = Stripped()
    template = DocxTemplate(io.BytesIO(data))
    wrong = [one for source in _sources(template) for one in wrong_in(source, environment)]
    if wrong:
        return {"wrong": wrong}
    count = 0
    for line in sys.stdin:
        _hold(SECONDS)
        template = DocxTemplate(io.BytesIO(data))
        template.render(both_ways(json.loads(line)), environment, autoescape=True)
        template.save(f"{folder}/{count}.docx")
        count += 1
    return {"letters": count}


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


def _sources(template: Any) -> Iterator[str]:
    """All text of a Word file in which names may stand, a paragraph on each line."""
    document = template.get_docx()
    for relation in _relations(document):
        if relation.is_external and relation.reltype.rpartition("/")[2] in _OUTSIDE:
            raise RefusedError("outside", relation.target_ref[:80])
    yield _in_lines(template.patch_xml(template.get_xml()))
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield _in_lines(template.patch_xml(template.get_part_xml(part)))
    for part in document.part.package.parts:
        if part.content_type == _FOOTNOTES:
            yield _in_lines(template.patch_xml(part.blob.decode("utf-8")))
    for name in _PROPERTIES:
        yield getattr(document.core_properties, name) or ""


def _relations(document: Any) -> Iterator[Any]:
    yield from document.part.package.rels.values()
    for part in document.part.package.parts:
        yield from part.rels.values()


def _in_lines(xml: str) -> str:
    return xml.replace("\n", " ").replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ")


def _hold(seconds: float) -> None:
    """End this process after so much of the processor's time, counted from now."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
