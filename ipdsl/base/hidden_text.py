"""Find out whether a run of a Word file is hidden: by itself, by one of its styles, or by the defaults of the file.

Input: elements of lxml. A property of the run itself decides. Otherwise a run is hidden if its character style, the
style of its paragraph or the style of its table hides text, also through the style that it is based on.
"""

from __future__ import annotations

from typing import Any

import attrs

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLED = {f"{_W}r": ("rPr/{W}rStyle", "character"), f"{_W}p": ("pPr/{W}pStyle", "paragraph"),
           f"{_W}tbl": ("tblPr/{W}tblStyle", "table")}  # fmt: skip
"""By element: the place of the name of its style, and the kind of its style."""


@attrs.frozen
class HiddenStyles:
    """The styles of a file that hide text. `is_default`: the defaults of the file hide it."""

    names: frozenset[str]
    default_names: dict[str, str]
    is_default: bool

    @classmethod
    def from_styles(cls, root: Any) -> HiddenStyles:
        """The styles in the root of the styles part; `None` if a file has none."""
        styles = [] if root is None else root.findall(f"{_W}style")
        by_name = {_attribute(style, "styleId"): style for style in styles}
        defaults = {_attribute(style, "type"): name for name, style in by_name.items() if _is_on(style, "default")}
        default_run = None if root is None else root.find(f"{_W}docDefaults/{_W}rPrDefault")
        hidden = frozenset(name for name in by_name if _hides(name, by_name))
        return cls(hidden, defaults, default_run is not None and bool(_vanishes(default_run)))

    def hides(self, run: Any) -> bool:
        """Whether the text of a run is hidden."""
        own = _vanishes(run)
        if own is not None:
            return own
        for element in (run, *run.iterancestors()):
            if element.tag in _STYLED:
                path, kind = _STYLED[element.tag]
                style = element.find(f"{_W}{path.format(W=_W)}")
                name = self.default_names.get(kind) if style is None else _attribute(style, "val")
                if name in self.names:
                    return True
        return self.is_default


def _hides(name: str, styles: dict[str, Any]) -> bool:
    """Whether a style hides text: the first style of its chain that says anything decides."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        if (vanishes := _vanishes(styles[name])) is not None:
            return vanishes
        base = styles[name].find(f"{_W}basedOn")
        name = "" if base is None else _attribute(base, "val")
    return False


def _vanishes(element: Any) -> bool | None:
    """Whether the properties of an element hide its text; `None` if they do not say."""
    vanish = element.find(f"{_W}rPr/{_W}vanish")
    return None if vanish is None else _is_on(vanish, "val", "1")


def _is_on(element: Any, name: str, default: str = "0") -> bool:
    return element.get(f"{_W}{name}", default) not in ("0", "false", "off")


def _attribute(element: Any, name: str) -> str:
    return str(element.get(f"{_W}{name}", ""))


NO_STYLES = HiddenStyles.from_styles(None)
"""The styles of a file without styles."""
