"""Find out whether a run of a Word file is hidden: by itself, by one of its styles, or by the defaults of the file.

Input: elements of lxml. A property of the run itself decides. Otherwise a run is hidden if its character style, the
style of its paragraph or the style of its table hides text, also through the style that it is based on. A style that
hides a part of a table, such as its first row, hides the table. A hidden row hides its runs.
"""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE, _VANISH = f"{_W}val", f"{_W}rPr/{_W}vanish"
_STRUCK = (f"{_W}rPr/{_W}strike", f"{_W}rPr/{_W}dstrike")
_STYLED = {
    f"{_W}r": (f"{_W}rPr/{_W}rStyle", "character"),
    f"{_W}p": (f"{_W}pPr/{_W}pStyle", "paragraph"),
    f"{_W}tbl": (f"{_W}tblPr/{_W}tblStyle", "table"),
}
"""By element: the place of the name of its style, and the kind of its style."""
_BASED = (f"{_W}basedOn", "")


def is_on(mark: Any) -> bool:
    """Whether a mark such as `w:vanish` is present and not switched off."""
    return mark is not None and mark.get(_VALUE) not in ("0", "false", "off")


class HiddenStyles:
    """The styles of a file that hide text. `root` is the root of its styles, or any root of a file without styles.

    `with_struck_text`: text that is struck through is hidden too.
    """

    def __init__(self, root: Any, *, with_struck_text: bool = False) -> None:
        self.styles = {style.get(f"{_W}styleId", ""): style for style in root.iter(f"{_W}style", f"{_W}rPrDefault")}
        """By name. The defaults of the file have no name, and end each chain of styles."""
        self.default_names = {
            style.get(f"{_W}type"): name for name, style in self.styles.items() if style.get(f"{_W}default")
        }
        self._marks = (_VANISH, *_STRUCK) if with_struck_text else (_VANISH,)

    def hides(self, run: Any) -> bool:
        """Whether the text of a run is hidden."""
        elements = [run, *run.iterancestors(*_STYLED)]
        return any(is_on(row.find(f"{_W}trPr/{_W}hidden")) for row in run.iterancestors(f"{_W}tr")) or any(
            self._hides(element, mark)
            for mark in self._marks
            for element in (elements if run.find(mark) is None else elements[:1])
        )

    def _hides(self, element: Any, path: str, chain: tuple[Any, ...] = ()) -> bool:
        """Whether an element or style hides text: the first one of its chain that says anything decides."""
        mark = element.find(path)
        if mark is not None:
            return is_on(mark)
        if any(map(is_on, element.findall(f"{_W}tblStylePr/{path}"))):
            return True
        style_path, kind = _STYLED.get(element.tag, _BASED)
        name = element.find(style_path)
        style = self.styles.get(self.default_names.get(kind, "") if name is None else name.get(_VALUE))
        return style is not None and style not in chain and self._hides(style, path, (*chain, style))
