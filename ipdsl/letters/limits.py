"""What a template may have: filters, tests, tags, fields and relations. What is not listed here is refused."""

from __future__ import annotations

FILTERS = ("default", "first", "join", "last", "length")
TESTS = ("defined",)
TAGS = ("if", "elif", "else", "endif", "for", "endfor")
STATEMENTS = (
    "include", "import", "from", "extends", "macro", "endmacro", "call", "endcall", "set", "endset", "block",
    "endblock", "filter", "endfilter", "with", "endwith",
)  # fmt: skip
"""Tags that other templates of Jinja have, and these do not."""

LONGEST = 500
"""The characters of a tag: a name, or a condition."""

DEEPEST = 15
"""So many conditions and loops stand in each other."""

FIELDS = (
    "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "EQ", "HYPERLINK", "NOTEREF", "NUMPAGES", "PAGE", "PAGEREF", "REF",
    "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "SYMBOL", "TOC",
)  # fmt: skip
"""Codes of fields that read nothing but the letter. A date that changes when the letter is opened is none of them."""

STEADY_FIELDS = ("FORMTEXT", "HYPERLINK")
"""Fields whose text Word leaves as it stands."""

RELATIONS = frozenset({
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
    "classificationlabels", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "font", "theme",
    "themeOverride", "numbering",
    "header", "footer", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds", "commentsExtensible",
    "people", "image", "customXml", "customXmlProps", "glossaryDocument", "bibliography",
    "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "hdphoto", "intelligence",
    "documenttasks",
})  # fmt: skip
"""Relations to parts of the file itself, by the last word of their type."""

LINK = "hyperlink"
"""The one relation that may lead out of the file, to a page or an address of mail: a reader follows it, or does not."""
