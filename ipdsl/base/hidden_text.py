"""Find out whether a run of a Word file is hidden: by itself, by one of its styles, or by the defaults of the file.

Input: elements of lxml. A property of the run itself decides. Otherwise a run is hidden if its character style, the
style of its paragraph or the style of its table hides text, also through the style that it is based on.
"""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLED = {
    f"{_W}{tag}": (f"{_W}{tag}Pr/{_W}{tag}Style", kind)
    for tag, kind in (("r", "character"), ("p", "paragraph"), ("tbl", "table"))
}
"""By element: the place of the name of its style, and the kind of its style."""


class HiddenStyles:
    """The styles of a file that hide text."""

    def __init__(self, root: Any) -> None:
        """`root` is the root of the styles part. Every chain of styles ends with the defaults of the file."""
        styles = {_attribute(style, "styleId"): style for style in root.iter(f"{_W}style", f"{_W}rPrDefault")}
        self.default_names = {
            _attribute(style, "type"): name for name, style in styles.items() if _is_on(style, "default", "0")
        }
        self.hidden_names = frozenset(name for name in styles if _style_hides(name, dict(styles)))

    def hides(self, run: Any) -> bool:
        """Whether the text of a run is hidden."""
        if (vanishes := _vanishes(run)) is not None:
            return vanishes
        styled = (element for element in (run, *run.iterancestors()) if element.tag in _STYLED)
        return any(self._style_name(element) in self.hidden_names for element in styled)

    def _style_name(self, element: Any) -> str:
        path, kind = _STYLED[element.tag]
        style = element.find(path)
        return self.default_names.get(kind, "") if style is None else _attribute(style, "val")


def _style_hides(name: str, styles: dict[str, Any]) -> bool:
    """Whether a style hides text: the first style of its chain that says anything decides. `styles` are used up."""
    while (style := styles.pop(name, None)) is not None:
        if (vanishes := _vanishes(style)) is not None:
            return vanishes
        base = style.find(f"{_W}basedOn")
        name = "" if base is None else _attribute(base, "val")
    return False


def _vanishes(element: Any) -> bool | None:
    """Whether the properties of an element hide its text; `None` if they do not say."""
    vanish = element.find(f"{_W}rPr/{_W}vanish")
    return None if vanish is None else _is_on(vanish, "val", "1")


def _is_on(element: Any, name: str, default: str) -> bool:
    return element.get(f"{_W}{name}", default) not in ("0", "false", "off")


def _attribute(element: Any, name: str) -> str:
    return str(element.get(f"{_W}{name}", ""))
