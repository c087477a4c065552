"""Does everything that needs the gradebook, with nbgrader's own code. Requests and answers are JSON, one object a line.

Argument: the class folder. Requests have `do`: release, autograde, scores, forget, manual.
"""

import json
import os
import shutil
import sys
from pathlib import Path

root = Path(sys.argv[1]).resolve()
os.chdir(root)
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)  # keeps nbgrader's own output away from the answers

from nbgrader.api import Gradebook, MissingEntry  # noqa: E402
from nbgrader.apps.api import NbGraderAPI  # noqa: E402
from nbgrader.coursedir import CourseDirectory  # noqa: E402
from traitlets.config.loader import PyFileConfigLoader  # noqa: E402

config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
coursedir = CourseDirectory(config=config)
api = NbGraderAPI(coursedir=coursedir, config=config)


def gradebook():
    return Gradebook(coursedir.db_url, coursedir.course_id)


def told(result):
    return {"success": result["success"], "log": (result.get("error") or "") + (result.get("log") or "")}


def release(request):
    """Writes a release beside the old one, then moves it file by file: a stop at any moment leaves no half-written file."""
    new = root / ".class" / "releasing"
    shutil.rmtree(new, ignore_errors=True)
    beside = CourseDirectory(config=config, release_directory=".class/releasing")
    result = told(NbGraderAPI(coursedir=beside, config=config).generate_assignment(request["assignment"], force=True, create=True))
    if result["success"]:
        target = root / coursedir.release_directory / request["assignment"]
        made = new / request["assignment"]
        files = {file.relative_to(made) for file in made.rglob("*") if file.is_file()}
        for file in files:
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            os.replace(made / file, target / file)
        for old in [file for file in target.rglob("*") if file.is_file() and file.relative_to(target) not in files]:
            old.unlink()
    shutil.rmtree(new, ignore_errors=True)
    return result


def grades_of(submission):
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    comments = {c.cell.name: c.manual_comment for n in submission.notebooks for c in n.comments if c.manual_comment}
    return {
        "student": submission.student.id,
        "assignment": submission.assignment.name,
        "timestamp": submission.timestamp.isoformat() if submission.timestamp else None,
        "lateSeconds": submission.total_seconds_late,
        "comments": comments,
        "grades": {
            g.cell.name: {
                "auto": g.auto_score,
                "manual": g.manual_score,
                "extra": g.extra_credit,
                "max": g.cell.max_score,
                "waits": bool(g.needs_manual_grade and g.manual_score is None),
            }
            for g in grades
        },
    }


def scores(_):
    with gradebook() as book:
        found = [grades_of(s) for a in book.assignments for s in a.submissions]
        due = {a.name: a.duedate.isoformat() if a.duedate else None for a in book.assignments}
        return {"submissions": found, "assignments": due, "students": [s.id for s in book.students]}


def manual(request):
    """Writes a mark that was given by hand, as formgrader does."""
    with gradebook() as book:
        grade = book.find_grade(request["cell"], request["notebook"], request["assignment"], request["student"])
        grade.manual_score = request["score"]
        grade.needs_manual_grade = False
        if request.get("comment") is not None:
            # nbgrader stores comments with the answer, not with its tests.
            comment = book.find_comment(request["commentCell"], request["notebook"], request["assignment"], request["student"])
            comment.manual_comment = request["comment"]
        book.db.commit()
    return {}


def forget(request):
    with gradebook() as book:
        try:
            book.remove_student(request["student"])
        except MissingEntry:
            return {"known": False}
    return {"known": True}


does = {
    "release": release,
    "autograde": lambda r: told(api.autograde(r["assignment"], r["student"], force=True, create=True)),
    "scores": scores,
    "manual": manual,
    "forget": forget,
}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = does[request["do"]](request)
    except Exception as error:  # the caller reports what failed, and continues
        answer = {"success": False, "log": f"{type(error).__name__}: {error}"}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
