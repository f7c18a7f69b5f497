"""The rules that keep sentences true, each with a planted fault and with what they let pass."""

from dataclasses import replace

from inspections.register import Register
from publishing.core.project import ROOT
from tests.book import register
from tests.tables import each_row
from tools.lint import truth_rules
from tools.lint.markdown_page import parse_page

KNOWN = register()
EDITION = "2026-11-28"


def faults(text, known=KNOWN):
    """Line and advice of each fault of a page, in an edition of that day."""
    descriptor = {**known.package.descriptor, "created": EDITION}
    register_then = Register(replace(known.package, descriptor=descriptor))
    return sorted(truth_rules.faults(parse_page(text, ROOT), register_then))


def advice(line, known=KNOWN):
    """The advice on a page of one line."""
    found = faults(f"# Title\n\n{line}\n", known)
    assert all(number == 3 for number, _ in found)
    return [advice for _, advice in found]


@each_row
def test_a_sentence_that_is_not_sure_to_be_true_is_refused(line, said):
    (told,) = advice(line)
    assert said in told


@each_row
def test_a_sentence_that_is_true_and_stays_so_passes(line):
    assert advice(line) == []


def test_such_words_are_seen_over_two_lines_too():
    (told,) = faults("# Title\n\n- It came so\n  far here.\n")
    assert told[0] == 3
    assert told[1].startswith("'so far' is false as soon as")


def dated(as_of):
    """The register with one number that holds as of a date."""
    rows = [
        {**row, "as_of": as_of if row["fact_id"] == "people-supervised-2024" else ""}
        for row in KNOWN.package.rows["facts"]
    ]
    rows_of = {**KNOWN.package.rows, "facts": rows}
    return Register(replace(KNOWN.package, rows=rows_of))


@each_row
def test_the_title_of_a_chart_claims_only_what_the_chart_holds_it_to(title, more, word):
    cell = f'```{{code-cell}} ipython3\n:tags: [x]\n\nshares(\n    {more}title="{title}"\n)\n```'
    found = faults(f"# Title\n\n{cell}\n")
    assert [line for line, _ in found] == ([7] if word else [])
    assert all(advice.startswith(f"'{word}' in a chart's title is not held") for _, advice in found)


def test_a_title_that_counts_two_inspections_is_refused_where_there_are_three():
    page = '# Title\n\n```{code-cell} ipython3\nhistory(title="Both reports came late")\n```\n'
    assert faults(page) == []
    rows = KNOWN.package.rows["inspections"]
    (last,) = (row for row in rows if row["inspection_id"] == "northamptonshire-pdu-2024")
    later = {**last, "inspection_id": "next", "report_date": "2031"}
    three = Register(KNOWN.package.with_rows("inspections", [*rows, later]))
    ((_, told),) = faults(page, three)
    assert told.startswith("'Both reports' in a chart's title")


def test_a_number_older_than_a_year_is_not_told_as_of_today():
    line = "The service supervises {fact}`people-supervised-2024` people."
    (told,) = advice(line, dated("2024-03-31"))
    assert "people-supervised-2024 holds as of 2024-03-31" in told
    assert advice(line, dated("2026-03-31")) == []
    assert advice("In March 2024 there are {fact}`people-supervised-2024`.", dated("2024-03")) == []
    assert advice("It supervised {fact}`people-supervised-2024`.", dated("2024-03")) == []


def test_such_a_word_is_found_in_the_title_of_a_chart():
    cell = '```{code-cell} ipython3\nhistory(\n    title="Owed in the report of 2024"\n)\n```'
    page = f"# Title\n\n{cell}\n"
    found = [(line, told.split("'")[1]) for line, told in faults(page)]
    assert found == [(5, "Owed"), (5, "the report of 2024")]


def test_such_a_word_is_found_in_the_data_and_left_alone_in_a_quotation():
    row = {**KNOWN.package.rows["facts"][0], "label": "Replies still owed"}
    package = KNOWN.package.with_rows("facts", [row])
    told = [line for line in truth_rules.data_faults(package) if line.startswith("facts.csv")]
    assert told[0].startswith("facts.csv, row 2, label: 'owed' is not used in this book")
