"""Names that a spreadsheet or a program has changed on their way into a file, and what to do about each form.

Excel shows `202210000001` as `2.0221E+11`, pandas writes `202310001.0` in a column with gaps. Such a name no longer is
the one that a ledger has. In CSV a text in the form `="2022.0"` is a name as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.reading.wording import printable

_DIGIT = "[0-9０-９]"
_POINT = "[.．]"
_PART = f"(?:{_POINT}{_DIGIT}+)"
_FORMS = {
    "decimals": f"{_DIGIT}+{_POINT}[0０]+",
    "powers": f"{_DIGIT}{_PART}?[eE]{_DIGIT}{{1,3}}|{_DIGIT}+{_PART}?[eE][+-]{_DIGIT}{{1,3}}",
    "commas": f"{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+{_PART}?",
    "apostrophe": f"['‘’＇]{_DIGIT}[0-9０-９A-Za-z]*",
    "error": "#(?:[A-Z0_/]+[!?]|N/A|GETTING_DATA|#+)",
    "blank": "nan|NaN|NaT|None|<NA>|NULL|null",
}
_SIGNS = (*".．,，'‘’＇#", *_FORMS["blank"].split("|"))
_POWER = re.compile(f"{_DIGIT}[eE]")
"""One of the signs, or this, is in every name that was changed."""
_CHANGED = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()))
_SEPARATOR = r"[;；:：\n]|\s/\s"
"""What parts names of a list, keys from their values, and the names that make up an item."""

_SUSPECT = re.compile(
    rf"(?:^|{_SEPARATOR})[ \t\u3000]*(?:{'|'.join(_FORMS.values())})[ \t\u3000]*(?:$|{_SEPARATOR})", re.M
)


def has_changed_names(cells: Sequence[str]) -> bool:
    """Whether a name among the cells of a column may have been changed. It is quick, for columns of many rows."""
    joined = "\n".join(cells)
    has_signs = any(sign in joined for sign in _SIGNS) or _POWER.search(joined) is not None
    return has_signs and _SUSPECT.search(joined) is not None


def find_change(cell: str, *, is_list: bool = False) -> tuple[Phrase, Phrase] | None:
    """What has happened to a name in a cell, with the next step; `is_list`: a comma may stand between two names."""
    for name in _names(cell):
        match = _CHANGED.fullmatch(name)
        if match is not None and not (is_list and match.lastgroup == "commas"):
            return _change_phrases(str(match.lastgroup), name)
    return None


def _names(cell: str) -> Iterable[str]:
    return (name.strip() for name in re.split(_SEPARATOR, cell))


def _change_phrases(form: str, name: str) -> tuple[Phrase, Phrase]:
    shown_name = printable(name)
    match form:
        case "decimals":
            what = Phrase("`{name}` is a number with decimals where a name belongs: a program has changed it",
                          "此处应为名称，“{name}”却是带小数的数字，已被程序改动", name=shown_name)  # fmt: skip
            return what, _write_as_text_advice(name)
        case "powers":
            what = Phrase("`{name}` is a number in powers of ten where a name belongs: its last digits are lost",
                          "此处应为名称，“{name}”却是科学计数的数字，后几位已经丢失", name=shown_name)  # fmt: skip
            return what, _write_as_text_advice(name)
        case "commas":
            what = Phrase("`{name}` is a number with commas where a name belongs: a program has changed it",
                          "此处应为名称，“{name}”却是带逗号的数字，已被程序改动", name=shown_name)  # fmt: skip
            return what, _write_as_text_advice(name)
        case "apostrophe":
            what = Phrase("`{name}` begins with the sign by which a spreadsheet keeps a text",
                          "“{name}”以电子表格表示文本的符号开头", name=shown_name)  # fmt: skip
            return what, Phrase(
                "write the name without the sign: {bare}", "请去掉这个符号：{bare}", bare=printable(name[1:])
            )
        case "error":
            what = Phrase("the cell shows the error {name}", "此格显示错误{name}", name=shown_name)
            return what, Phrase("fix the formula, or widen the column, and save the file again",
                                "请改正公式，或把列加宽，然后重新保存")  # fmt: skip
        case _:
            what = Phrase(
                "`{name}` stands where a program had no value", "程序没有取到值，写成了“{name}”", name=shown_name
            )
            return what, Phrase("leave the cell empty", "请把此格留空")


def _write_as_text_advice(name: str) -> Phrase:
    return Phrase(
        'write the names as text where the file is made; if this is the name, write ="{name}"',
        '请在生成文件之处把名称按文本写出；如名称确实如此，请写成="{name}"',
        name=printable(name),
    )
