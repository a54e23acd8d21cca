"""Parts about what other programs and people read of a policy: schemas, types, pages in another form, stages."""

from __future__ import annotations

from tests.equivalence.drawn import PAGES, pairs, write_cities
from tests.equivalence.inputs import LANGUAGES, Folder, Inputs


def schemas(inputs: Inputs) -> None:
    """JSON Schema, OpenAPI and types of the facts, for the cities and for drawn pages."""
    for language in LANGUAGES:
        folder = inputs.folder(f"cities_{language}")
        write_cities(folder, language)
        for page in PAGES:
            _schemas(folder, f"{page}.ipp")
    for pair in pairs(inputs.seed, range(0, inputs.pairs, 20)):
        folder = inputs.folder(pair.name)
        page, _, _ = pair.write(folder)
        _schemas(folder, page)


def _schemas(folder: Folder, page: str) -> None:
    folder.command("schema", page)
    folder.command("schema", page, "--openapi")
    folder.command("schema", page, "--lang", "zh")
    folder.command("schema", page, "--decision")
    folder.python("describe", page)
    for language in LANGUAGES:
        for suffix in ("py", "ts"):
            name = f"{page.removesuffix('.ipp')}_{language}.{suffix}"
            folder.command("types", page, "-o", name, "--lang", language, collect=[name])
