"""Pages that are not documents: the first page in both languages, files that documents link to, and the gallery.

Each page has the language of its document, and a link to the same page of the other language.
"""

from __future__ import annotations

import gettext
import html
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx
from docutils import nodes
from landing_words import LANDING, MISSING_WORDS
from policy_lexer import PolicyLexer
from pygments.lexers import find_lexer_class_for_filename
from site_source import CODE, CONTENTS, ROOT
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LANGUAGES = {"en": "en", "zh": "zh-CN"}
NAMES = {"en": "English", "zh": "中文"}
INDEXES = {"en": "index", "zh": "zh/index"}
README = {"en": "README.md", "zh": "docs/zh/README.md"}
CHINESE = re.compile(r"(docs/|policies/|policies/gallery/|examples/|gallery/|)zh/")
FOLDERS = {"en": ("policies", "policies/gallery"), "zh": ("policies/zh", "policies/gallery/zh", "examples/zh")}
POLICIES = {
    language: [page for folder in folders for page in sorted((ROOT / folder).glob("*.ipp"))]
    for language, folders in FOLDERS.items()
}
PICTURES = {".png", ".svg"}
LINE = re.compile(r"(?P<depth> *)(?P<text>.*?)(?: {3,}(?P<sum>.+))?")
EMPTY_HEADING = re.compile(r"<th([^>]*)><p></p></th>")
POLICY = re.compile(r"^(?:policy|政策) ", re.MULTILINE)
catalog = gettext.translation("sphinx", f"{sphinx.package_dir}/locale", ["zh_CN"])


def language_of(name: str) -> str:
    """The language of a page, by its name."""
    return "zh" if CHINESE.match(name) or name == "search_zh" else "en"


def english_name(name: str) -> str:
    """The English page of a Chinese one."""
    if name == "search_zh":
        return "search"
    if name == "docs/zh/README":
        return "README"
    folder = CHINESE.sub(r"\1", name, count=1)
    return folder.replace("docs/", "docs/en/", 1) if name.startswith("docs/zh/") and "errors/" not in name else folder


def chinese_words(text: str) -> str:
    """A text of the theme."""
    return MISSING_WORDS.get(text) or catalog.gettext(text)


@cache
def files_of_pages(app: Sphinx) -> list[str]:
    """The policies and examples, and the files that documents link to."""
    files = [path for pattern in ("policies/**/*.ipp", "examples/**/*.*") for path in ROOT.glob(pattern)]
    names = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    return sorted(names | app.env.linked_files)


@cache
def twins(app: Sphinx) -> dict[str, str]:
    """The same page in the other language, for each page that has one."""
    names = {*app.env.found_docs, *files_of_pages(app), *INDEXES.values(), "search", "search_zh"}
    chinese = {name: english_name(name) for name in names if language_of(name) == "zh"}
    pairs = {name: english for name, english in chinese.items() if english in names}
    return pairs | {english: name for name, english in pairs.items()}


