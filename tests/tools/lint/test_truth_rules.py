"""The rules that keep sentences true, each with a planted fault and with what they let pass."""

from dataclasses import replace

import pytest

from inspections.register import Register
from tests.book import register
from tests.tables import each_row
from tools.lint import truth_rules

KNOWN = register()
EDITION = "2026-11-28"


def advice(line, known=KNOWN):
    """The advice on a page of one line."""
    page = f"# Title\n\n{line}\n"
    faults = truth_rules.faults(page, "page.md", known, edition=EDITION)
    assert all(fault.line == 3 for fault in faults)
    return [fault.advice for fault in faults]


@pytest.mark.parametrize(
    "words", ["so far", "the latest report", "no later inspection", "no newer report", "to date"]
)
def test_words_that_new_data_can_overtake_must_be_bound(words):
    (told,) = advice(f"Inspectors said {words} was grave.")
    assert "as soon as the data holds something newer" in told
    assert "<latest: inspection-id>" in told


def test_such_words_inside_a_claim_are_bound():
    assert (
        advice("There is {claim}`no later inspection <latest: northamptonshire-pdu-2024>`.") == []
    )


@each_row
def test_a_limit_of_the_source_may_not_be_dropped(line, word):
    (told,) = advice(line)
    assert f"drops '{word}'" in told


def test_a_kept_limit_passes():
    assert advice("Staff held {finding}`some meetings outside <kettering-car-park-2024>`.") == []
    assert advice("He wants {finding}`a renewed focus <casework-focus-2024>`.") == []


@pytest.mark.parametrize("cause", ["because staff were short", ", so nothing came of it"])
def test_a_cause_that_no_finding_states_is_refused(cause):
    line = f"In {{fact}}`domestic-abuse-not-requested-2024` cases no request was made {cause}."
    (told,) = advice(line.replace(" ,", ","))
    assert "offers a cause, and no finding in the sentence states one" in told


def test_a_cause_that_a_finding_states_passes():
    line = "Because of {finding}`high vacancy rates <vacancies-reason-2024>` little came of it."
    assert advice(line) == []


def test_a_conclusion_about_what_may_be_said_is_no_cause():
    assert advice("It is {fact}`workers-2024` in all, so we cannot tell who manages cases.") == []


def dated(as_of):
    """The register with one number that holds as of a date."""
    rows = [
        {**row, "as_of": as_of if row["fact_id"] == "people-supervised-2024" else ""}
        for row in KNOWN.package.rows["facts"]
    ]
    rows_of = {**KNOWN.package.rows, "facts": rows}
    return Register(replace(KNOWN.package, rows=rows_of))


@pytest.mark.parametrize(
    ("title", "more", "word"),
    [
        ("Every share is below half", "", "half"),
        ("Every share is below half", "below_half=True, ", ""),
        ("Only the lowest grades", "", "lowest"),
        ("The latest report", "above_half=True, ", "latest"),
        ("Steps of one enquiry", "", ""),
    ],
)
def test_the_title_of_a_chart_claims_only_what_the_chart_holds_it_to(title, more, word):
    cell = f'```{{code-cell}} ipython3\n:tags: [x]\n\nshares(\n    {more}title="{title}"\n)\n```'
    page = f"# Title\n\n{cell}\n"
    faults = truth_rules.faults(page, "page.md", KNOWN, edition=EDITION)
    assert [(fault.words, fault.line) for fault in faults] == ([(word, 7)] if word else [])
    assert all("not held to the data" in fault.advice for fault in faults)


def test_a_title_that_counts_two_inspections_is_refused_where_there_are_three():
    page = '# Title\n\n```{code-cell} ipython3\nhistory(title="Both reports came late")\n```\n'
    assert truth_rules.faults(page, "page.md", KNOWN, edition=EDITION) == []
    rows = KNOWN.package.rows["inspections"]
    (last,) = (row for row in rows if row["inspection_id"] == "northamptonshire-pdu-2024")
    later = {**last, "inspection_id": "next", "report_date": "2031"}
    three = Register(KNOWN.package.with_rows("inspections", [*rows, later]))
    (fault,) = truth_rules.faults(page, "page.md", three, edition=EDITION)
    assert fault.words == "Both reports"


def test_a_number_older_than_a_year_is_not_told_as_of_today():
    line = "The service supervises {fact}`people-supervised-2024` people."
    (told,) = advice(line, dated("2024-03-31"))
    assert "people-supervised-2024 holds as of 2024-03-31" in told
    assert advice(line, dated("2026-03-31")) == []
    assert advice("In March 2024 there are {fact}`people-supervised-2024`.", dated("2024-03")) == []
    assert advice("It supervised {fact}`people-supervised-2024`.", dated("2024-03")) == []


@pytest.mark.parametrize("word", ["mended", "anew", "owed", "told apart", "the report of 2024"])
def test_words_that_the_book_does_not_use_are_named_with_what_to_write(word):
    (fault,) = truth_rules.word_faults(f"# Title\n\nAll of it was {word} here.\n", "page.md")
    assert (fault.line, fault.words) == (3, word)
    assert "is not used in this book: write " in fault.advice


def test_such_a_word_is_found_in_the_title_of_a_chart():
    cell = '```{code-cell} ipython3\nhistory(\n    title="Owed in the report of 2024"\n)\n```'
    page = f"# Title\n\n{cell}\n"
    found = [(fault.line, fault.words) for fault in truth_rules.word_faults(page, "page.md")]
    assert sorted(found) == [(5, "Owed"), (5, "the report of 2024")]


def test_such_a_word_is_found_in_the_data_and_left_alone_in_a_quotation():
    row = {**KNOWN.package.rows["facts"][0], "label": "Replies still owed"}
    package = KNOWN.package.with_rows("facts", [row])
    told = [line for line in truth_rules.data_faults(package) if line.startswith("facts.csv")]
    assert told[0].startswith("facts.csv, row 2, label: 'owed' is not used in this book")
    assert list(truth_rules.word_faults("They said “all was owed”.\n", "page.md")) == []
