"""Runs kathara-lab-checker's own checks on a running lab, with `kathara exec` of PATH in place of Docker. Arguments: the lab's folder, and
files of its configuration. Prints one line of JSON for each file: the checks, each with its verdict and reason."""
import json, os, subprocess, sys, warnings

warnings.filterwarnings("ignore")
from Kathara.manager.Kathara import Kathara
from Kathara.parser.netkit.LabParser import LabParser
from kathara_lab_checker.__main__ import load_config_and_lab
from kathara_lab_checker.foundation.checks.CheckFactory import CheckFactory
import shlex


class Manager:
    """Kathará's manager as far as the checks use it: DockerMachine.exec splits a command in the same manner."""

    def exec(self, machine_name, command, lab_hash=None, stream=True):
        words = shlex.split(command) if isinstance(command, str) else command
        done = subprocess.run(["kathara", "exec", machine_name, "--", *words], capture_output=True)
        return done.stdout, done.stderr, done.returncode


Kathara._Kathara__instance = Manager()
folder = sys.argv[1]
for file in sys.argv[2:]:
    configuration, structure = load_config_and_lab(file)
    lab = LabParser.parse(folder)
    configuration["template_lab"] = LabParser.parse(os.path.dirname(structure), conf_name=os.path.basename(structure))
    checks = CheckFactory().instantiate_classes_from_package_name("kathara_lab_checker.checks", lab)
    found = [
        {"check": type(check).__name__, "description": result.description, "passed": result.passed, "reason": result.reason}
        for check in sorted(checks, key=lambda each: each.priority)
        for result in check.run_from_configuration(configuration)
    ]
    print(json.dumps(found))
