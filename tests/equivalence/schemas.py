"""Parts about exports of a policy for other programs: schemas, types, compiled modules."""

from __future__ import annotations

from tests.equivalence.drawn import PAGES, firms, pairs, write_cities
from tests.equivalence.inputs import LANGUAGES, Folder, Inputs


def schemas(inputs: Inputs) -> None:
    """JSON Schema, OpenAPI and types of the facts, for the cities and for generated pages."""
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


def modules(inputs: Inputs) -> None:
    """Compiled modules, each with its decisions and totals. Their text may differ."""
    folder = inputs.folder("cities")
    write_cities(folder)
    for page in PAGES:
        every = firms(page, 4 + inputs.pairs // 50, inputs.seed)
        names = [folder.write(f"{page}_{number}.json", firm) for number, firm in enumerate(every)]
        _module(folder, page, names)
    for pair in pairs(inputs.seed, range(0, inputs.pairs, 8)):
        inner = inputs.folder(pair.name)
        pair.write(inner)
        _module(inner, "page", ["facts.json", "open.json"])


def _module(folder: Folder, page: str, facts: list[str]) -> None:
    folder.command("compile", f"{page}.ipp", "-o", f"{page}.py")
    folder.command("check", "--module", f"{page}.py", f"{page}.ipp")
    folder.python("module", f"{page}.py", *facts)
