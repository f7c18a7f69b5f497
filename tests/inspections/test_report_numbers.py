"""The figures that a reader would check first, typed here from the two articles.

If one fails, the data or the code is wrong, and the article decides. Each test's id names the
source. The articles are not part of the book: Daventry Express, 17 May 2022 (``DE``), and
Northampton Chronicle & Echo, 2024 (``CE``).
"""

from __future__ import annotations

import pytest

from inspections import tables
from inspections.facts import Fact, Register
from inspections.wording import rating_direction, say, say_date
from tests.two import SECOND, both

DE, CE = "daventry-express-2022", "northampton-chronicle-2024"
PRINTED_IN = {DE: "Daventry Express 2022", CE: "Chronicle & Echo 2024"}

# Fact, value, total, how it reads, success or failure, article, words of the article
STATED = [
    ("domestic-abuse-information-used-2024", 22, 70, "22 of 70", "success", CE, "22 out of 70"),
    ("domestic-abuse-not-requested-2024", 31, 70, "31 of 70", "failure", CE, "31 of those 70"),
    ("child-safeguarding-liaison-2024", 4, 41, "4 of 41", "success", CE, "four out of 41"),
    ("domestic-abuse-liaison-2024", 8, 34, "8 of 34", "success", CE, "eight out of 34"),
    ("home-visits-not-made-2024", 38, 59, "38 of 59", "failure", CE, "38 out of 59"),
    ("police-replies-owed-2024", 400, None, "400", "neutral", CE, "400 responses outstanding"),
    ("mappa-discussions-waiting-2024", 200, None, "almost 200", "neutral", CE, "almost 200"),
    ("reply-delay-2024", 2, None, "up to two months", "neutral", CE, "up to two months"),
    ("workers-2024", 149, None, "149", "neutral", CE, "149 workers"),
    ("vacancy-rate-2024", 40, None, "40 per cent", "neutral", CE, "40 per cent vacancy rate"),
    ("people-community-sentences-2024", 1297, None, "1,297", "neutral", CE, "1,297 people"),
    ("people-post-release-2024", 648, None, "648", "neutral", CE, "648 people"),
    ("cases-in-prison-2024", 666, None, "666", "neutral", CE, "666 cases in prison"),
    ("offices-2024", 3, None, "three", "neutral", CE, "three offices"),
    ("recommendations-2024", 7, None, "seven", "neutral", CE, "seven recommendations"),
    ("new-officers-pledged-2024", 1000, None, "1,000", "neutral", CE, "1,000 more probation"),
    ("recommendations-2022", 10, None, "ten", "neutral", DE, "ten recommendations"),
    ("local-recommendations-2022", 5, None, "five", "neutral", DE, "five of which"),
    ("cases-satisfactory-2022", 1, 2, "fewer than half", "success", DE, "less than half the cases"),
    ("units-inspected-each-year-2022", 1, 3, "a third", "neutral", DE, "only a third of PDUs"),
]

# Fact, value, total, how it reads, how it was worked out
DERIVED = [
    ("caseload-total-2024", 2611, None, "2,611", "1,297 + 648 + 666"),
    ("caseload-community-2024", 1945, None, "1,945", "1,297 + 648"),
    ("domestic-abuse-remainder-2024", 17, 70, "17 of 70", "70 − 22 − 31"),
    ("domestic-abuse-requested-2024", 39, 70, "39 of 70", "70 − 31"),
    ("home-visits-made-2024", 21, 59, "21 of 59", "59 − 38"),
    ("other-recommendations-2022", 5, None, "five", "10 − 5"),
]

# Share, in per cent, how it reads, how it was worked out
SHARES = [
    ("domestic-abuse-information-used-share-2024", 31.43, "31 per cent", "22 ÷ 70"),
    ("domestic-abuse-not-requested-share-2024", 44.29, "44 per cent", "31 ÷ 70"),
    ("child-safeguarding-liaison-share-2024", 9.76, "10 per cent", "4 ÷ 41"),
    ("domestic-abuse-liaison-share-2024", 23.53, "24 per cent", "8 ÷ 34"),
    ("home-visits-not-made-share-2024", 64.41, "64 per cent", "38 ÷ 59"),
]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(tables.load())


@pytest.mark.parametrize(
    ("fact_id", "value", "total", "text", "counts", "article", "words"),
    STATED,
    ids=[f"{PRINTED_IN[article]}: {words}" for *_, article, words in STATED],
)
def test_a_figure_is_the_one_in_the_article(
    register: Register,
    fact_id: str,
    value: int,
    total: int | None,
    text: str,
    counts: str,
    article: str,
    words: str,
) -> None:
    fact = register.fact(fact_id)
    assert (fact.value, fact.total, say(fact), fact.counts) == (value, total, text, counts)
    fragments = {each.source.source_id: each.fragment for each in fact.citations}
    assert words in fragments[article]


