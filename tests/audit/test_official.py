"""Forms of an official text: encodings, line ends, full-width signs, spaces, numerals, and input that is not a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from ipdsl.audit.comparison import audit
from ipdsl.audit.official_text import NotOfficialText, decode, read_articles
from tests.support.audit.pages import DOCUMENTS, encoded, page_of, seeds
from tests.support.audit.texts import of_city, wrapped
from tests.support.audit.town import PAGE, TEXT
from tests.support.rows import each_row
from tests.support.slow import sampled

FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789%,.:()"}
HAN = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]


def spaced(text: str) -> str:
    """Spaces around every number that has a unit, as in texts taken from printed pages."""
    return re.sub(r"(?<![\d.,])(\d[\d.,]*)(?=[万亿元件个项名家年%％])", r" \1 ", text)


def numbered(head: str) -> Callable[[str], str]:
    """The headings of the town's articles in a different form."""

    def renumber(text: str) -> str:
        plain = text.replace("第（二）条", "第二条").replace("（1）", "①").replace("（2）", "②")
        plain = plain.replace("一、工作目标", "工作目标").replace("二、主要措施", "主要措施")
        for number, han in enumerate(HAN, 1):
            plain = plain.replace(f"\n第{han}条 ", f"\n{head.format(han=han, number=number)}")
        return plain

    return renumber


CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "without a byte-order mark": lambda text: text.lstrip("\ufeff"),
    "full-width digits and marks": lambda text: text.translate(FULL_WIDTH),
    "spaces round numbers": spaced,
    "no-break spaces round numbers": lambda text: spaced(text).replace(" ", "\u00a0"),
    "full-width spaces at the beginning of lines": lambda text: re.sub(r"^", "\u3000\u3000", text, flags=re.MULTILINE),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "empty lines between all lines": lambda text: text.replace("\n", "\n\n"),
    "heads in brackets": numbered("（{han}）"),
    "heads with a Chinese comma": numbered("{han}、"),
    "heads with a stop": numbered("{number}. "),
    "heads with an Arabic number and a comma": numbered("{number}、"),
    "heads with an Arabic number in 第条": numbered("第 {number} 条　"),
}


@pytest.mark.parametrize("change", sampled(CHANGES.values(), 3, others="broad"), ids=list(CHANGES))
def test_the_text_of_the_town_is_read(change: Callable[[str], str]) -> None:
    policy = encoded(page_of(PAGE))
    text = decode(change(TEXT).encode())
    assert isinstance(text, str)
    assert audit(read_articles(text, [article.number for article in policy.articles]), policy).differences == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_the_text_is_read_in_the_encoding(encoding: str) -> None:
    plain = TEXT.lstrip("\ufeff")
    assert decode(plain.encode(encoding)) == plain


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(
    "change", sampled(["full-width digits and marks", "windows line ends", "spaces round numbers"], 3, others="broad")
)
def test_the_official_text_may_be_printed_otherwise(name: str, change: str) -> None:
    policy = encoded(of_city(name))
    text = decode(CHANGES[change](seeds()[name].read_text(encoding="utf-8")).encode("gb18030"))
    assert isinstance(text, str)
    assert audit(read_articles(text, [article.number for article in policy.articles]), policy).differences == ()


@pytest.mark.parametrize("widths", [(12, 33), pytest.param(range(15, 46, 3), marks=pytest.mark.broad)], ids=str)
@each_row("name", DOCUMENTS)
def test_the_official_text_may_have_short_lines(name: str, widths: Sequence[int]) -> None:
    policy = encoded(of_city(name))
    text = seeds()[name].read_text(encoding="utf-8")
    for width in widths:
        articles = read_articles(wrapped(text, width), [article.number for article in policy.articles])
        assert audit(articles, policy).differences == (), width


@pytest.mark.parametrize("width", sampled(range(12, 46), 5, others="broad"))
def test_the_text_of_the_town_may_have_short_lines(width: int) -> None:
    policy = encoded(page_of(PAGE))
    text = wrapped(TEXT, width)
    assert audit(read_articles(text, [article.number for article in policy.articles]), policy).differences == ()


@each_row(
    ("data", "refusal"),
    [
        (b"", NotOfficialText.EMPTY),
        (b" \r\n\t", NotOfficialText.EMPTY),
        ("\ufeff\u3000\n".encode(), NotOfficialText.EMPTY),
        ("<p>第一条 奖励20万元。<br/></p>".encode(), NotOfficialText.MARKUP),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", NotOfficialText.BINARY),
        (b"%PDF-1.7\n\x80\x81\x00\x01", NotOfficialText.BINARY),
        (b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n", NotOfficialText.BINARY),
        (b"{\\rtf1\\ansi 20}", NotOfficialText.BINARY),
        (bytes(range(1, 32)) * 20, NotOfficialText.BINARY),
        ("première ligne é\n".encode("latin-1"), NotOfficialText.ENCODING),
        ("第一条 奖励20万元。".encode()[:-1], NotOfficialText.ENCODING),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, refusal: NotOfficialText) -> None:
    assert decode(data) is refusal
