"""A changed cell cannot slip through: every mutant of the data is caught.

The totals are kept in ``tests/reference/mutants/totals.json``, which the book shows. A table that
changed since, or any when the rules changed, has all its mutants run again here; of the others
a sample is run. ``make mutants`` runs what changed and keeps the totals, the weekly run everything.
A table whose result is not kept (``caught`` is null) is judged by what this run finds.
"""

import json

import pytest

from tests.mutants import FIRST, Judge, Mutant, is_strict, mutants_of, run, sample, state_of
from tests.tables import each_row
from tools.approval.approved_outputs import TOTALS

STORED = {each["table"]: each for each in json.loads(TOTALS.read_text(encoding="utf-8"))}
TABLES = list(Judge().rows)


def test_the_totals_cover_every_table():
    assert set(STORED) == set(TABLES)
    assert sum(each["total"] for each in STORED.values()) > 5000


SAMPLE = 5


def is_kept(table):
    """Return True if the kept result belongs to this table and these rules."""
    return STORED[table].get("state") == state_of(table)


@pytest.mark.parametrize("table", TABLES)
def test_every_change_of_a_cell_is_caught(table, record_property):
    kept = is_kept(table)
    totals = run(table, sample=SAMPLE if kept else None)
    assert totals["total"] >= min(SAMPLE, STORED[table]["total"])
    if kept:
        assert set(totals["survivors"]) <= set(STORED[table]["survivors"])
        totals = STORED[table]
    assert totals["strict_caught"] == totals["strict_total"], totals["survivors"]
    assert len(totals["survivors"]) <= 0.02 * totals["total"], totals["survivors"]
    for counted in ("total", "strict_total"):
        assert totals[counted] == STORED[table][counted], "old totals: run `make mutants`"
    how = "kept" if kept else "run"
    record_property(f"mutants of {table} caught", f"{totals['caught']} of {totals['total']}, {how}")


def test_a_kept_result_is_void_when_its_table_or_a_rule_changes(monkeypatch):
    before = state_of("terms")
    assert before == state_of("terms") != state_of("facts")
    monkeypatch.setattr("tests.mutants.digest", lambda root, files: str(len(list(files))))
    assert state_of("terms") != before


def test_an_unchanged_package_is_not_called_caught():
    """Catches a judge that would call everything caught."""
    judge = Judge()
    mutant = Mutant("facts", 2, "note", "same", "same")
    assert judge.caught_by(mutant, judge.rows["facts"]) == ""
    assert set(FIRST) <= set(TABLES)


def test_the_sample_of_a_long_table_is_as_sound_as_the_whole():
    judge = Judge()
    assert 0 < len(sample(judge.rows["places"])) < len(judge.rows["places"]) / 2
    assert judge.faults("units", judge.rows["units"]) == []


def test_a_column_that_no_page_shows_would_survive(monkeypatch):
    """Catches a proof that cannot fail: hide the pages, and a changed note survives."""
    judge = Judge()
    monkeypatch.setattr(judge, "approved", {})
    mutants = mutants_of("terms", judge.rows["terms"], judge.schemas["terms"])
    mutant, rows = next(each for each in mutants if each[0].column == "note" and each[0].before)
    assert judge.caught_by(mutant, rows) == ""


@each_row
def test_numbers_ratings_dates_units_qualifiers_and_sources_must_all_be_caught(column, strict):
    assert is_strict(Mutant("facts", 2, column, "a", "b")) is strict
