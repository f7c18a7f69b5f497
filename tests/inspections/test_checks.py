from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from frictionless import Package

from inspections import checks, tables, wording
from inspections.__main__ import main
from inspections.checks import SHOWN_PER_FILE, Fault, check, messages
from inspections.derivations import OPERATIONS
from inspections.forms import FORMS
from tests.inspections.fixtures import (
    ROWS,
    change,
    columns,
    read_rows,
    replace,
    table_names,
    write_package,
    write_rows,
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "data")


def only_fault(folder: Path) -> Fault:
    faults = check(folder)
    assert len(faults) == 1, "\n".join(map(str, faults))
    line = str(faults[0])
    assert "\n" not in line
    assert line.startswith(faults[0].file)
    assert faults[0].rule
    assert faults[0].advice
    return faults[0]


def test_a_valid_package_has_no_faults(package: Path) -> None:
    assert check(package) == []


def test_frictionless_itself_finds_the_valid_package_valid(package: Path) -> None:
    assert Package(str(package / "datapackage.json")).validate().valid


def test_a_fault_is_one_line_with_place_value_rule_and_advice() -> None:
    fault = Fault("facts.csv", 12, "value", "71\n", "is more than total, 70", "correct it")
    assert str(fault) == 'facts.csv, row 12, value "71": is more than total, 70; correct it'


def test_a_long_value_is_cut_in_the_line() -> None:
    line = str(Fault("facts.csv", 2, "note", "word " * 100, "rule", "advice"))
    assert len(line) < 130
    assert "word…" in line


