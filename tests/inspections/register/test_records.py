from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from inspections.arithmetic.statistics import Share
from inspections.checks import check
from inspections.package import tables
from inspections.register import (
    RATINGS,
    Citation,
    Derivation,
    Fact,
    Office,
    Programme,
    Register,
    Source,
    UnknownId,
    find,
)
from tests.inspections.fixtures import (
    ROWS,
    change,
    columns,
    read_rows,
    replace,
    write_rows,
)
from tests.tables import each_row

GAZETTE = Source(
    source_id="gazette-2030",
    publisher="Amberley Gazette",
    title="Probation unit ‘good’",
    kind="newspaper",
    url="https://gazette.example/probation-77",
    published="2030-05-17",
    published_basis="stated",
    licence="Newspaper copyright",
    note="Read as it stood in May 2030.",
)
ANNUAL = Source(
    source_id="annual-report",
    publisher="Office of the 9 Downs",
    title="Annual report for 12 units",
    kind="government",
    url="https://downs.example/annual",
    published="",
    published_basis="not shown",
    licence="Open Licence v3.0",
    note="",
)


@pytest.fixture
def register(package: Path) -> Register:
    return Register(tables.load(package))


def test_the_ratings_go_from_worst_to_best() -> None:
    assert RATINGS == ("Inadequate", "Requires improvement", "Good", "Outstanding")


# --- Each kind of record ---------------------------------------------------------------------


def test_a_source_has_what_its_row_says(register: Register) -> None:
    assert register.sources == {"annual-report": ANNUAL, "gazette-2030": GAZETTE}


def test_a_programme_cites_its_source(register: Register) -> None:
    assert register.programmes == {
        "programme-2027": Programme(
            programme_id="programme-2027",
            label="2027 to 2035 programme",
            began="2027-04",
            citations=(Citation(ANNUAL, "began in April 2027"),),
            note="",
        )
    }


def test_an_inspection_has_its_programme_rating_and_both_citations(register: Register) -> None:
    inspection = register.inspections["amberley-2030"]
    assert (inspection.unit, inspection.unit_kind) == ("Amberley", "unit")
    assert (inspection.region, inspection.region_basis) == ("North Downs", "stated")
    assert (inspection.report_date, inspection.date_basis) == ("2030-05-17", "stated")
    assert (inspection.overall_rating, inspection.rank) == ("Requires improvement", 1)
    assert (inspection.score, inspection.score_out_of) == (9, 27)
    assert (inspection.chief_inspector, inspection.checked) == ("A. Person", "two readings")
    assert inspection.year == "2030"
    assert inspection.programme is register.programmes["programme-2027"]
    assert inspection.citations == (
        Citation(GAZETTE, "rated as ‘requires Improvement’ overall"),
        Citation(ANNUAL, "Amberley: Requires improvement", relation="agrees"),
    )


def test_an_inspection_of_which_only_the_year_is_known_has_that_year(register: Register) -> None:
    inspection = register.inspections["amberley-2034"]
    assert (inspection.year, inspection.report_date, inspection.rank) == ("2034", "2034", 0)
    assert (inspection.score, inspection.score_out_of) == (None, None)
    assert inspection.citations == (Citation(ANNUAL, "Amberley was judged 'inadequate'"),)


def test_a_stated_fact_has_what_its_row_says(register: Register) -> None:
    assert register.facts["information-used-2030"] == Fact(
        fact_id="information-used-2030",
        inspection=register.inspections["amberley-2030"],
        topic="information-sharing",
        question="information-used",
        label="Information was used",
        value=22,
        total=70,
        unit="cases",
        qualifier="exact",
        counts="success",
        population="cases inspected",
        citations=(
            Citation(GAZETTE, "just 22 out of 70 cases"),
            Citation(ANNUAL, "twenty-two of the seventy"),
        ),
        derivation=None,
        note="",
    )


def test_a_fact_without_total_or_inspection_says_so(package: Path) -> None:
    change(package, "facts", "workers-2030", inspection_id="", note="A note.")
    workers = Register(tables.load(package)).facts["workers-2030"]
    assert workers.inspection is None
    assert workers.total is None
    assert (workers.value, workers.qualifier, workers.note) == (1149, "almost", "A note.")


