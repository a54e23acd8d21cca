"""Find the number, the title, the day of issue and the window of a document in its text.

Input: an official text. Output: each of these, with the sentence for the window, or `None` if the text does not state
it. Nothing is guessed. The number must be alone on a line, or in a column of a line, before the articles. The same is
true of the day of issue, which may also follow the articles.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

import attrs

from ipdsl.audit.draft.sentences import SearchableText, TextSentence, one_line
from ipdsl.audit.figures import AuditFigure, Kind, day
from ipdsl.audit.outline import TextRange
from ipdsl.audit.scan import scan
from ipdsl.audit.text_forms import narrow

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,15} *[〔\[(【] *\d{4} *[〕\])】] *(?:第 *)?\d{1,6} *号")
_NUMBER_LABEL = re.compile(r"号$")
_ISSUE_DAY_LABEL = re.compile(r"(?:成文|发文|印发|签发)(?:日期|时间)$")
_OTHER_DAY_LABEL = re.compile(r"(?:日期|时间)$")
_NAMED = re.compile(r"^(?:名 ?称|标 ?题) ?[:：] ?")
_COLUMNS = re.compile(r"[ \u00a0]{2,}|[\t\u3000]+| [|] ")
_LONGEST_DAY = 24
_LONGEST_WINDOW = 600
"""In months. A longer window is probably a mistake or not a window."""
_KINDS = "意见|办法|措施|方案|规定|细则|政策|计划|条例|通知|通告|公告|决定|规则|指引|若干条|指南|标准"
_REMARK = r"(?: *[(][^()\n]{2,12}[)])?"
_ISSUES = re.compile(
    r"关于(?:印发|发布|公布|下发)(?: *《(?P<quoted>[^《》]{4,90})》|(?P<plain>[^《》。,;:]{4,90}?)) *的 *"
    r"(?:通知|公告|通告)"
)
_TITLE = re.compile(rf"[^。;:!?]{{4,90}}(?:{_KINDS}){_REMARK}$")
_LINES_OF_TITLE = 4
_COMMENT_SOUGHT = re.compile(r"征求意见|意见征[求集]|公开征求|征集意见")
_FORCE = r"(?:施行|实施|执行|生效|试行|有效)"
_BEGINS = re.compile(
    rf"(?:自|从)?(?P<day>[^,。;自从]{{2,24}}?) ?(?:之日)?起(?! *\d+ *[个天日])[^,。;\d]{{0,6}}{_FORCE}"
)
_LATER = re.compile(rf"(?:之日|日)起? *(?:满 *)?[\d一二三四五六七八九十]+ *[个天日][^,。;]{{0,6}}{_FORCE}")
_LASTS = re.compile(r"(?:有效期限?|试行期|执行期限?|实施期限?)(?:为|是|:)? *(?P<span>[^,。;至到]{1,8}?(?:年|个月))")
_ENDS = re.compile(
    r"(?:有效期限?|试行期|执行期限?|实施期限?|执行|实施|施行)[^,。;]{0,3}[至到] *(?P<day>[^,。;]{6,16}?日)"
)
_N = r"[\d〇零一二三四五六七八九十]"
_DATE = rf"{_N}{{4}}年{_N}{{1,2}}月{_N}{{1,3}}日"
_FROM_TO = re.compile(
    rf"(?:自|从|有效期|试行期|执行期|实施期)[^,。;]{{0,6}}?(?P<first>{_DATE}) ?(?:起 ?)?[-至到] *(?P<last>{_DATE})"
)
_THIS_DOCUMENT = re.compile(r"本[\u4e00-\u9fff“”《》]{2,14}?(?:自|从|有效|实施|执行|试行|施行)|有效期")
_WINDOW = re.compile(rf"有效期|试行期|执行期|实施期|起[^,。;]{{0,24}}{_FORCE}")


@attrs.frozen
class Window:
    """The days between which the document is in force, and the sentence that states them.

    `start` is `None` if the text gives no date for it.
    """

    sentence: TextSentence
    start: datetime.date | None = None
    is_of_issue: bool = False
    end: datetime.date | None = None
    months: int | None = None


@attrs.frozen
class DocumentHead:
    """The head of a document. `lines` are the lines with its number and its day of issue."""

    number: str | None
    title: str | None
    issued: datetime.date | None
    window: Window | None
    is_for_comment: bool
    lines: frozenset[int]

    @property
    def first_day(self) -> datetime.date | None:
        """The first day in force, if it is known."""
        if self.window is None:
            return None
        return self.issued if self.window.is_of_issue else self.window.start

    def has_figure(self, figure: AuditFigure) -> bool:
        """Whether a figure is the number or the day of issue, on a line in `lines`."""
        number = figure.value.kind is Kind.DOCUMENT and figure.value.unit in (self.number or "")
        is_issue = self.issued is not None and figure.value == day(self.issued)
        return figure.line in self.lines and (number or is_issue)


def read_head(text: SearchableText, before: TextRange, sentences: Iterable[TextSentence]) -> DocumentHead:
    """The head of a text.

    The range `before` ends where the articles begin; `sentences` are all sentences of the text.
    """
    after = TextRange(before.end, len(text.text))
    pieces, closing = list(_pieces(text, before)), list(_pieces(text, after))
    numbers = [piece for piece in pieces if _NUMBER.fullmatch(narrow(piece.words))]
    number = _find_labelled(numbers, _NUMBER_LABEL) or next(iter(numbers), None)
    days = [*filter(_is_day, pieces)]
    issue = _find_labelled(days, _ISSUE_DAY_LABEL) or next(
        (candidate for candidate in days if not _OTHER_DAY_LABEL.search(candidate.label)), None
    )
    issue = issue or next((candidate for candidate in reversed(closing) if _is_day(candidate)), None)
    opening = text.text[before.start : before.end]
    return DocumentHead(
        number=None if number is None else _citation_form(number.words),
        title=_title(opening),
        issued=None if issue is None else _day(issue.words),
        window=_window(sentences),
        is_for_comment=_COMMENT_SOUGHT.search(narrow(opening)) is not None,
        lines=frozenset(piece.line for piece in (number, issue) if piece is not None),
    )


@attrs.frozen
class _Piece:
    """A line, or a column of a line. `label` is the text before it: `成文日期：`."""

    line: int
    label: str
    words: str


def _pieces(text: SearchableText, within: TextRange) -> Iterator[_Piece]:
    """The columns of every line, each with its label."""
    first, _ = text.places.position_of(within.start)
    for line, words in enumerate(text.text[within.start : within.end].split("\n"), first):
        label = ""
        for column in filter(None, map(str.strip, _COLUMNS.split(words))):
            name, colon, _ = narrow(column).partition(":")
            value = column[len(name) + 1 :].strip() if colon else column
            if value:
                yield _Piece(line, name if colon else label, value)
            label = name


def _find_labelled(pieces: Iterable[_Piece], label: re.Pattern[str]) -> _Piece | None:
    return next((piece for piece in pieces if label.search(piece.label)), None)


def _is_day(piece: _Piece) -> bool:
    """Whether a piece is a full date and nothing else."""
    return (
        len(piece.words) <= _LONGEST_DAY
        and any(figure.written == piece.words for figure in scan(piece.words))
        and (_day(piece.words) is not None)
    )


def _citation_form(number: str) -> str:
    """The number of a document in its citation form: with 〔 〕, without blanks."""
    plain = re.sub(r"\s", "", narrow(number))
    return re.sub(r"[〔\[(【](\d{4})[〕\])】]", r"〔\1〕", plain)


def _title(opening: str) -> str | None:
    """The title of the document that this text issues, or a title on the first lines."""
    lines = [_NAMED.sub("", one_line(line)) for line in opening.split("\n")]
    lines = [line for line in lines if line]
    joined = "".join(takewhile(lambda line: "。" not in line and not line.endswith(("：", ":")), lines))
    issued = _ISSUES.search(narrow(joined))
    if issued is not None:
        name = "quoted" if issued["quoted"] else "plain"
        return _remove_gaps(joined[issued.start(name) : issued.end(name)])
    for first in range(len(lines)):
        for last in range(first, min(first + _LINES_OF_TITLE, len(lines))):
            words = "".join(lines[first : last + 1])
            if _TITLE.fullmatch(narrow(words)) and not _NUMBER.search(narrow(words)):
                return _remove_gaps(words)
    return None


def _remove_gaps(title: str) -> str:
    """A title without blanks that result from line breaks."""
    return re.sub(r"(?<=[\u4e00-\u9fff“”]) (?=[\u4e00-\u9fff“”])", "", title).strip()


def _window(sentences: Iterable[TextSentence]) -> Window | None:
    """The window from the last sentence that states one. Sentences with `this document` take precedence."""
    candidates = [sentence for sentence in sentences if _WINDOW.search(narrow(sentence.words))]
    candidates = [sentence for sentence in candidates if _THIS_DOCUMENT.search(narrow(sentence.words))] or candidates
    windows = [window for sentence in candidates if (window := _window_of_sentence(sentence)) is not None]
    return next(reversed(windows), None)


def _window_of_sentence(sentence: TextSentence) -> Window | None:
    """The window that a sentence states, or `None`."""
    words = narrow(sentence.words)
    both = _FROM_TO.search(words)
    if both is not None:
        first, last = _day(both["first"]), _day(both["last"])
        if first is not None and last is not None and first <= last:
            return Window(sentence, start=first, end=last)
    begins, ends, lasts = _BEGINS.search(words), _ENDS.search(words), _LASTS.search(words)
    is_later = _LATER.search(words) is not None
    start = None if begins is None or is_later else _day(begins["day"])
    end = None if ends is None else _day(ends["day"])
    months = None if lasts is None else _months(lasts["span"])
    is_of_issue = begins is not None and not is_later and start is None and _is_issue(begins["day"])
    if begins is None and end is None and months is None and not is_later:
        return None
    return Window(sentence, start, is_of_issue, end, None if end is not None else months)


def _day(words: str) -> datetime.date | None:
    """The last full date in a text."""
    days = [figure.value.unit for figure in scan(words) if figure.value.kind is Kind.DAY and len(figure.value.unit) > 5]
    return datetime.date.fromisoformat(days[-1]) if days else None


def _months(words: str) -> int | None:
    spans = [f.value.number for f in scan(words) if f.value.kind is Kind.DURATION and f.value.unit == "month"]
    return int(spans[-1]) if spans and spans[-1].denominator == 1 and 0 < spans[-1] <= _LONGEST_WINDOW else None


def _is_issue(words: str) -> bool:
    return re.search(r"(?:印发|发布|公布|颁布|签发|发文|下发|公告)(?:之日)?$", words.strip()) is not None
