"""Find out whether a run of a Word file is hidden: by itself, by one of its styles, or by the defaults of the file.

Input: elements of lxml. A property of the run itself decides. Otherwise a run is hidden if its character style, the
style of its paragraph or the style of its table hides text, also through the style that it is based on.
"""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE, _VANISH = f"{_W}val", f"{_W}rPr/{_W}vanish"
_STYLED = {
    f"{_W}r": (f"{_W}rPr/{_W}rStyle", "character"),
    f"{_W}p": (f"{_W}pPr/{_W}pStyle", "paragraph"),
    f"{_W}tbl": (f"{_W}tblPr/{_W}tblStyle", "table"),
}
"""By element: the place of the name of its style, and the kind of its style."""
_BASED = (f"{_W}basedOn", "")


class HiddenStyles:
    """The styles of a file that hide text. `root` is the root of its styles, or any root of a file without styles."""

    def __init__(self, root: Any) -> None:
        self.styles = {style.get(f"{_W}styleId", ""): style for style in root.iter(f"{_W}style", f"{_W}rPrDefault")}
        """By name. The defaults of the file have no name, and end each chain of styles."""
        self.default_names = {
            style.get(f"{_W}type"): name for name, style in self.styles.items() if style.get(f"{_W}default")
        }

    def hides(self, run: Any) -> bool:
        """Whether the text of a run is hidden."""
        if run.find(_VANISH) is not None:
            return self._hides(run)
        return any(self._hides(element) for element in (run, *run.iterancestors()) if element.tag in _STYLED)

    def _hides(self, element: Any, chain: tuple[Any, ...] = ()) -> bool:
        """Whether an element or style hides text: the first one of its chain that says anything decides."""
        vanish = element.find(_VANISH)
        if vanish is not None:
            return vanish.get(_VALUE) not in ("0", "false", "off")
        path, kind = _STYLED.get(element.tag, _BASED)
        name = element.find(path)
        style = self.styles.get(self.default_names.get(kind, "") if name is None else name.get(_VALUE))
        return style is not None and style not in chain and self._hides(style, (*chain, style))
