"""Replaces two steps of nbgrader's autograde: reading a submission and running it.

Loaded by the nbgrader_config.py of a class folder. Submissions are run by `anycast class run`, in a jail and with the tests in
another process. This module only reads their results; nbgrader's own code writes the gradebook.
"""

import json
import os
import subprocess
from pathlib import Path

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import NbGraderPreprocessor


def folder_of(root, assignment, student):
    return Path(root) / ".class" / "results" / assignment / student


def run(root, assignment, student):
    """Runs a submission if its result is missing or out of date. `class grade` has already done so."""
    if os.environ.get("ANYCAST_RESULTS_READY") == "1":
        return
    words = json.loads((Path(root) / ".class" / "places.json").read_text())["command"]
    subprocess.run([*words, "class", "run", "--class", str(root), assignment, student], check=True)


class SubmissionExporter(NotebookExporter):
    """Takes the completed copy of a submission, which is always a notebook with all cells of the release."""

    def from_filename(self, filename, resources=None, **kw):
        marks = (resources or {}).get("nbgrader", {})
        root = Path.cwd()  # nbgrader changes to the class folder
        if Path(filename).resolve().is_relative_to(root / self.parent.coursedir.submitted_directory):
            run(root, marks["assignment"], marks["student"])
            filename = str(folder_of(root, marks["assignment"], marks["student"]) / "complete.ipynb")
        return super().from_filename(filename, resources, **kw)


def error_of(told):
    return nbformat.v4.new_output("error", ename=told["ename"], evalue=told["evalue"], traceback=told["traceback"])


class TakeResults(NbGraderPreprocessor):
    """Puts the results into the notebook instead of running it; nbgrader then reads the points from them."""

    def preprocess(self, nb, resources):
        marks = resources["nbgrader"]
        result = json.loads((folder_of(Path.cwd(), marks["assignment"], marks["student"]) / "result.json").read_text())
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            grade = cell.metadata.get("nbgrader", {})
            is_test = grade.get("grade", False)
            none = {"outputs": [], "error": {"ename": "NotRun", "evalue": "This test was not run.", "traceback": []}}
            told = result["tests"].get(grade.get("grade_id"), none) if is_test else result["cells"].get(cell.id)
            outputs = [nbformat.from_dict(each) for each in (told or {"outputs": []})["outputs"]]
            # Full points only for a test that ran without an error; a value is partial credit (determine_grade).
            cell.outputs = outputs + ([error_of(told["error"])] if told and told["error"] else [])
            cell.execution_count = None
        return nb, resources


class MarkScheme(Preprocessor):
    """Puts the mark scheme of the source after each answer that a person marks. In formgrader alone: a learner's page has none."""

    def preprocess(self, nb, resources):
        if "submission_id" not in resources:
            return nb, resources
        assignment, notebook = resources["assignment_id"], resources["notebook_id"]
        source = nbformat.read(Path.cwd() / "source" / assignment / f"{notebook}.ipynb", as_version=4)
        schemes = {cell.metadata.nbgrader.grade_id: cell.source for cell in source.cells if is_manual(cell)}
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            scheme = schemes.get(cell.metadata.nbgrader.grade_id) if is_manual(cell) else None
            if scheme is not None:
                lines = [line for line in scheme.splitlines() if " MARK SCHEME" not in line and " SOLUTION" not in line]
                cells.append(nbformat.v4.new_markdown_cell("#### What earns points\n\n" + "\n".join(lines)))
        nb.cells = cells
        return nb, resources


def is_manual(cell):
    grade = cell.metadata.get("nbgrader", {})
    return grade.get("grade", False) and (grade.get("solution", False) or grade.get("task", False))
