"""The versions of the language that a page may name: the current one, and older ones with the same meaning.

For an older version with other meanings, the finding lists what has changed.
"""

from __future__ import annotations

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.base.version import __language__
from ipdsl.semantics.errors import policy as g
from ipdsl.syntax import ast

CHANGES_BY_VERSION = {
    2: (
        Phrase(
            "`new` is the first event of an item; a second word means every event",
            "`新认定`是一个项目的首次事件，每次事件另有其词",
        ),
        Phrase(
            "conditions after `when` of a set are tested on the day of each record",
            "一批记录的条件按每条记录的日期判断",
        ),
        Phrase(
            "`at most 1 year ago` excludes future days",
            "`距今 不超过 1年`不适用于尚未到来的日期",
        ),
        Phrase("`limit N items` counts records", "`最多 N件`按记录计数"),
        Phrase(
            "a page declares the same matter; the vocabulary has the default",
            "同一事项由页面规定，词汇只提供建议",
        ),
        Phrase(
            "states are open without an as-of day, and years of figures that are left out are unknown",
            "没有截至日的，状态视为未定；没有填写的年度，数据视为未知",
        ),
    ),
}
"""Changes in the meaning of a page with each version of the language, in the order of docs/en/how-to/upgrading.md.

A version without a row has new sentences only: a page of the version before it keeps its meaning, and may use them.
"""


def language_finding(line: ast.LanguageLine) -> Diagnostic | None:
    """The finding about a line that names a version of the language, if the page may have another meaning in it."""
    if line.version > __language__:
        return g.LaterLanguage(span=line.span, version=line.version, current=__language__)
    since = [
        what
        for version, changes_in_version in CHANGES_BY_VERSION.items()
        if version > line.version
        for what in changes_in_version
    ]
    if since:
        changes = join_phrases(since, "; ", "；")
        return g.EarlierLanguage(span=line.span, version=line.version, current=__language__, changes=changes)
    return None