def test_a_source_that_differs_is_marked(register: Register) -> None:
    first, second = register.facts["workers-2030"].citations
    assert (first.source, first.relation) == (GAZETTE, "agrees")
    assert (second.source, second.fragment) == (ANNUAL, "1,200 workers")
    assert second.relation == "differs"


def test_whole_values_are_int_even_beside_decimals(package: Path) -> None:
    change(package, "facts", "training-2030", value="15.5")
    facts = Register(tables.load(package)).facts
    used, training = facts["information-used-2030"], facts["training-2030"]
    assert (repr(used.value), repr(used.total)) == ("22", "70")
    assert repr(training.value) == "15.5"


def test_a_fact_keeps_the_reason_why_its_fragment_has_other_figures(register: Register) -> None:
    reason = "The source gives both lengths in one phrase."
    assert register.facts["training-2030"].fragment_reason == reason
    assert register.facts["workers-2030"].fragment_reason == ""
    assert (
        register.events["fieldwork-2030"].fragment_reason
        == "The year follows from the date of the article."
    )


def test_an_office_has_what_its_row_says(register: Register) -> None:
    assert register.offices == {
        "amberley": Office(
            office_id="amberley",
            name="Amberley",
            inspection=register.inspections["amberley-2030"],
            citations=(Citation(GAZETTE, "an office in Amberley"),),
            note="",
        )
    }


def test_a_finding_has_what_its_row_says(register: Register) -> None:
    assert list(register.findings) == ["leaders-2030", "waits-2034"]
    finding = register.findings["leaders-2030"]
    assert (finding.theme, finding.tone, finding.said_by) == (
        "leadership",
        "strength",
        "inspectorate",
    )
    assert finding.statement == "Leaders used what they knew in [[information-used-2030]] cases."
    assert (finding.office_id, finding.inspection) == (
        "amberley",
        register.inspections["amberley-2030"],
    )
    assert finding.citations == (Citation(GAZETTE, "good leadership"),)


def test_a_finding_need_not_belong_to_an_inspection(package: Path) -> None:
    change(package, "findings", "waits-2034", inspection_id="")
    finding = Register(tables.load(package)).findings["waits-2034"]
    assert (finding.inspection, finding.tone, finding.office_id) == (None, "concern", "")


def test_a_recommendation_names_what_became_of_it(register: Register) -> None:
    (recommendation,) = register.recommendations.values()
    assert recommendation.recommendation_id == "share-information-2030"
    assert recommendation.inspection is register.inspections["amberley-2030"]
    assert recommendation.statement == "Use what others know."
    assert recommendation.later_state == "still open"
    assert recommendation.later_findings == ("waits-2034", "visits-missed-2030")
    assert recommendation.citations == (Citation(GAZETTE, "use information well"),)


def test_events_come_in_order_of_date_not_of_id(package: Path) -> None:
    change(package, "events", "report-2030", date="2030")
    change(package, "events", "fieldwork-2030", inspection_id="")
    events = Register(tables.load(package)).events
    assert list(events) == ["report-2030", "fieldwork-2030"]
    fieldwork = events["fieldwork-2030"]
    assert (fieldwork.date, fieldwork.end_date) == ("2030-02", "2030-03")
    assert (fieldwork.date_basis, fieldwork.label) == ("derived", "Inspectors visit the unit")
    assert fieldwork.inspection is None
    assert fieldwork.citations == (Citation(GAZETTE, "between February and March"),)


def test_terms_of_the_book_need_no_source(package: Path) -> None:
    change(package, "terms", "mappa", abbreviation="MAPPA", synonyms="arrangements; ; the panel ")
    terms = Register(tables.load(package)).terms
    assert list(terms) == ["case", "mappa"]
    assert (terms["case"].citations, terms["case"].synonyms) == ((), ())
    assert terms["case"].definition == "One person, in this book."
    assert terms["mappa"].citations == (Citation(ANNUAL, "agencies work together"),)
    assert (terms["mappa"].term, terms["mappa"].abbreviation) == (
        "public protection arrangements",
        "MAPPA",
    )
    assert terms["mappa"].synonyms == ("arrangements", "the panel")


