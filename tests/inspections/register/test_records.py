from pathlib import Path

import pytest

from inspections.arithmetic.statistics import Share
from inspections.checks import check
from inspections.package import tables
from inspections.register import (
    Citation,
    Derivation,
    Register,
    UnknownId,
    find,
)
from tests.inspections.fixtures import ROWS, add_rows, change, columns, replace
from tests.tables import each_row

TABLES = [
    "sources",
    "programmes",
    "inspections",
    "facts",
    "offices",
    "findings",
    "recommendations",
    "events",
    "terms",
]
"""The tables of which each row is one record."""

LEADS_ON = {
    *("inspection_id", "programme_id"),
    *("source_id", "fragment", "second_source_id", "second_fragment", "second_relation"),
    *("score_source_id", "score_fragment"),
}
"""Columns that lead to another record or a source."""


@pytest.fixture
def register(package: Path) -> Register:
    return Register(tables.load(package))


# --- Each kind of record ---------------------------------------------------------------------


def as_cell(value: object) -> str:
    """Return a value of a record as a table writes it."""
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)


@pytest.mark.parametrize("table", TABLES)
def test_a_record_has_what_its_row_says(register: Register, table: str) -> None:
    records = getattr(register, table)
    assert ROWS[table]
    for row in ROWS[table]:
        key = next(iter(row.values()))
        values = vars(records[key])
        held = {column: as_cell(values[column]) for column in columns(table) if column in values}
        assert set(columns(table)) <= held.keys() | LEADS_ON
        assert held == {column: row.get(column, "") for column in held}, key


@pytest.mark.parametrize("table", [table for table in TABLES if table != "sources"])
def test_a_record_cites_the_sources_that_its_row_names(register: Register, table: str) -> None:
    assert ROWS[table]
    for row in ROWS[table]:
        key = next(iter(row.values()))
        first = (row["source_id"], row["fragment"], "agrees")
        second = (
            row.get("second_source_id", ""),
            row.get("second_fragment", ""),
            row.get("second_relation", "") or "agrees",
        )
        cited = [
            (citation.source.source_id, citation.fragment, citation.relation)
            for citation in getattr(register, table)[key].citations
        ]
        assert cited == [each for each in (first, second) if each[0]], key


@pytest.mark.parametrize("table", ["facts", "offices", "findings", "recommendations", "events"])
def test_a_record_leads_to_the_inspection_that_its_row_names(
    register: Register, table: str
) -> None:
    assert ROWS[table]
    for row in ROWS[table]:
        key = next(iter(row.values()))
        inspection = getattr(register, table)[key].inspection
        assert inspection is register.inspections[row["inspection_id"]], key


def test_an_inspection_has_its_programme_its_year_and_its_place_on_the_scale(
    register: Register,
) -> None:
    earlier, later = register.inspections.values()
    assert earlier.programme is register.programmes["programme-2027"]
    assert (earlier.report_date, earlier.year, earlier.rank) == ("2030-05-17", "2030", 1)
    assert (later.report_date, later.year, later.rank) == ("2034", "2034", 0)


@pytest.mark.parametrize(("table", "key"), [("facts", "workers-2030"), ("findings", "waits-2034")])
def test_a_record_need_not_belong_to_an_inspection(package: Path, table: str, key: str) -> None:
    change(package, table, key, inspection_id="")
    assert getattr(Register(tables.load(package)), table)[key].inspection is None


def test_whole_values_are_int_even_beside_decimals(package: Path) -> None:
    change(package, "facts", "training-2030", value="15.5")
    facts = Register(tables.load(package)).facts
    used, training = facts["information-used-2030"], facts["training-2030"]
    assert (repr(used.value), repr(used.total)) == ("22", "70")
    assert repr(training.value) == "15.5"


def test_events_come_in_order_of_date_not_of_id(package: Path) -> None:
    change(package, "events", "report-2030", date="2030")
    events = Register(tables.load(package)).events
    assert list(events) == ["report-2030", "fieldwork-2030"]


def test_other_words_for_a_term_are_written_with_semicolons(package: Path) -> None:
    change(package, "terms", "mappa", synonyms="arrangements; ; the panel ")
    terms = Register(tables.load(package)).terms
    assert terms["mappa"].synonyms == ("arrangements", "the panel")


# --- Links -----------------------------------------------------------------------------------


@each_row
def test_a_link_opens_the_page_at_the_fragment(
    register: Register, fragment: str, encoded: str
) -> None:
    link = Citation(register.sources["gazette-2030"], fragment).link
    assert link == f"https://gazette.example/probation-77#:~:text={encoded}"


def test_a_link_without_fragment_is_the_address(register: Register) -> None:
    citation = Citation(register.sources["annual-report"], "")
    assert citation.link == "https://downs.example/annual"


def test_a_text_fragment_takes_the_place_of_an_anchor(package: Path) -> None:
    change(package, "sources", "gazette-2030", url="https://gazette.example/?p=7&q=8#part-2")
    citation = Register(tables.load(package)).facts["not-requested-2030"].citations[0]
    assert citation.link == (
        "https://gazette.example/?p=7&q=8#:~:text=31%20of%20those%2070%20cases"
    )


# --- Derived facts ---------------------------------------------------------------------------


def test_derived_facts_are_computed_from_the_package(register: Register) -> None:
    facts = register.facts
    assert set(facts) == {
        row["fact_id"] for table in ("facts", "derived_facts") for row in ROWS[table]
    }
    assert (facts["rest-2030"].value, facts["rest-2030"].total) == (17, 70)
    assert (facts["requested-2030"].value, facts["requested-2030"].total) == (39, 70)
    assert facts["workers-and-cases-2030"].value == 1171
    share = facts["information-used-share-2030"]
    assert share.value == pytest.approx(31.428571, abs=1e-6)
    assert (share.total, share.unit, share.qualifier) == (None, "per cent", "exact")


def test_a_derived_fact_names_its_inputs_and_what_must_hold(register: Register) -> None:
    facts = register.facts
    rest = facts["rest-2030"]
    assert rest.derivation == Derivation(
        operation="remainder",
        inputs=(facts["information-used-2030"], facts["not-requested-2030"]),
        assumption="No case is in both groups.",
    )
    assert rest.citations == ()
    assert (rest.inspection, rest.counts) == (register.inspections["amberley-2030"], "neutral")


def test_a_derived_fact_may_rest_on_one_that_comes_later_in_the_file(register: Register) -> None:
    # 1,149 less the rest of 17, which is 70 less 22 less 31 and stands below in the file
    derived = [row["fact_id"] for row in ROWS["derived_facts"]]
    assert derived.index("other-workers-2030") < derived.index("rest-2030")
    other = register.facts["other-workers-2030"]
    assert other.value == 1132
    assert other.derivation is not None
    assert other.derivation.inputs[1] is register.facts["rest-2030"]
    order = list(register.facts)
    assert order.index("rest-2030") < order.index("other-workers-2030")


def test_a_chain_of_two_cites_each_source_behind_it_once(register: Register) -> None:
    gazette, annual = register.sources["gazette-2030"], register.sources["annual-report"]
    assert register.facts["other-workers-2030"].sources == (
        Citation(gazette, "almost 1,149 workers"),
        Citation(annual, "1,200 workers", relation="differs"),
        Citation(gazette, "just 22 out of 70 cases"),
        Citation(annual, "twenty-two of the seventy"),
        Citation(gazette, "31 of those 70 cases"),
    )


def test_one_citation_behind_two_inputs_is_given_once(package: Path) -> None:
    shared = "22 out of 70 and 31 of those 70"
    for fact_id in ("information-used-2030", "not-requested-2030"):
        change(package, "facts", fact_id, fragment=shared, second_source_id="")
    register = Register(tables.load(package))
    cited = Citation(register.sources["gazette-2030"], shared)
    assert register.facts["rest-2030"].sources == (cited,)


def test_a_stated_fact_rests_on_its_own_citations(register: Register) -> None:
    used = register.facts["information-used-2030"]
    assert used.sources == used.citations
    assert len(used.sources) == 2


def test_what_is_left_is_a_limit_on_the_other_side(package: Path) -> None:
    change(package, "facts", "workers-2030", qualifier="exact")
    change(package, "facts", "information-used-2030", qualifier="almost")
    facts = Register(tables.load(package)).facts
    assert facts["information-used-share-2030"].qualifier == "almost"
    assert facts["workers-and-cases-2030"].qualifier == "almost"  # 1,149 + 22
    assert facts["rest-2030"].qualifier == "more_than"  # 70 - 22 - 31
    assert facts["other-workers-2030"].qualifier == "fewer_than"  # 1,149 - 17
    assert facts["requested-2030"].qualifier == "exact"  # 70 - 31


# --- Shares and look-up ----------------------------------------------------------------------


def test_a_count_out_of_a_total_is_a_share(register: Register) -> None:
    assert register.fact("visits-missed-2030").share == Share(38, 59)
    assert register.fact("rest-2030").share == Share(17, 70)


@pytest.mark.parametrize("fact_id", ["workers-2030", "units-each-year-2030"])
def test_what_is_no_count_out_of_a_total_has_no_share(register: Register, fact_id: str) -> None:
    with pytest.raises(ValueError, match=f"{fact_id} is not a count out of a total"):
        _ = register.fact(fact_id).share


def test_an_unknown_id_suggests_its_neighbours(register: Register) -> None:
    with pytest.raises(UnknownId) as raised:
        register.fact("visit-missed-2030")
    message = str(raised.value)
    assert message.startswith("there is no fact 'visit-missed-2030': did you mean visits-missed-20")
    with pytest.raises(UnknownId) as raised:
        register.inspection("amberly-2034")
    assert str(raised.value) == (
        "there is no inspection 'amberly-2034': did you mean amberley-2034 or amberley-2030?"
    )


def test_an_id_like_no_other_sends_to_the_data() -> None:
    with pytest.raises(UnknownId) as raised:
        find({"workers": 1}, "zzz", kind="fact")
    assert str(raised.value) == "there is no fact 'zzz': see the fact ids in data/"
    assert isinstance(raised.value, KeyError)


def test_the_inspections_of_the_subject_come_in_order_of_report(package: Path) -> None:
    earlier = {"inspection_id": "amberley-2028", "report_date": "2028-01"}
    other = {"inspection_id": "brockham-2031", "report_date": "2031", "unit": "Brockham"}
    other["fragment"] = "Brockham was judged 'inadequate'"
    add_rows(package, "inspections", *(ROWS["inspections"][1] | each for each in (earlier, other)))
    assert check(package) == []
    register = Register(tables.load(package))
    assert len(register.inspections) == 4
    assert [inspection.inspection_id for inspection in register.subject_inspections] == [
        "amberley-2028",
        "amberley-2030",
        "amberley-2034",
    ]


def test_a_unit_without_inspections_has_none(package: Path) -> None:
    replace(package, "datapackage.json", b'"unit": "Amberley"', b'"unit": "Brockham"')
    assert Register(tables.load(package)).subject_inspections == ()