@pytest.mark.parametrize(
    ("fact_id", "value", "total", "text", "sum_"),
    DERIVED,
    ids=[f"our own: {row[4]}" for row in DERIVED],
)
def test_a_figure_of_our_own_is_worked_out_from_the_articles(
    register: Register, fact_id: str, value: int, total: int | None, text: str, sum_: str
) -> None:
    fact = register.fact(fact_id)
    assert (fact.value, fact.total, say(fact)) == (value, total, text)
    assert fact.derivation is not None
    figures = {f"{each.value:,}" for each in inputs(fact)}
    figures |= {str(each.total) for each in inputs(fact) if each.total}
    assert figures == set(sum_.replace("+", " ").replace("−", " ").split())
    assert {each.source.source_id for each in fact.sources} & {DE, CE}


@pytest.mark.parametrize(
    ("fact_id", "percent", "text", "sum_"), SHARES, ids=[f"our own: {row[3]}" for row in SHARES]
)
def test_a_share_is_worked_out_from_the_article(
    register: Register, fact_id: str, percent: float, text: str, sum_: str
) -> None:
    fact = register.fact(fact_id)
    assert fact.value == pytest.approx(percent, abs=0.005)
    assert (fact.total, fact.unit, say(fact)) == (None, "per cent", text)
    (only,) = inputs(fact)
    assert f"{only.value} ÷ {only.total}" == sum_
    assert {each.source.source_id for each in fact.sources} == {CE}


def inputs(fact: Fact) -> tuple[Fact, ...]:
    assert fact.derivation is not None
    return fact.derivation.inputs


def test_what_rests_on_an_assumption_says_so(register: Register) -> None:
    for fact_id in ("caseload-total-2024", "domestic-abuse-remainder-2024"):
        derivation = register.fact(fact_id).derivation
        assert derivation is not None
        assert derivation.assumption


@pytest.mark.parametrize(
    ("fact_id", "unit"),
    [
        ("people-community-sentences-2024", "people"),
        ("people-post-release-2024", "people"),
        ("cases-in-prison-2024", "cases"),
        ("police-replies-owed-2024", "replies"),
        ("new-officers-pledged-2024", "recruits"),
        ("mappa-discussions-waiting-2024", "discussions"),
        ("reply-delay-2024", "months"),
    ],
)
def test_a_figure_counts_what_the_article_counts(
    register: Register, fact_id: str, unit: str
) -> None:
    assert register.fact(fact_id).unit == unit


def test_the_vacancy_rate_is_that_of_probation_officers(register: Register) -> None:
    fact = register.fact("vacancy-rate-2024")
    assert fact.population == "probation officer posts in the unit"
    relations = {each.source.source_id: each.relation for each in fact.citations}
    assert relations == {"hmip-northamptonshire-2024": "agrees", CE: "differs"}


def test_the_figures_belong_to_the_inspection_of_their_article(register: Register) -> None:
    under = {
        article: {register.fact(row[0]).inspection for row in STATED if row[5] == article}
        for article in (DE, CE)
    }
    first, second = both(register)
    assert under[CE] == {second}
    assert under[DE] == {first, None}  # None: a third of units were inspected each year


def test_the_ratings_are_those_of_the_articles(register: Register) -> None:
    first, second = both(register)
    assert (first.overall_rating, second.overall_rating) == ("Requires improvement", "Inadequate")
    assert (first.rank, second.rank) == (1, 0)
    assert rating_direction(first, second) == "fell"
    assert [each.citations[0].source.source_id for each in (first, second)] == [DE, CE]
    assert [each.unit for each in (first, second)] == ["Northamptonshire", "Northamptonshire"]


def test_the_reports_have_the_dates_that_sources_show(register: Register) -> None:
    first, second = both(register)
    assert (say_date(first.report_date), first.date_basis) == ("17 May 2022", "stated")
    assert (say_date(second.report_date), second.date_basis) == ("July 2024", "derived")
    assert say_date(register.sources[DE].published) == "17 May 2022"
    assert register.sources[CE].published == "2024-07"
    assert say_date(register.events["report-2022"].date) == "17 May 2022"
    assert say_date(register.events["newspaper-report-2022"].date) == "17 May 2022"


def test_the_single_service_began_in_the_month_of_the_article(register: Register) -> None:
    assert say_date(register.events["unification-2021"].date).endswith("June 2021")


def test_each_report_was_presented_by_its_own_chief_inspector(register: Register) -> None:
    first, second = both(register)
    assert (first.chief_inspector, second.chief_inspector) == ("Justin Russell", "Martin Jones")


def test_the_offices_are_those_of_the_article(register: Register) -> None:
    offices = {each.name: each.inspection.inspection_id for each in register.offices.values()}
    assert offices == dict.fromkeys(("Northampton", "Wellingborough", "Kettering"), SECOND)


def test_no_points_are_given_to_the_unit_because_no_source_shows_them(register: Register) -> None:
    assert [(each.score, each.score_out_of) for each in both(register)] == [(None, None)] * 2


def test_the_two_inspections_were_made_under_different_rule_books(register: Register) -> None:
    first, second = both(register)
    assert first.programme.label == "2021 to 2023 programme"
    assert second.programme.label == "programme from October 2023"
    assert [register.fact(f"standards-{year}-programme").value for year in (2022, 2023)] == [9, 7]