def test_records_cannot_be_changed(register: Register) -> None:
    with pytest.raises(FrozenInstanceError):
        register.fact("information-used-2030").value = 23  # type: ignore[misc]  # what must fail


# --- Links -----------------------------------------------------------------------------------


@each_row
def test_a_link_opens_the_page_at_the_fragment(fragment: str, encoded: str) -> None:
    assert Citation(GAZETTE, fragment).link == f"{GAZETTE.url}#:~:text={encoded}"


def test_a_link_without_fragment_is_the_address() -> None:
    assert Citation(ANNUAL, "").link == "https://downs.example/annual"


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
    assert register.facts["other-workers-2030"].sources == (
        Citation(GAZETTE, "almost 1,149 workers"),
        Citation(ANNUAL, "1,200 workers", relation="differs"),
        Citation(GAZETTE, "just 22 out of 70 cases"),
        Citation(ANNUAL, "twenty-two of the seventy"),
        Citation(GAZETTE, "31 of those 70 cases"),
    )


def test_one_citation_behind_two_inputs_is_given_once(package: Path) -> None:
    shared = "22 out of 70 and 31 of those 70"
    for fact_id in ("information-used-2030", "not-requested-2030"):
        change(package, "facts", fact_id, fragment=shared, second_source_id="")
    rest = Register(tables.load(package)).facts["rest-2030"]
    assert rest.sources == (Citation(GAZETTE, shared),)


def test_a_stated_fact_rests_on_its_own_citations(register: Register) -> None:
    used = register.facts["information-used-2030"]
    assert used.sources == used.citations
    assert len(used.sources) == 2


@each_row
def test_what_is_left_is_a_limit_on_the_other_side(
    package: Path, qualifier: str, left: str, left_of_that: str
) -> None:
    change(package, "facts", "workers-2030", qualifier="exact")
    change(package, "facts", "information-used-2030", qualifier=qualifier)
    assert check(package) == []
    facts = Register(tables.load(package)).facts
    assert facts["information-used-share-2030"].qualifier == qualifier
    assert facts["workers-and-cases-2030"].qualifier == qualifier  # 1,149 + 22
    assert facts["rest-2030"].qualifier == left  # 70 - 22 - 31
    assert facts["other-workers-2030"].qualifier == left_of_that  # 1,149 - 17
    assert facts["requested-2030"].qualifier == "exact"


def test_exact_inputs_make_an_exact_result(register: Register) -> None:
    assert register.facts["rest-2030"].qualifier == "exact"


# --- Shares and look-up ----------------------------------------------------------------------


def test_a_count_out_of_a_total_is_a_share(register: Register) -> None:
    assert register.fact("visits-missed-2030").share == Share(38, 59)
    assert register.fact("rest-2030").share == Share(17, 70)


@pytest.mark.parametrize("fact_id", ["workers-2030", "units-each-year-2030"])
def test_what_is_no_count_out_of_a_total_has_no_share(register: Register, fact_id: str) -> None:
    with pytest.raises(ValueError, match=f"{fact_id} is not a count out of a total"):
        _ = register.fact(fact_id).share


def test_look_up_returns_the_record(register: Register) -> None:
    assert register.fact("workers-2030") is register.facts["workers-2030"]
    assert register.inspection("amberley-2034") is register.inspections["amberley-2034"]


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
    rows = read_rows(package, "inspections")
    fragment = "Brockham was judged 'inadequate'"
    rows += [
        rows[1] | {"inspection_id": "amberley-2028", "report_date": "2028-01"},
        rows[1]
        | {"inspection_id": "brockham-2031", "report_date": "2031", "unit": "Brockham"}
        | {"fragment": fragment},
    ]
    rows.sort(key=lambda row: row["inspection_id"])
    write_rows(package, "inspections", columns=columns("inspections"), rows=rows)
    assert check(package) == []
    register = Register(tables.load(package))
    assert len(register.inspections) == 4
    assert [each.inspection_id for each in register.subject_inspections] == [
        "amberley-2028",
        "amberley-2030",
        "amberley-2034",
    ]


def test_a_unit_without_inspections_has_none(package: Path) -> None:
    replace(package, "datapackage.json", b'"unit": "Amberley"', b'"unit": "Brockham"')
    assert Register(tables.load(package)).subject_inspections == ()
