"""The project on the list of ratings: what its cells print is what was counted by hand."""

import re
from contextlib import chdir, redirect_stdout
from io import StringIO

import pytest
from myst_nb.core.read import read_myst_markdown_notebook

from publishing.core.project import ROOT
from tests.data import totals
from tests.tables import each_row
from tools.site.run_cells import code_cells

CHAPTER = "chapters/use-the-data.md"


def printed(text):
    """What the code cells of a chapter print, run in one go."""
    names, said = {}, StringIO()
    cells = [cell.source for cell in code_cells(read_myst_markdown_notebook(text))]
    assert len(cells) >= 9
    with chdir(ROOT / "chapters"), redirect_stdout(said):
        exec("\n".join(cells), names)  # noqa: S102 - the chapter's own code
    return " ".join(said.getvalue().split())


@pytest.fixture(scope="module")
def chapter():
    return (ROOT / CHAPTER).read_text(encoding="utf-8")


def faults(said):
    """The stages whose result is not the one counted by hand."""
    later, moved = totals.LATER_PROGRAMME, totals.MOVED
    # 43 units of the six regions in the official list of April 2023, 41 of them rated.
    stages = {
        "rows": f"{totals.OF_UNITS} inspections of {totals.UNITS} units",
        "programmes": f"programme-2023 0 {later['Inadequate']} 20 {later['all']}",
        "regions": "East of England 3 5",
        "twice": f"down: {moved['units-fell']} same: {moved['units-same']} "
        f"up: {moved['units-rose']}",
        "missing": "2 units have no rating here under newer rules: Hull and East Riding, York",
    }
    return [stage for stage, wanted in stages.items() if wanted not in said]


def test_each_stage_prints_what_was_counted_by_hand(chapter):
    assert faults(printed(chapter)) == []


@each_row
def test_a_wrong_step_is_seen(chapter, right, wrong, stage):
    assert chapter.count(right) >= 1
    assert stage in faults(printed(chapter.replace(right, wrong, 1)))


def test_every_stage_has_python_r_a_spreadsheet_and_a_check(chapter):
    project = chapter.partition("## A project")[2].partition("### A worked report")[0]
    stages = re.split(r"^### ", project, flags=re.M)[1:]
    assert len(stages) == 5
    for stage in stages:
        assert "{code-cell}" in stage
        for wanted in ("- In R: `", "- In a spreadsheet: ", "Check: "):
            assert stage.count(wanted) == 1, stage
        assert "{fact}" in stage.partition("Check: ")[2]