# Each entry: what is wrong; table, row and cells to spoil; the field, the value and a word of
# the rule that the one fault must name.
CELL_FAULTS: dict[str, tuple[str, str, dict[str, str], str, str, str]] = {
    "required cell empty": (
        *("facts", "workers-2030", {"label": ""}),
        *("label", "", "must be given"),
    ),
    "word that is not in the list": (
        *("facts", "workers-2030", {"qualifier": "amost"}),
        *("qualifier", "amost", "is not one of exact, about, almost"),
    ),
    "number with a word": (
        *("facts", "visits-missed-2030", {"value": "38 cases"}),
        *("value", "38 cases", "is not a number"),
    ),
    "number with a comma": (
        *("facts", "visits-missed-2030", {"value": "1,149"}),
        *("value", "1,149", "is not a number"),
    ),
    "number that is not one": (
        *("facts", "visits-missed-2030", {"total": "INF"}),
        *("total", "INF", "plain digits"),
    ),
    "fractional score": (
        *("inspections", "amberley-2030", {"score": "9.5"}),
        *("score", "9.5", "is not an integer"),
    ),
    "number below its minimum": (
        *("facts", "training-2030", {"value": "-1"}),
        *("value", "-1", "less than the minimum, 0"),
    ),
    "number above its maximum": (
        *("inspections", "amberley-2030", {"score_out_of": "28"}),
        *("score_out_of", "28", "more than the maximum, 27"),
    ),
    "id not in kebab-case": (
        *("terms", "case", {"term_id": "Case"}),
        *("term_id", "Case", "kebab-case"),
    ),
    "address without scheme": (
        *("sources", "annual-report", {"url": "downs.example"}),
        *("url", "downs.example", "not a web address"),
    ),
    "address repeated": (
        *("sources", "gazette-2030", {"url": "https://downs.example/annual"}),
        *("url", "https://downs.example/annual", "repeats the url of row 2"),
    ),
    "id repeated": (
        *("events", "report-2030", {"event_id": "fieldwork-2030"}),
        *("event_id", "fieldwork-2030", "repeats the event_id of row 2"),
    ),
    "source that does not exist": (
        *("findings", "leaders-2030", {"source_id": "gazete-2030"}),
        *("source_id", "gazete-2030", "no row of sources.csv"),
    ),
    "second source that does not exist": (
        *("conflicts", "workers", {"second_source_id": "anual-report"}),
        *("second_source_id", "anual-report", "no row of sources.csv"),
    ),
    "inspection that does not exist": (
        *("unknowns", "sample", {"inspection_id": "amberley-2031"}),
        *("inspection_id", "amberley-2031", "no row of inspections.csv"),
    ),
    "value above its total": (
        *("facts", "visits-missed-2030", {"value": "83", "fragment": "83 of the 59 cases"}),
        *("value", "83", "more than total, 59"),
    ),
    "score above its maximum": (
        *("inspections", "amberley-2030", {"score_out_of": "8"}),
        *("score", "9", "more than score_out_of, 8"),
    ),
    "score without its maximum": (
        *("inspections", "amberley-2030", {"score_out_of": ""}),
        *("score_out_of", "", "is empty"),
    ),
    "fraction without a total": (
        *("facts", "units-each-year-2030", {"total": ""}),
        *("total", "", "unit is fraction"),
    ),
    "fragment too long": (
        *("offices", "amberley", {"fragment": "a b c d e f g h i j k l m"}),
        *("fragment", "a b c d e f g h i j k l m", "13 words, more than 12"),
    ),
    "second fragment too long": (
        *(
            "inspections",
            "amberley-2030",
            {"second_fragment": "Requires improvement 3" + 10 * " a"},
        ),
        *("second_fragment", "Requires improvement 3" + 10 * " a", "13 words"),
    ),
    "fragment with another figure": (
        *("facts", "visits-missed-2030", {"fragment": "38 of 59 cases in two weeks"}),
        *("fragment", "38 of 59 cases in two weeks", "(2, 38, 59) are not those"),
    ),
    "fragment without the total": (
        *("facts", "visits-missed-2030", {"fragment": "38 cases"}),
        *("fragment", "38 cases", "(38) are not those of value and total (38, 59)"),
    ),
    "fragment without any figure": (
        *("facts", "training-2030", {"fragment": "many months", "fragment_reason": ""}),
        *("fragment", "many months", "(none) are not those of value and total (15)"),
    ),
    "fragment with another fraction": (
        *("facts", "units-each-year-2030", {"fragment": "a quarter of units"}),
        *("fragment", "a quarter of units", "(0.25) are not those of value and total (1/3)"),
    ),
    "agreeing fragment with another figure": (
        *("facts", "information-used-2030", {"second_fragment": "22 of 71"}),
        *("second_fragment", "22 of 71", "(22, 71) are not those"),
    ),
    "reason that is not needed": (
        *("facts", "workers-2030", {"fragment_reason": "No reason."}),
        *("fragment_reason", "No reason.", "a reason is given though"),
    ),
    "fragment without the rating": (
        *("inspections", "amberley-2034", {"fragment": "Amberley was judged poor"}),
        *("fragment", "Amberley was judged poor", 'the rating, "Inadequate"'),
    ),
    "second fragment without its source": (
        *("findings", "leaders-2030", {"second_fragment": "well led"}),
        *("second_source_id", "", "second_fragment is given"),
    ),
    "second source without its fragment": (
        *("findings", "leaders-2030", {"second_source_id": "annual-report"}),
        *("second_fragment", "", "second_source_id is given"),
    ),
    "fragment without its source": (
        *("terms", "case", {"fragment": "a case"}),
        *("source_id", "", "fragment is given"),
    ),
    "second source that is the first": (
        *("conflicts", "workers", {"second_source_id": "gazette-2030"}),
        *("second_source_id", "gazette-2030", "the first again"),
    ),
    "second source without its relation": (
        *("facts", "workers-2030", {"second_relation": ""}),
        *("second_relation", "", "exactly when second_source_id"),
    ),
    "relation without a second source": (
        *("facts", "training-2030", {"second_relation": "agrees"}),
        *("second_relation", "agrees", "exactly when second_source_id"),
    ),
    "input that does not exist": (
        *("derived_facts", "requested-2030", {"inputs": "not-requested-2031"}),
        *("inputs", "not-requested-2031", "there is no fact not-requested-2031"),
    ),
    "fact computed from itself": (
        *("derived_facts", "workers-and-cases-2030"),
        {"inputs": "workers-2030 workers-and-cases-2030"},
        *("inputs", "workers-2030 workers-and-cases-2030", "computed from itself"),
    ),
    "percentage of something without a total": (
        *("derived_facts", "information-used-share-2030", {"inputs": "workers-2030"}),
        *("inputs", "workers-2030", "percent needs an input with a total"),
    ),
    "percentage of two things": (
        *("derived_facts", "information-used-share-2030"),
        {"inputs": "information-used-2030 visits-missed-2030"},
        *("inputs", "information-used-2030 visits-missed-2030", "percent needs one input"),
    ),
    "operation that does not exist": (
        *("derived_facts", "workers-and-cases-2030", {"operation": "product"}),
        *("operation", "product", "is not one of sum"),
    ),
    "percentage in another unit": (
        *("derived_facts", "information-used-share-2030", {"unit": "cases"}),
        *("unit", "cases", "operation percent"),
    ),
    "sum of one thing": (
        *("derived_facts", "workers-and-cases-2030", {"inputs": "workers-2030"}),
        *("inputs", "workers-2030", "sum needs two inputs or more"),
    ),
    "remainder of different totals": (
        *("derived_facts", "rest-2030"),
        {"inputs": "information-used-2030 visits-missed-2030"},
        *("inputs", "information-used-2030 visits-missed-2030", "inputs of one total"),
    ),
    "result below nought": (
        *("derived_facts", "other-workers-2030"),
        {"inputs": "rest-2030 workers-2030"},
        *("inputs", "rest-2030 workers-2030", "the result, -1132, is negative"),
    ),
    "month that does not exist": (
        *("sources", "gazette-2030", {"published": "2024-13"}),
        *("published", "2024-13", "no such day or month"),
    ),
    "day that does not exist": (
        *("programmes", "programme-2027", {"began": "2027-02-29"}),
        *("began", "2027-02-29", "no such day or month"),
    ),
    "day of a correction that does not exist": (
        *("corrections", "staff", {"date": "2035-02-30"}),
        *("date", "2035-02-30", "no such day or month"),
    ),
    "correction with only a month": (
        *("corrections", "staff", {"date": "2035-02"}),
        *("date", "2035-02", "is not a day"),
    ),
    "date in another form": (
        *("programmes", "programme-2027", {"began": "04/2027"}),
        *("began", "04/2027", "is not a date"),
    ),
    "end before the beginning": (
        *("events", "fieldwork-2030", {"end_date": "2030-01"}),
        *("end_date", "2030-01", "ends before it begins (2030-02)"),
    ),
    "stated report date that is only a year": (
        *("inspections", "amberley-2034", {"date_basis": "stated"}),
        *("report_date", "2034", "has no day"),
    ),
    "stated report date without a day": (
        *("inspections", "amberley-2034", {"report_date": "2034-05", "date_basis": "stated"}),
        *("report_date", "2034-05", "has no day though date_basis says that a source states"),
    ),
    "report date though none was seen": (
        *("inspections", "amberley-2034", {"date_basis": "not shown"}),
        *("report_date", "2034", 'does not go with date_basis "not shown"'),
    ),
    "second fragment without the rating": (
        *("inspections", "amberley-2030", {"second_fragment": "Amberley was rated"}),
        *("second_fragment", "Amberley was rated", 'does not carry the rating, "Requires'),
    ),
    "score without its words": (
        *("inspections", "amberley-2030", {"score_source_id": "", "score_fragment": ""}),
        *("score_fragment", "", "is empty"),
    ),
    "score with the words of another": (
        *("inspections", "amberley-2030", {"score": "8"}),
        *("score_fragment", "scored 9 points", "figures are not score and score_out_of (8, 27)"),
    ),
    "unit misspelt": (
        *("inspections", "amberley-2034", {"unit": "Amberly"}),
        *("inspection_id", "amberley-2034", 'does not go with unit "Amberly"'),
    ),
    "id with another year": (
        *("inspections", "amberley-2034", {"report_date": "2033"}),
        *("inspection_id", "amberley-2034", "the year of the report, 2033"),
    ),
    "unit in another region": (
        *("inspections", "amberley-2034", {"region": "South Downs"}),
        *("region", "South Downs", 'has this unit in the region "North Downs"'),
    ),
    "event whose fragment lacks the day": (
        *("events", "report-2030", {"fragment": "published in May 2030"}),
        *("fragment", "published in May 2030", "does not carry the date 2030-05-17"),
    ),
    "event less precise than its fragment": (
        *("events", "report-2030", {"date": "2030-05"}),
        *("date", "2030-05", "less precise than the fragment"),
    ),
    "event with a reason that is not needed": (
        *("events", "report-2030", {"fragment_reason": "No reason."}),
        *("fragment_reason", "No reason.", "though the fragment carries the date"),
    ),
    "date of a source that shows none": (
        *("sources", "annual-report", {"published": "2031"}),
        *("published", "2031", 'published_basis "not shown"'),
    ),
    "source with a basis and no date": (
        *("sources", "gazette-2030", {"published": ""}),
        *("published", "", 'published_basis "stated"'),
    ),
    "mark that names nothing": (
        *("findings", "leaders-2030", {"statement": "They used [[information-2030]]."}),
        *("statement", "They used [[information-2030]].", "[[information-2030]] names no fact"),
    ),
    "mark with a form that does not exist": (
        *("findings", "leaders-2030", {"statement": "In [[workers-2030:digit]]."}),
        *("statement", "In [[workers-2030:digit]].", "[[workers-2030:digit]] names no form"),
    ),
    "mark with nothing after its colon": (
        *("findings", "leaders-2030", {"statement": "In [[workers-2030:]]."}),
        *("statement", "In [[workers-2030:]].", "[[workers-2030:]] names no form"),
    ),
    "mark left open": (
        *("conflicts", "workers", {"first_says": "It has [[workers-2030]."}),
        *("first_says", "It has [[workers-2030].", "do not pair"),
    ),
    "digits typed in a text": (
        *("facts", "workers-2030", {"note": "There were 12 in May 2030."}),
        *("note", "There were 12 in May 2030.", "a number is typed: 12"),
    ),
    "number word typed in a text": (
        *("unknowns", "sample", {"question": "Why twenty-two cases?"}),
        *("question", "Why twenty-two cases?", "a number is typed: twenty-two"),
    ),
    "two sentences in a finding": (
        *("findings", "leaders-2030", {"statement": "They led. They knew."}),
        *("statement", "They led. They knew.", "more than one sentence"),
    ),
    "concern that does not exist": (
        *("unknowns", "sample", {"concerns": "rest-2030 rest-2031"}),
        *("concerns", "rest-2030 rest-2031", "there is no rest-2031"),
    ),
    "later finding that does not exist": (
        *("recommendations", "share-information-2030", {"later_findings": "waits-2033"}),
        *("later_findings", "waits-2033", "there is no waits-2033"),
    ),
    "later state that nothing shows": (
        *("recommendations", "share-information-2030", {"later_findings": ""}),
        *("later_findings", "", 'later_state "still open"'),
    ),
    "blank before an id": (
        *("offices", "amberley", {"inspection_id": " amberley-2030"}),
        *("inspection_id", " amberley-2030", "blank at the beginning or end"),
    ),
    "blank after a text": (
        *("terms", "case", {"definition": "One person. "}),
        *("definition", "One person. ", "blank at the beginning or end"),
    ),
    "non-breaking blank in a list of ids": (
        *("unknowns", "sample", {"concerns": "rest-2030\u00a0workers-2030"}),
        *("concerns", "rest-2030\u00a0workers-2030", "non-breaking"),
    ),
    "line break in a cell": (
        *("terms", "mappa", {"definition": "They work\ntogether."}),
        *("definition", "They work\ntogether.", "line break"),
    ),
    "unit spelt in two ways": (
        *("inspections", "amberley-2034", {"unit": "amberley"}),
        *("unit", "amberley", 'is spelt "Amberley"'),
    ),
}


