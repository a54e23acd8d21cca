"""What our own letter says around its content: headings, columns, the place for seal and signature."""

from __future__ import annotations

from ipdsl.diagnostics.phrase import Language, Phrase
from ipdsl.runtime.decision.sections import PAID, SECTION_NAMES_ZH

WORDS = {
    "letter": Phrase("Statement of subsidy", "资助结算通知书"),
    "policy": Phrase("Policy", "政策"),
    "document": Phrase("Document", "文号"),
    "applicant": Phrase("Applicant", "申请人"),
    "years": Phrase("Settled", "结算年度"),
    "as_of": Phrase("As of", "截至"),
    "currency": Phrase("All sums in", "币种"),
    "ledger": Phrase("Ledger number", "台账编号"),
    "assumptions": Phrase("Taken for granted", "结算前提"),
    "paid": Phrase(PAID, SECTION_NAMES_ZH[PAID]),
    "article": Phrase("Art.", "条"),
    "item": Phrase("What for", "事项"),
    "day": Phrase("Day", "日期"),
    "reason": Phrase("Article and reason", "依据及理由"),
    "sum": Phrase("Sum", "金额"),
    "proposed": Phrase("before cuts", "核减前"),
    "nothing_paid": Phrase("Nothing is paid.", "没有应得金额。"),
    "until": Phrase("Please state what is missing by", "请补充未填写的事实，期限"),
    "facts": Phrase("Digest of the facts", "事实摘要"),
    "content": Phrase("Digest of the policy", "政策摘要"),
    "version": Phrase("Computed with ipdsl", "计算程序 ipdsl"),
    "seal": Phrase("(Seal)", "（盖章）"),
    "signature": Phrase("Signature:", "经办人（签字）："),
    "date": Phrase("Date:", "日期：　　　　年　　月　　日"),
    "page": Phrase("Page", "第"),
    "of_pages": Phrase("of", "页，共"),
    "last_page": Phrase("pages", "页"),
}


def words_of(language: Language) -> dict[str, str]:
    """The words in one language, by name."""
    return {name: phrase.text(language) for name, phrase in WORDS.items()}
