"""Reads a table with Python's own csv, as an LMS would, and prints its rows as JSON. Arguments: file, separator."""

import csv
import json
import sys

with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    print(json.dumps(list(csv.DictReader(file, delimiter=sys.argv[2], strict=True))))