@pytest.mark.parametrize("kind", CELL_FAULTS)
def test_a_wrong_cell_is_named_with_file_row_field_value_and_rule(package: Path, kind: str) -> None:
    name, key, cells, field, value, word = CELL_FAULTS[kind]
    line = change(package, name, key, **cells)
    fault = only_fault(package)
    assert (fault.file, fault.row) == (f"{name}.csv", line)
    assert (fault.field, fault.value) == (field, value)
    assert word in fault.rule


def test_a_mark_may_have_any_form_that_a_figure_can_take(package: Path) -> None:
    assert set(FORMS) == set(wording.FORMS) - {""}
    marks = " ".join(f"[[workers-2030:{form}]]" for form in FORMS)
    change(package, "findings", "leaders-2030", statement=f"It says {marks}.")
    assert check(package) == []


def test_every_operation_that_the_schema_allows_can_be_computed() -> None:
    (field,) = (
        each
        for resource in tables.read_descriptor()["resources"]
        for each in resource["schema"]["fields"]
        if (resource["name"], each["name"]) == ("derived_facts", "operation")
    )
    assert set(field["constraints"]["enum"]) == set(OPERATIONS)


def test_every_rule_is_listed_once() -> None:
    rules = [*checks.BASIC, *checks.RULES]
    listed = re.findall(r"^- (\w+): ", checks.__doc__ or "", re.MULTILINE)
    assert sorted(listed) == sorted(rule.__name__ for rule in rules)


