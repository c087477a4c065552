"""Runs a notebook (JSON on stdin) through stock nbgrader's Execute; prints each cell's grade and outputs as JSON."""

import json
import logging
import os
import sys

import nbformat
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
logging.disable(logging.CRITICAL)
text = sys.stdin.read()
notebook, _ = Execute(timeout=120).preprocess(nbformat.reads(text, as_version=4), {"metadata": {"path": os.getcwd()}})
said = {
    cell.metadata.nbgrader.grade_id: {"grade": determine_grade(cell), "outputs": cell.outputs} for cell in notebook.cells
}
out.write(json.dumps(said))
out.flush()
