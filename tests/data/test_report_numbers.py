"""The figures that a reader would check first, typed in ``by_hand`` from the two articles.

If one fails, the data or the code is wrong, and the article decides. Each test's id names the
source. The articles are not part of the book: Daventry Express, 17 May 2022 (``DE``), and
Northampton Chronicle & Echo, 2024 (``CE``).
"""

import pytest

from inspections.language.wording import rating_direction, say, say_date
from inspections.register import Fact
from tests.book import register
from tests.by_hand import ANSWERS, STATED, WORKED, case
from tests.first_two_inspections import SECOND, both
from tests.tables import each_row

DE, CE = "daventry-express-2022", "northampton-chronicle-2024"
PRINTED_IN = {DE: "Daventry Express 2022", CE: "Chronicle & Echo 2024"}

FACTS = [each for each in WORKED.values() if each not in ANSWERS]
SHARES = [each for each in FACTS if "÷" in each.working]
DERIVED = [each for each in FACTS if each not in SHARES]


def test_the_tables_are_long_enough() -> None:
    assert len(STATED) >= 20
    assert (len(DERIVED), len(SHARES)) == (6, 5)
    assert list(STATED) == sorted(STATED)
    assert list(WORKED) == sorted(WORKED)


@pytest.mark.parametrize(
    "stated",
    STATED.values(),
    ids=[f"{PRINTED_IN[each.source_id]}: {each.words}" for each in STATED.values()],
)
def test_a_figure_is_the_one_in_the_article(stated) -> None:
    fact = register().fact(stated.fact_id)
    found = (fact.value, fact.total, say(fact), fact.counts)
    assert found == (stated.value, stated.total, stated.says, stated.counts)
    fragments = {citation.source.source_id: citation.fragment for citation in fact.citations}
    assert stated.words in fragments[stated.source_id]


@pytest.mark.parametrize("worked", DERIVED, ids=[f"our own: {each.working}" for each in DERIVED])
def test_a_figure_of_our_own_is_worked_out_from_the_articles(worked) -> None:
    fact = register().fact(worked.what)
    assert say(fact) == worked.says
    figures = {f"{each.value:,}" for each in inputs(fact)}
    figures |= {str(each.total) for each in inputs(fact) if each.total}
    assert figures == set(worked.working.replace("+", " ").replace("−", " ").split())
    assert {each.source.source_id for each in fact.sources} & {DE, CE}


@pytest.mark.parametrize("worked", SHARES, ids=[f"our own: {each.working}" for each in SHARES])
def test_a_share_is_worked_out_from_the_article(worked) -> None:
    fact = register().fact(worked.what)
    (only,) = inputs(fact)
    count, total = case(only.fact_id)
    assert fact.value == pytest.approx(100 * count / total)
    assert (fact.total, fact.unit, say(fact)) == (None, "per cent", worked.says)
    assert f"{count} ÷ {total}" == worked.working
    assert {each.source.source_id for each in fact.sources} == {CE}


def inputs(fact: Fact) -> tuple[Fact, ...]:
    assert fact.derivation is not None
    return fact.derivation.inputs


def test_what_rests_on_an_assumption_says_so() -> None:
    for fact_id in ("caseload-total-2024", "domestic-abuse-remainder-2024"):
        derivation = register().fact(fact_id).derivation
        assert derivation is not None
        assert derivation.assumption


@each_row
def test_a_figure_counts_what_the_article_counts(fact_id: str, unit: str) -> None:
    assert register().fact(fact_id).unit == unit


def test_the_vacancy_rate_is_that_of_probation_officers() -> None:
    fact = register().fact("vacancy-rate-2024")
    assert fact.population == "probation officer posts in the unit"
    relations = {citation.source.source_id: citation.relation for citation in fact.citations}
    assert relations == {"hmip-northamptonshire-2024": "agrees", CE: "differs"}


def test_the_figures_belong_to_the_inspection_of_their_article() -> None:
    under = {
        article: {
            register().fact(each.fact_id).inspection
            for each in STATED.values()
            if each.source_id == article
        }
        for article in (DE, CE)
    }
    first, second = both(register())
    assert under[CE] == {second}
    assert under[DE] == {first, None}  # None: a third of units were inspected each year


def test_the_ratings_are_those_of_the_articles() -> None:
    first, second = both(register())
    assert (first.overall_rating, second.overall_rating) == ("Requires improvement", "Inadequate")
    assert (first.rank, second.rank) == (1, 0)
    assert rating_direction(first, second) == "fell"
    assert [each.citations[0].source.source_id for each in (first, second)] == [DE, CE]
    assert [each.unit for each in (first, second)] == ["Northamptonshire", "Northamptonshire"]


def test_the_reports_have_the_dates_that_sources_show() -> None:
    first, second = both(register())
    assert (say_date(first.report_date), first.date_basis) == ("17 May 2022", "stated")
    assert (say_date(second.report_date), second.date_basis) == ("July 2024", "derived")
    assert say_date(register().sources[DE].published) == "17 May 2022"
    assert register().sources[CE].published == "2024-07"
    assert say_date(register().events["report-2022"].date) == "17 May 2022"
    assert say_date(register().events["newspaper-report-2022"].date) == "17 May 2022"


def test_the_single_service_began_in_the_month_of_the_article() -> None:
    assert say_date(register().events["unification-2021"].date).endswith("June 2021")


def test_each_report_was_presented_by_its_own_chief_inspector() -> None:
    first, second = both(register())
    assert (first.chief_inspector, second.chief_inspector) == ("Justin Russell", "Martin Jones")


def test_the_offices_are_those_of_the_article() -> None:
    offices = {each.name: each.inspection.inspection_id for each in register().offices.values()}
    assert offices == dict.fromkeys(("Northampton", "Wellingborough", "Kettering"), SECOND)


def test_no_points_are_given_to_the_unit_because_no_source_shows_them() -> None:
    assert [(each.score, each.score_out_of) for each in both(register())] == [(None, None)] * 2


def test_the_two_inspections_were_made_under_different_rule_books() -> None:
    first, second = both(register())
    assert first.programme.label == "2021 to 2023 programme"
    assert second.programme.label == "programme from October 2023"
    assert [register().fact(f"standards-{year}-programme").value for year in (2022, 2023)] == [9, 7]