def test_sources_no_row_rests_on_are_named(package: Path) -> None:
    rows = read_rows(package, "sources")
    unused = {**rows[-1], "source_id": "herald-2030", "url": "https://herald.example/"}
    write_rows(package, "sources", columns=columns("sources"), rows=[*rows, unused])
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.value) == ("sources.csv", 4, "herald-2030")
    assert "rests on this source" in fault.rule


def test_rows_out_of_order_are_named(package: Path) -> None:
    rows = read_rows(package, "terms")
    write_rows(package, "terms", columns=columns("terms"), rows=rows[::-1])
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.value) == ("terms.csv", 3, "case")
    assert "not sorted" in fault.rule


def test_a_derived_fact_must_not_take_the_name_of_a_fact(package: Path) -> None:
    row = ROWS["derived_facts"][-1] | {"fact_id": "workers-2030"}
    rows = [*ROWS["derived_facts"][:-1], row]
    write_rows(package, "derived_facts", columns=columns("derived_facts"), rows=rows)
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.value) == ("derived_facts.csv", 6, "workers-2030")
    assert "facts.csv has a fact of this name" in fault.rule


def test_a_cycle_over_two_facts_is_found(package: Path) -> None:
    change(
        package, "derived_facts", "rest-2030", operation="sum", inputs="workers-2030 requested-2030"
    )
    change(package, "derived_facts", "requested-2030", inputs="rest-2030")
    faults = check(package)
    assert {fault.value for fault in faults} == {
        "rest-2030",
        "workers-2030 requested-2030",
        "workers-2030 rest-2030",  # other-workers-2030 waits for the two
    }
    assert all("computed from itself" in fault.rule for fault in faults)


