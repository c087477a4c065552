# nbgrader's configuration for TypeScript lessons. Copy it into the course folder, or start nbgrader from a folder
# that has it. It needs the kernel `tslab` as `npm start` registers it: our launcher makes tslab report errors as
# the Jupyter protocol says, so that nbgrader's own code grades correctly.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "anycast"

# What a learner sees where the solution was; nbgrader has no stub for TypeScript of its own.
c.ClearSolutions.code_stub = {
    "typescript": '// YOUR CODE HERE\nthrow new Error("Not implemented");',
}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"

# Seconds for a cell: a learner's endless loop is stopped, and costs only its own points.
c.Execute.timeout = 60
c.ExecutePreprocessor.timeout = 60

# Not to be switched on: nbgrader would write `# This cell ...` into a TypeScript cell, which is a syntax error.
c.OverwriteCells.add_missing_cells = False
