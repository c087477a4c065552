"""Runs a notebook (JSON on stdin) through nbclient and through nbgrader, both as they come, and prints what they say."""

import json
import logging
import os
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
logging.disable(logging.CRITICAL)
text = sys.stdin.read()
said = {}

try:
    NotebookClient(nbformat.reads(text, as_version=4), timeout=60, kernel_name="tslab").execute()
except CellExecutionError as error:
    said["nbclient"] = {"ename": error.ename, "evalue": error.evalue, "text": str(error)}

notebook, _ = Execute(timeout=60).preprocess(nbformat.reads(text, as_version=4), {"metadata": {"path": os.getcwd()}})
said["grades"] = {
    cell.metadata.nbgrader.grade_id: determine_grade(cell) for cell in notebook.cells if "nbgrader" in cell.metadata
}
out.write(json.dumps(said))
out.flush()