def test_signs_in_the_place_of_a_year_are_taken_as_they_are(package: Path) -> None:
    change(package, "inspections", "amberley-2034", report_date="[[2")
    assert [(fault.row, fault.field, fault.rule) for fault in check(package)] == [
        (3, "report_date", "is not a date"),
        (
            *(3, "inspection_id"),
            'does not go with unit "Amberley" and the year of the report, [[2',
        ),
    ]


def test_an_inspection_of_the_subject_has_a_date(package: Path) -> None:
    rows = read_rows(package, "inspections")
    undated = {"report_date": "", "date_basis": "not shown"}
    other = {"unit": "Brockham", "inspection_id": "brockham-undated"}
    rows += [
        {**rows[1], **undated, "inspection_id": "amberley-undated"},
        {**rows[1], **undated, **other, "fragment": "Brockham was judged 'inadequate'"},
    ]
    write_rows(package, "inspections", columns=columns("inspections"), rows=rows)
    fault = only_fault(package)  # the date of another unit's report may be unknown
    assert (fault.file, fault.row, fault.field) == ("inspections.csv", 4, "report_date")
    assert "of the unit that the book is about" in fault.rule
    assert "at least the year" in fault.advice


def test_inputs_that_pull_two_ways_are_refused(package: Path) -> None:
    change(package, "facts", "information-used-2030", qualifier="more_than")
    faults = check(package)
    # workers-2030 is "almost 1,149"; more than 22 makes the sum neither a limit nor an estimate,
    # and fewer than 17 taken away from it leaves as little.
    assert [(fault.file, fault.row, fault.field) for fault in faults] == [
        ("derived_facts.csv", 3, "inputs"),
        ("derived_facts.csv", 6, "inputs"),
    ]
    for fault in faults:
        assert "no one qualifier says what its parts do together (almost, more_than)" in fault.rule
        assert fault.advice.startswith("leave one out")


