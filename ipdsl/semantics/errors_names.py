"""Findings about words: what is not declared, declared twice, or stands where it says nothing. Codes N###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import AboutWord, Diagnostic, Texts


class UnknownWord(AboutWord):
    """A word in a condition or an amount that no declaration explains."""

    code: ClassVar[str] = "N001"
    en: ClassVar[Texts] = Texts(
        "`{word}` is not a word of {place}",
        "not declared",
        "{first}declare `{word}` in the vocabulary, or use a declared word",
    )
    place: str
    first: str = ""


class UnknownRecord(AboutWord):
    """A record kind that the vocabulary lacks."""

    code: ClassVar[str] = "N002"
    en: ClassVar[Texts] = Texts("`{word}` is not a kind of record", "no such record", "{advice}")
    advice: str


class UnknownWho(AboutWord):
    """A word for applicants that is neither a kind nor a class."""

    code: ClassVar[str] = "N003"
    en: ClassVar[Texts] = Texts("`{word}` is not a kind of applicant", "no such kind or class", "{advice}")
    advice: str


class UnknownMember(AboutWord):
    """A member that the choice or level lacks."""

    code: ClassVar[str] = "N004"
    en: ClassVar[Texts] = Texts("`{word}` is not a member of `{choice}`", "no such member", "{choice} has: {members}")
    choice: str
    members: str


class UnknownSeries(AboutWord):
    """A series that the vocabulary lacks."""

    code: ClassVar[str] = "N005"
    en: ClassVar[Texts] = Texts("`{word}` is not a series", "no such series", "{advice}")
    advice: str


class UnknownLabel(AboutWord):
    """A label that no award has, or that is not under the rule that names it."""

    code: ClassVar[str] = "N006"
    en: ClassVar[Texts] = Texts(
        "no award {where} is labelled `{word}`",
        "no such label",
        "a label is `article.record.event` or the word after `as`",
    )
    where: str


class UnknownArticle(Diagnostic):
    """An article number that the page lacks."""

    code: ClassVar[str] = "N007"
    en: ClassVar[Texts] = Texts("there is no article {number}", "no such article", "the page has {articles}")
    number: str
    articles: str


class UnknownTable(AboutWord):
    """A table that the page lacks."""

    code: ClassVar[str] = "N008"
    en: ClassVar[Texts] = Texts(
        "`{word}` is not a table", "no such table", "write `table {word} by FIELD` with its rows"
    )


class UnknownType(AboutWord):
    """A type in a vocabulary that is neither built in nor the name of a choice, level or record."""

    code: ClassVar[str] = "N009"
    en: ClassVar[Texts] = Texts(
        "`{word}` is not a type",
        "no such type",
        "a type is yes/no, money, percent, count, number, date, text, applicant, `level`, a choice or a record",
    )


class DeclaredTwice(AboutWord):
    """A word with two declarations in one namespace."""

    code: ClassVar[str] = "N010"
    en: ClassVar[Texts] = Texts("`{word}` is {how} twice", "{second}", "rename or remove one of the two")
    how: str = "declared"
    second: str = "second declaration"


class ReservedName(AboutWord):
    """A name that the language needs for itself."""

    code: ClassVar[str] = "N011"
    en: ClassVar[Texts] = Texts("`{word}` cannot be a name here", "{why}", "choose another word, such as `{word}_name`")
    why: str


class AboutApplicant(AboutWord):
    """A word about the applicant among the words about a record."""

    code: ClassVar[str] = "N012"
    en: ClassVar[Texts] = Texts(
        "{word} speaks of the applicant, not of the `{record}`",
        "not a word of `{record}`",
        "move it to an `if` line beneath the sentence",
    )
    record: str


class AboutRecord(AboutWord):
    """A word about a record where only the applicant can be spoken of."""

    code: ClassVar[str] = "N013"
    en: ClassVar[Texts] = Texts(
        "`{word}` is a word of {records}, not of the applicant",
        "needs a record",
        "{advice}",
    )
    records: str
    advice: str


class OtherRecord(AboutWord):
    """A word of another record than the one the sentence names."""

    code: ClassVar[str] = "N014"
    en: ClassVar[Texts] = Texts(
        "`{word}` is a word of {owners}, not of `{record}`",
        "the sentence is about a `{record}`",
        "a sentence speaks of one record; declare the field in `{record}`, or count with `has`",
    )
    owners: str
    record: str


class TwoOwners(AboutWord):
    """A comparison of a word of the record with one about the applicant."""

    code: ClassVar[str] = "N030"
    en: ClassVar[Texts] = Texts(
        "`{word}` is a word of {records}, `{other}` of the applicant: no line compares the two",
        "of two owners",
        "let the record say what comes of it: a field such as `in_time yes/no` of {records}, tested after `when`",
    )
    other: str
    records: str


class NoShare(AboutWord):
    """`half of premium`: a share without a percentage."""

    code: ClassVar[str] = "N031"
    en: ClassVar[Texts] = Texts("`{word} of {base}` does not say how much", "which share?", "{advice}")
    base: str
    advice: str


class NoVocabulary(Diagnostic):
    """A policy that names no vocabulary."""

    code: ClassVar[str] = "N015"
    en: ClassVar[Texts] = Texts(
        "the policy `{policy}` uses no vocabulary", "no `use` line beneath", "add the line `use ip` beneath it"
    )
    policy: str


class UseCycle(AboutWord):
    """A vocabulary that uses itself, directly or through others."""

    code: ClassVar[str] = "N016"
    en: ClassVar[Texts] = Texts("`use {word}` goes round in a circle", "{chain}", "remove one of these `use` lines")
    chain: str


class NotAVocabulary(AboutWord):
    """A page that is used but declares no words."""

    code: ClassVar[str] = "N017"
    en: ClassVar[Texts] = Texts(
        "`{word}` is not a vocabulary", "used here", 'a vocabulary begins with the line `vocabulary {word} "TITLE"`'
    )


class Circle(AboutWord):
    """A word that is explained by itself."""

    code: ClassVar[str] = "N018"
    en: ClassVar[Texts] = Texts("`{word}` is explained by itself", "{chain}", "break the circle at one of these words")
    chain: str


class UnknownKey(AboutWord):
    """A word after `per` that nothing has."""

    code: ClassVar[str] = "N019"
    en: ClassVar[Texts] = Texts(
        "nothing is counted per `{word}`",
        "neither a field here nor a kind of applicant",
        "{advice}",
    )
    advice: str = (
        "a key is a field of the record, a kind of applicant, `applicant`, `matter`, `item`, `level` or `year`"
    )


class UnknownField(AboutWord):
    """A field that a declaration names and that the record or the applicant lacks."""

    code: ClassVar[str] = "N020"
    en: ClassVar[Texts] = Texts("`{word}` is not a field of {owner}", "no such field", "{advice}")
    owner: str
    advice: str = "declare the field on a line of its own"


class UnknownCurrency(AboutWord):
    """A currency code that is not known."""

    code: ClassVar[str] = "N021"
    en: ClassVar[Texts] = Texts(
        "`{word}` is not a known currency", "not an ISO 4217 code that is known", "write `CNY`, `USD`, …"
    )


class UnknownItem(AboutWord):
    """A case speaks of an item that it does not give."""

    code: ClassVar[str] = "N022"
    en: ClassVar[Texts] = Texts(
        "the case gives no item `{word}`", "not among the records given", "give it on a record line: `KIND {word}: …`"
    )


class LabelTwice(AboutWord):
    """Two awards with one label."""

    code: ClassVar[str] = "N023"
    en: ClassVar[Texts] = Texts(
        "two awards are labelled `{word}`", "the second of them", "add a line `as NAME` beneath one of them"
    )


class ArticleTwice(Diagnostic):
    """An article number that is given twice."""

    code: ClassVar[str] = "N024"
    en: ClassVar[Texts] = Texts("article {number} stands twice", "the second", "join the two, or mend the number")
    number: str


class GroupTwice(AboutWord):
    """Two groups of one name in an article."""

    code: ClassVar[str] = "N025"
    en: ClassVar[Texts] = Texts("the group `{word}` stands twice in one article", "the second", "rename one of them")


class RuleTwice(AboutWord):
    """Two rules of one name: the ledger could not tell them apart."""

    code: ClassVar[str] = "N026"
    en: ClassVar[Texts] = Texts(
        "there is already a rule `{word}`", "the second", "remove one, or put one of them in a group of its own"
    )


class UnknownReason(AboutWord):
    """A case expects a reason in words that nothing declares."""

    code: ClassVar[str] = "N027"
    en: ClassVar[Texts] = Texts(
        "`{word}` is no word that a reason could name",
        "not declared",
        "name a field, event, state, figure or kind of applicant, or of a set `number` or `total`",
    )


class WrongPolicy(AboutWord):
    """A page of cases for another policy."""

    code: ClassVar[str] = "N028"
    en: ClassVar[Texts] = Texts(
        "these cases are for `{word}`, the policy is `{policy}`", "another policy", "write `cases for {policy}`"
    )
    policy: str


class TwoMeanings(AboutWord):
    """A word that two declarations explain at this place."""

    code: ClassVar[str] = "N029"
    en: ClassVar[Texts] = Texts(
        "`{word}` has two meanings here: {one}, and {other}",
        "which of the two?",
        "rename one of them in the vocabulary",
    )
    one: str
    other: str


class TooLongChain(AboutWord):
    """Words that are explained by others, too many of them in a row."""

    code: ClassVar[str] = "N032"
    en: ClassVar[Texts] = Texts(
        "`{word}` is explained by a chain of more than {limit} words",
        "joined by `{verb}`",
        "explain it by words that are nearer to the facts",
    )
    verb: str
    limit: int


class TooManyParts(AboutWord):
    """Words that stand for tests and come to too much where they are written out."""

    code: ClassVar[str] = "N033"
    en: ClassVar[Texts] = Texts(
        "`{word}` and the words before it come to more than {limit} parts",
        "each use writes out all that `means` says",
        "let the words of the vocabulary say less, or use them in fewer places",
    )
    limit: int
