"""What nbgrader itself makes of a notebook for learners. In: {notebook, config}; out: {notebook} or {error}."""

import json
import sys

import nbformat
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearOutput, ClearSolutions, LockCells
from traitlets.config import PyFileConfigLoader

request = json.load(sys.stdin)
config = PyFileConfigLoader(request["config"]).load_config()
notebooks = []
for each in request["notebooks"]:
    notebook = nbformat.from_dict(each)
    try:
        for preprocessor in (LockCells, ClearSolutions, ClearOutput, ClearHiddenTests, ClearMarkScheme):
            notebook, _ = preprocessor(config=config).preprocess(notebook, {})
        notebooks.append({"notebook": notebook})
    except RuntimeError as error:
        notebooks.append({"error": str(error)})
json.dump(notebooks, sys.stdout)