def test_a_count_out_of_an_estimate_is_refused(package: Path) -> None:
    change(
        *(package, "derived_facts", "workers-and-cases-2030"),
        **{"operation": "count_units", "inputs": "workers-2030", "unit": "units"},
    )
    fault = only_fault(package)
    assert (fault.file, fault.field) == ("derived_facts.csv", "inputs")
    assert "a count can only be out of an exact figure" in fault.rule


def test_one_report_stands_only_once(package: Path) -> None:
    row = ROWS["inspections"][0] | {"inspection_id": "amberley-pdu-2030"}
    rows = [*ROWS["inspections"], row]
    write_rows(package, "inspections", columns=columns("inspections"), rows=rows)
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.field) == ("inspections.csv", 4, "unit")
    assert "row 2 has the same" in fault.rule


def test_a_row_with_a_comma_too_many_is_reported_once(package: Path) -> None:
    replace(package, "offices.csv", b"an office in Amberley", b"an office, in Amberley")
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.value) == ("offices.csv", 2, "amberley")
    assert "7 cells, the header 6" in fault.rule


def test_a_blank_row_is_reported_with_its_line(package: Path) -> None:
    replace(package, "terms.csv", b"\nmappa", b"\n\nmappa")
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("terms.csv", 3)
    assert "the row is blank" in fault.rule


def test_rows_after_a_line_break_in_a_cell_keep_their_line_number(package: Path) -> None:
    change(package, "facts", "information-used-2030", note="Two\nlines")
    change(package, "facts", "workers-2030", qualifier="amost")
    assert [(fault.row, fault.field) for fault in check(package)] == [(2, "note"), (8, "qualifier")]


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        (b",fragment,", b",fragmnet,", "fragmnet", 'did you mean "fragment"?'),
        (b",fragment,", b",", "fragment", "the column is missing"),
        (b",note\n", b",note,colour\n", "colour", "no column of this name"),
        (b",name,", b",note,", "note", "more than once"),
        (b"office_id,name", b"name,office_id", "name", "not in the order"),
    ],
)
def test_wrong_columns_are_named_and_nothing_else_of_the_file(
    package: Path, old: bytes, new: bytes, field: str, words: str
) -> None:
    change(package, "offices", "amberley", source_id="nobody")
    replace(package, "offices.csv", old, new)
    faults = [fault for fault in check(package) if words in str(fault)]
    assert [(fault.file, fault.row, fault.field) for fault in faults] == [("offices.csv", 1, field)]
    assert not [fault for fault in check(package) if fault.row != 1]


def test_columns_separated_by_semicolons_are_one_fault(package: Path) -> None:
    path = package / "facts.csv"
    path.write_bytes(path.read_bytes().replace(b",", b";"))
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("facts.csv", 1)
    assert "separated by commas" in fault.advice


