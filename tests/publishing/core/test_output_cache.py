"""What a cell prints is one output, however busy the machine is."""

from types import SimpleNamespace

import pytest
from jupyter_cache.executors.utils import single_nb_execution
from nbformat.v4 import new_code_cell, new_notebook

from publishing.core import output_cache


def test_pages_are_read_again_when_the_way_to_cite_the_book_changes(tmp_path):
    def book_state(cited: str) -> str:
        (tmp_path / "CITATION.cff").write_text(cited)
        config = SimpleNamespace()
        output_cache.follow_inputs(SimpleNamespace(srcdir=tmp_path), config)
        return config.book_state

    assert book_state("title: One") == book_state("title: One") != book_state("title: Two")


SLOW = """import time
print("down:", end=" ")
time.sleep(1)
print("3 same: 7")"""


def printed(folder) -> list[str]:
    """Return what a cell that prints slowly sends, in the pieces in which it arrives."""
    notebook = new_notebook(cells=[new_code_cell(SLOW)])
    result = single_nb_execution(
        notebook, cwd=str(folder), timeout=60, allow_errors=False, meta_override=False
    )
    assert result.err is None
    return [output["text"] for output in notebook.cells[0].outputs]


@pytest.fixture
def prepared(monkeypatch):
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    monkeypatch.setenv("PYTHONPATH", "")
    output_cache.prepare_kernels()


def test_what_a_cell_prints_slowly_arrives_whole(prepared, tmp_path):
    assert printed(tmp_path) == ["down: 3 same: 7\n"]


def test_without_the_settings_of_the_book_it_arrives_in_pieces(monkeypatch, tmp_path):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    assert printed(tmp_path) == ["down: ", "3 same: 7\n"]
