"""The gradebook as JSON: {student: {grade_id: points}}, as nbgrader's own code came to them. Argument: the course folder."""

import json
import sys

from nbgrader.api import Gradebook

assignment = sys.argv[2]
with Gradebook(f"sqlite:///{sys.argv[1]}/gradebook.db") as book:
    scores = {}
    for submission in book.assignment_submissions(assignment):
        cells = (grade for notebook in submission.notebooks for grade in notebook.grades)
        scores[submission.student.id] = {
            grade.cell.name: {"score": grade.auto_score, "of": grade.cell.max_score} for grade in cells
        }
    json.dump(scores, sys.stdout)