@pytest.mark.parametrize(
    ("old", "new", "row", "word"),
    [
        (b"almost 1,149 workers", b"almost 1,149 workers caf\xe9", 7, "encoding is not UTF-8"),
        (b"\nworkers-2030", b"\n<<<<<<< HEAD\nworkers-2030", 7, "merge conflict marker"),
        (b"\nworkers-2030", b"\n=======\nworkers-2030", 7, "merge conflict marker"),
        (b"\nworkers-2030", b"\n>>>>>>> branch\nworkers-2030", 7, "merge conflict marker"),
        (b'"almost 1,149 workers"', b'"almost 1,149 workers', 7, "cannot be read as CSV"),
        (b"\nworkers-2030", b"\r\nworkers-2030", 6, "carriage return"),
        (b"fact_id,", b"\xef\xbb\xbffact_id,", 1, "byte-order mark"),
    ],
)
def test_a_file_spoilt_as_a_whole_is_one_fault_with_its_line(
    package: Path, old: bytes, new: bytes, row: int, word: str
) -> None:
    replace(package, "facts.csv", old, new)
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("facts.csv", row)
    assert word in fault.rule


def test_a_table_that_is_missing_is_one_fault(package: Path) -> None:
    (package / "sources.csv").unlink()
    fault = only_fault(package)
    assert fault.file == "sources.csv"
    assert "listed in datapackage.json but missing" in fault.rule


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_table_that_is_empty_is_one_fault(package: Path, content: bytes) -> None:
    (package / "facts.csv").write_bytes(content)
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.rule) == ("facts.csv", 1, "the file is empty")


def test_a_folder_in_the_place_of_a_table_is_one_fault(package: Path) -> None:
    (package / "facts.csv").unlink()
    (package / "facts.csv").mkdir()
    assert "cannot be read" in only_fault(package).rule


def test_a_table_without_rows_is_no_fault_of_its_own(package: Path) -> None:
    write_rows(package, "unknowns", columns=columns("unknowns"), rows=[])
    assert check(package) == []


def test_a_csv_that_is_not_listed_is_named(package: Path) -> None:
    (package / "extra.csv").write_text("a,b\n", encoding="utf-8")
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("extra.csv", None)
    assert "not listed in datapackage.json" in fault.rule


def test_faults_of_several_files_are_reported_together_in_order(package: Path) -> None:
    change(package, "unknowns", "sample", concerns="nothing")
    change(package, "facts", "workers-2030", qualifier="amost")
    change(package, "facts", "information-used-2030", label="")
    change(package, "sources", "annual-report", kind="goverment")
    assert [(fault.file, fault.row, fault.field) for fault in check(package)] == [
        ("sources.csv", 2, "kind"),
        ("facts.csv", 2, "label"),
        ("facts.csv", 7, "qualifier"),
        ("unknowns.csv", 2, "concerns"),
    ]


def test_two_faults_of_one_cell_are_both_reported(package: Path) -> None:
    change(package, "facts", "workers-2030", fragment="a b c d e f g h i j k l 12")
    assert {fault.rule.split("(")[0] for fault in check(package)} == {
        "the fragment has 13 words, more than 12",
        "its figures ",
    }


def test_a_broken_table_does_not_make_those_that_refer_to_it_faulty(package: Path) -> None:
    for name in ("sources", "facts", "inspections"):
        folder = write_package(package / name)
        replace(folder, f"{name}.csv", b",note\n", b",nots\n")
        fault = only_fault(folder)
        assert (fault.file, fault.row, fault.value) == (f"{name}.csv", 1, "nots")


def test_a_broken_table_does_not_make_its_sources_unused(package: Path) -> None:
    rows = read_rows(package, "sources")
    rare = {**rows[-1], "source_id": "herald-2030", "url": "https://herald.example/"}
    write_rows(package, "sources", columns=columns("sources"), rows=[*rows, rare])
    change(package, "offices", "amberley", source_id="herald-2030")
    assert check(package) == []
    replace(package, "offices.csv", b",note\n", b",nots\n")
    faults = check(package)
    assert {fault.file for fault in faults} == {"offices.csv"}


def test_one_wrong_id_shows_five_faults_a_file_and_a_count(package: Path) -> None:
    change(package, "sources", "gazette-2030", source_id="gazette-2031")
    faults = [fault for fault in check(package) if fault.file == "facts.csv"]
    assert len(faults) == 6
    lines = [line for line in messages(check(package)) if "facts.csv" in line]
    assert len(lines) == SHOWN_PER_FILE + 1
    assert lines[-1] == "and 1 more in facts.csv"


