"""U-codes of the audit: what was given as the official text is none, or the page has no articles to compare."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Texts
from ipdsl.errors import UsageFinding


class NotText(UsageFinding):
    """A Word file, a PDF, a picture."""

    code: ClassVar[str] = "U050"
    en: ClassVar[Texts] = Texts(
        "`{name}` is not a text: it holds bytes that no text has",
        help="open the document in the program that made it, and save it as plain text in UTF-8",
    )

    name: str


class UnknownEncoding(UsageFinding):
    """Text in another encoding than those of official documents."""

    code: ClassVar[str] = "U051"
    en: ClassVar[Texts] = Texts(
        "`{name}` is neither UTF-8 nor GBK", help="save the text as UTF-8; a file that was cut off is downloaded again"
    )

    name: str


class EmptyText(UsageFinding):
    """Nothing but blank space."""

    code: ClassVar[str] = "U052"
    en: ClassVar[Texts] = Texts(
        "the text `{name}` is empty", help="a scanned document has no text of its own: have its characters recognised"
    )

    name: str


class NoArticlesInText(UsageFinding):
    """A text in which no line begins with the number of an article."""

    code: ClassVar[str] = "U053"
    en: ClassVar[Texts] = Texts(
        "`{name}` has no articles: no line begins with a number such as `第一条`, `（一）`, `一、` or `1.`",
        help="give the whole text with its lines as they are; the number of an article begins its line",
    )

    name: str


class OtherText(UsageFinding):
    """Not one article of the policy is in the text."""

    code: ClassVar[str] = "U054"
    en: ClassVar[Texts] = Texts(
        "no article of `{policy}` is in `{name}`; the text has {found}, the policy {wanted}",
        help="give the text of the document that the policy names; `2.1.5` is item 5 of section 1 of part 2",
    )

    policy: str
    name: str
    found: str
    wanted: str


class NoArticlesInPolicy(UsageFinding):
    """A draft, or a policy that has no article."""

    code: ClassVar[str] = "U055"
    en: ClassVar[Texts] = Texts(
        "`{name}` has no articles to compare with a text",
        help="begin the page with `policy NAME`, and put its awards under `article N`, as the text numbers them",
    )

    name: str


class WebPage(UsageFinding):
    """The source of a web page: its markup holds numbers of its own."""

    code: ClassVar[str] = "U056"
    en: ClassVar[Texts] = Texts(
        "`{name}` is the source of a web page, not a text",
        help="open the page, copy its text into a file, and give that; or save the page as text",
    )

    name: str
