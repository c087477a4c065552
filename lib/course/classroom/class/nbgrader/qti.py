"""Writes a quiz as QTI 1.2, with text2qti. Argument: the zip to write; the quiz comes on standard input, in text2qti's format."""

import sys
from pathlib import Path

from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

target = Path(sys.argv[1]).absolute()
QTI(Quiz(sys.stdin.buffer.read().decode("utf-8"), config=Config(), source_name=target.name)).save(target)