def test_messages_limit_each_file_by_itself() -> None:
    faults = [Fault("a.csv", row, "", "", "rule", "advice") for row in range(2, 19)]
    faults.append(Fault("b.csv", 2, "", "", "rule", "advice"))
    assert messages(faults) == [
        *(f"a.csv, row {row}: rule; advice" for row in range(2, 7)),
        "and 12 more in a.csv",
        "b.csv, row 2: rule; advice",
    ]


def test_the_command_counts_rows_and_tables_of_a_valid_package(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sum(map(len, ROWS.values())) == 27
    assert main(["check", str(package)]) == 0
    line = f"data: 27 rows in {len(table_names())} tables, no faults\n"
    assert capsys.readouterr().out == line


def test_the_command_prints_one_line_a_fault_and_a_count(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(package, "facts", "visits-missed-2030", fragment="38 cases")
    change(package, "terms", "case", definition="")
    assert main(["check", str(package)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'facts.csv, row 6, fragment "38 cases": its figures (38) are not those of value and total '
        "(38, 59); correct value or total, or quote words with exactly these figures",
        'terms.csv, row 2, definition "": is empty but must be given; '
        "fill it in: What it means, in one or two plain sentences of our own. "
        "Numbers only as [[fact-id]].",
        "data: 2 faults in 2 files",
    ]


def _wrong_encoding(folder: Path) -> None:
    (folder / "facts.csv").write_bytes((folder / "facts.csv").read_bytes() + b"\xff")


WORST: dict[str, tuple[Callable[[Path], object], str]] = {
    "wrong encoding": (_wrong_encoding, "facts.csv, row 8: the encoding is not UTF-8"),
    "missing file": (lambda it: (it / "facts.csv").unlink(), "facts.csv: the file is listed"),
    "empty file": (lambda it: (it / "facts.csv").write_bytes(b""), "facts.csv, row 1: the file"),
    "NUL in a file": (lambda it: (it / "facts.csv").write_bytes(b"\x00"), "facts.csv, row 1:"),
    "broken JSON": (
        lambda it: (it / "datapackage.json").write_text('{\n"name": }'),
        "datapackage.json, row 2: the file is not valid JSON",
    ),
    "JSON in another encoding": (
        lambda it: (it / "datapackage.json").write_bytes(b'{"name": "\xff"}'),
        "datapackage.json: the file is not UTF-8",
    ),
    "JSON that is a list": (
        lambda it: (it / "datapackage.json").write_text("[]"),
        "datapackage.json: ",
    ),
    "no descriptor": (
        lambda it: (it / "datapackage.json").unlink(),
        "datapackage.json: there is no such file",
    ),
    "empty folder": (
        lambda it: [path.unlink() for path in it.iterdir()],
        "datapackage.json: there is no such file",
    ),
    "no folder": (lambda it: it.rename(it.parent / "gone"), ""),
}


@pytest.mark.parametrize("kind", WORST)
def test_the_worst_packages_are_one_fault_each(
    package: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    spoil, beginning = WORST[kind]
    spoil(package)
    assert main(["check", str(package)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(beginning or str(package))
    assert (lines[-1], len(lines)) == ("data: 1 fault in 1 file", 2)


def test_the_command_never_ends_in_a_traceback(tmp_path: Path) -> None:
    kinds = ["wrong encoding", "missing file", "empty file", "broken JSON"]
    running = {}
    for kind in kinds:  # all at once: most of the time goes into starting Python
        folder = write_package(tmp_path / kind)
        WORST[kind][0](folder)
        command = [sys.executable, "-m", "inspections", "check", str(folder)]
        running[kind] = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
    ended = {
        kind: (*process.communicate(), process.returncode) for kind, process in running.items()
    }
    assert list(ended) == kinds
    for kind, (out, err, status) in ended.items():
        assert out.startswith(WORST[kind][1])
        assert (err, status) == ("", 1)
