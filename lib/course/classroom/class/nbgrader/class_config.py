# nbgrader's configuration of this class, written by `anycast class init`. Submissions are run by `anycast class`, in a jail;
# nbgrader's own commands also work, and use the same results. Put your own settings at the end.
import json
import pathlib
import sys

c = get_config()  # noqa: F821
here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, json.loads((here / ".class" / "places.json").read_text())["python"])
from anycast_nbgrader import SubmissionExporter, TakeResults  # noqa: E402
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, LimitOutput, SaveAutoGrades  # noqa: E402

c.CourseDirectory.root = str(here)
c.CourseDirectory.course_id = "COURSE_ID"
c.ClearSolutions.code_stub = {
    "typescript": '// YOUR CODE HERE\nthrow new Error("Not implemented");',
}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"
c.Autograde.exporter_class = SubmissionExporter
c.Autograde.autograde_preprocessors = [TakeResults, LimitOutput, SaveAutoGrades, AssignLatePenalties, CheckCellMetadata]
c.HTMLExporter.preprocessors = ["anycast_nbgrader.MarkScheme"]

# Yours:
