"""The site of the documents, built by Sphinx. docs/dev/site.md describes it.

Input: the documents, policies and examples of the repository. Output: pages of HTML that name no host.
"""

from __future__ import annotations

import sys
from pathlib import Path

import sphinx

sys.path.insert(0, str(Path(__file__).parent))

project = "ipdsl"
extensions = ["myst_parser", "site_source", "site_search", "site_pages"]
root_doc = "README"
include_patterns = ["README.md", "CHANGELOG.md", "docs/**/*.md"]
exclude_patterns = [".*", "build", "**/node_modules"]
nitpicky = True
suppress_warnings = ["misc.highlighting_failure"]  # examples of erroneous JSON

myst_heading_anchors = 4
myst_heading_slug_func = "site_source.slug"

html_theme = "furo"
html_title = "ipdsl"
html_theme_options = {"top_of_page_buttons": [], "light_css_variables": {"color-code-background": "#f4f6f8"}}
html_static_path = [
    "static",
    f"{sphinx.package_dir}/locale/zh_CN/LC_MESSAGES/sphinx.js",
    *map(str, Path(__file__).parents[1].glob("pictures/editor_??.png")),
]
html_css_files = ["site.css"]
html_sidebars = {
    "**": [f"sidebar/{part}.html" for part in ("brand", "search", "scroll-start", "navigation", "scroll-end")]
}
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
html_search_language = "en-zh"
html_search_scorer = str(Path(__file__).parent / "scorer.js")
html_permalinks_icon = "#"
templates_path = ["templates"]
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
