"""Any sentence to one Chinese line."""

from __future__ import annotations

from ipdsl.syntax import ast
from ipdsl.syntax.in_chinese.cases import case_line
from ipdsl.syntax.in_chinese.policy import policy_line, promise_line
from ipdsl.syntax.in_chinese.vocabulary import vocabulary_line
from ipdsl.syntax.print_cases import CaseWord
from ipdsl.syntax.print_policy import PolicyWord, Promise
from ipdsl.syntax.print_vocabulary import VocabularyWord


def format_line(sentence: ast.Sentence) -> str:
    """One sentence on one line, without comments and without what stands beneath it."""
    match sentence:
        case _ if isinstance(sentence, PolicyWord):
            return policy_line(sentence)
        case _ if isinstance(sentence, Promise):
            return promise_line(sentence)
        case _ if isinstance(sentence, VocabularyWord):
            return vocabulary_line(sentence)
        case _ if isinstance(sentence, CaseWord):
            return case_line(sentence)
        case _:
            raise TypeError(f"no sentence: {type(sentence).__name__}")
