"""Each notebook runs from its first cell to its last, has a picture, and is kept without outputs."""
import os
import pathlib
import re

import nbclient
import nbformat
import pytest

from conftest import ROOT

BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_they_are_all_there():
    assert [book.name[0] for book in BOOKS] == list("12345")


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_it_is_kept_without_outputs(book):
    notebook = nbformat.read(book, as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_it_runs(book):
    notebook = nbformat.read(book, as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(book.parent)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert not [output for output in outputs if output.get("name") == "stderr" and re.search("Warning|Error", output.text)]
    keep = os.environ.get("MAILLAGE_PICTURES")
    if keep:
        nbformat.write(notebook, pathlib.Path(keep) / book.name)