def set_language(
    app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page the words, sidebar and search of its language, and the address of the page in the other one."""
    language = language_of(name)
    other = "en" if language == "zh" else "zh"
    context["twin"] = twins(app).get(name, INDEXES[other])
    context["twin_language"] = LANGUAGES[other]
    context["twin_words"] = NAMES[other]
    context["language"] = LANGUAGES[language]
    context["master_doc"] = INDEXES[language]
    context["search_page"] = "search_zh" if language == "zh" else "search"
    if language == "zh":
        context["_"] = context["gettext"] = chinese_words
    context["toctree"] = lambda **options: table_of_contents(app, name, language)


def table_of_contents(app: Sphinx, name: str, language: str) -> str:
    """The sidebar of a page: the documents of its language, and those for developers."""
    words = LANDING[language]
    gallery = app.builder.get_relative_uri(name, f"gallery/{language}/index")
    policies = (
        f'<ul><li class="toctree-l1"><a class="reference internal" href="{gallery}">{words["policies"]}</a></li></ul>'
    )
    parts = {
        NAMES[language]: entries(app, name, CONTENTS[language], 1) + policies,
        words["developers"]: entries(app, name, CONTENTS["dev"], 1),
    }
    return "".join(
        f'<p class="caption" role="heading" aria-level="2"><span class="caption-text">{caption}</span></p>{tree}'
        for caption, tree in parts.items()
    )


def entries(app: Sphinx, name: str, pages: list[str], level: int) -> str:
    """The entries of the sidebar for some pages, with the pages below them."""
    return f"<ul>{''.join(entry(app, name, page, level) for page in pages)}</ul>" if pages else ""


def entry(app: Sphinx, name: str, page: str, level: int) -> str:
    """A document in the sidebar of a page. The part that has the page is open."""
    below = [] if page == app.config.root_doc else app.env.toctree_includes.get(page, [])
    is_open = name == page or name in below or any(name in app.env.toctree_includes.get(each, []) for each in below)
    link = f'<a class="reference internal" href="{app.builder.get_relative_uri(name, page)}">'
    title = html.escape(app.env.titles[page].astext())
    classes = f"toctree-l{level} current" if is_open else f"toctree-l{level}"
    return f'<li class="{classes}">{link}{title}</a>{entries(app, name, below, level + 1)}</li>'


def remember_links(app: Sphinx) -> None:
    """Begin the lists that `link_tree` fills."""
    app.env.linked_files, app.env.linked_folders = set(), set()


def link_tree(app: Sphinx, doctree: nodes.document) -> None:
    """Links to files lead to their pages instead of downloads, links to folders to their README or a list of files."""
    document = app.env.docname
    for node in [*doctree.findall(addnodes.download_reference), *doctree.findall(addnodes.pending_xref)]:
        name = app.env.relfn2path(node["reftarget"], document)[0]
        path = ROOT / name
        if path.is_file() and path.suffix not in PICTURES:
            app.env.linked_files.add(name)
        elif path.is_dir() and (path / "README.md").exists():
            name = f"{name}/README"
        elif path.is_dir():
            app.env.linked_folders.add(name)
            name = f"{name}/index"
        else:
            continue
        uri = app.builder.get_relative_uri(document, name)
        node.replace_self(nodes.reference("", "", *node.children, internal=True, refuri=uri))


def index_codes(app: Sphinx, doctree: nodes.document) -> None:
    """The search leads from the code of a finding to its section."""
    for section in doctree.findall(nodes.section):
        code = CODE.match(section[0].astext())
        if code:
            section.append(addnodes.index("", entries=[("single", code[1], code[1].lower(), "main", None)]))


def additional_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The pages that are not documents, each with its template."""
    yield "search_zh", {"title": chinese_words("Search")}, "search.html"
    for language, words in LANDING.items():
        yield INDEXES[language], landing(app, language, words), "landing.html"
    for file in files_of_pages(app):
        yield file, file_page(app, file), "page.html"
    for folder in sorted(app.env.linked_folders):
        yield f"{folder}/index", folder_page(app, folder), "page.html"


def highlight(app: Sphinx, text: str, lexer: str) -> str:
    """An example in the colours of its language."""
    return app.builder.highlighter.highlight_block(text, lexer)


def landing(app: Sphinx, language: str, words: dict[str, Any]) -> dict[str, Any]:
    """The first page: the example of the README, which the tests run."""
    text = (ROOT / README[language]).read_text(encoding="utf-8")
    (page,) = re.findall(r"^```ipdsl page contracts.ipp\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (decision,) = re.findall(
        r"^```console\n\$ ipdsl eval contracts.*?\n(.*?)^\[exit 3\]", text, re.MULTILINE | re.DOTALL
    )
    lead = re.search(r"\*\*(.*?)\*\*", text, re.DOTALL)
    picture = ROOT / "docs" / "pictures" / f"editor_{language}.png"
    return {
        "title": words["heading"],
        "words": words | {"lead": html.escape(lead[1])},
        "sentence": highlight(app, page.split("\n\n")[1], "ipdsl"),
        "decision": lines_of_decision(decision),
        "picture": picture.name if picture.exists() else "",
    }


def lines_of_decision(decision: str) -> str:
    """A decision whose lines can be shorter than in a terminal: the text on the left, the sum on the right."""
    lines = [LINE.fullmatch(line) for line in re.sub(r"\n-+$", "", decision, flags=re.MULTILINE).splitlines()]
    return "".join(
        f'<div style="padding-left: {len(line["depth"]) / 2}em"><span>{html.escape(line["text"])}</span>'
        f"<span>{html.escape(line['sum'] or '')}</span></div>"
        for line in lines
    )


def file_page(app: Sphinx, file: str) -> dict[str, Any]:
    """A file in colours. A policy has a link to its review copy."""
    path = ROOT / file
    lexer = "ipdsl" if path.suffix == ".ipp" else getattr(find_lexer_class_for_filename(file), "aliases", ["text"])[0]
    copy = next((language for language, pages in POLICIES.items() if path in pages and is_policy(path)), None)
    address = app.builder.get_relative_uri(file, f"gallery/{copy}/{path.stem}")
    link = f'<p><a href="{address}">{LANDING[copy]["copy"]}</a></p>' if copy else ""
    body = highlight(app, path.read_text(encoding="utf-8"), lexer)
    return {"title": path.name, "body": f"<h1>{html.escape(file)}</h1>{link}{body}"}


def folder_page(app: Sphinx, folder: str) -> dict[str, Any]:
    """The list of the files of a folder."""
    files = [
        path.relative_to(ROOT / folder).as_posix() for path in sorted((ROOT / folder).rglob("*.*")) if path.is_file()
    ]
    names = [(file, file.removesuffix(".md")) for file in files if "__pycache__" not in file]
    items = "".join(f'<li><a href="{name}.html">{html.escape(file)}</a></li>' for file, name in names)
    return {"title": folder, "body": f"<h1>{html.escape(folder)}</h1><ul>{items}</ul>"}


def is_policy(path: Path) -> bool:
    """Whether a page is a policy, not a vocabulary or cases."""
    return POLICY.search(path.read_text(encoding="utf-8")) is not None


def write_gallery(app: Sphinx, problem: Exception | None) -> None:
    """Review copies of all policies, by `ipdsl doc`, each with links to the site."""
    if problem is not None:
        return
    for language, pages in POLICIES.items():
        folder = Path(app.outdir) / "gallery" / language
        policies = [str(page) for page in pages if is_policy(page)]
        command = [sys.executable, "-m", "ipdsl", "doc", *policies, "-o", str(folder), "--lang", language]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for language, pages in POLICIES.items():
        sources = {page.stem: page.relative_to(ROOT).as_posix() for page in pages}
        for copy in (Path(app.outdir) / "gallery" / language).glob("*.html"):
            text = copy.read_text(encoding="utf-8")
            links = gallery_links(copy, language, sources.get(copy.stem))
            copy.write_text(text.replace("<body>", f"<body>\n{links}", 1), encoding="utf-8")


def gallery_links(copy: Path, language: str, source: str | None) -> str:
    """The line above a review copy: the first page, the page with the sentences, the other language."""
    other = "zh" if language == "en" else "en"
    twin = copy.name if (copy.parents[1] / other / copy.name).exists() else "index.html"
    links = {f"../../{INDEXES[language]}.html": "ipdsl"}
    if source is not None:
        links[f"../../{source}.html"] = LANDING[language]["page"]
    items = [f'<a href="{address}">{text}</a>' for address, text in links.items()]
    items.append(f'<a href="../{other}/{twin}" lang="{LANGUAGES[other]}">{NAMES[other]}</a>')
    return f'<nav class="links" aria-label="ipdsl">{" · ".join(items)}</nav>'


def improve_access(app: Sphinx, problem: Exception | None) -> None:
    """Keys can scroll wide examples, both sidebars have a name, and an empty cell is not a heading."""
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        label = "文档" if 'lang="zh-CN"' in text[:200] else "Documents"
        named = text.replace('<aside class="sidebar-drawer"', f'<aside class="sidebar-drawer" aria-label="{label}"')
        scrolled = named.replace("<pre>", '<pre tabindex="0">')
        path.write_text(EMPTY_HEADING.sub(r"<td\1></td>", scrolled), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the steps of the build."""
    app.add_lexer("ipdsl", PolicyLexer)
    app.connect("builder-inited", remember_links)
    app.connect("html-page-context", set_language, priority=400)  # before the theme
    app.connect("doctree-read", link_tree, priority=400)  # before the downloads are collected
    app.connect("doctree-read", index_codes)
    app.connect("html-collect-pages", additional_pages)
    app.connect("build-finished", write_gallery)
    app.connect("build-finished", improve_access)
    return {"parallel_read_safe": False}
