"""Builds an installation, with the scenarios in it: plain, or with PLACEMENT_SUFFICIENCY_COMPILE=1 the model compiled.

All that is said of the project itself stands in pyproject.toml.
"""

import os
import shutil
import sys
from pathlib import Path
from runpy import run_path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
COMPILER = ["mypy>=2,<3", "simpy>=4.1,<5"]
"""What compiles, and what the model is checked against while it is compiled."""

LEFT_PLAIN = {"__init__.py", "build.py", "cache.py", "faults.py", "first_day.py", "private.py", "program.py"}
"""Files that only name a folder, say whether the others are compiled, or are not of the model's work."""


def sources() -> list[str]:
    """Return the files that are compiled; the parameters stay plain, for the scenario reads what they declare."""
    folders = (HERE / "sim" / "foundations", HERE / "sim" / "model")
    files = (file for folder in folders for file in sorted(folder.rglob("*.py")) if file.name not in LEFT_PLAIN)
    return [str(file.relative_to(HERE)) for file in files]


class BuildWithScenarios(build_py):
    """Builds the package with a copy of the scenarios, which lie beside it in the source."""

    def run(self) -> None:
        """Build it; one that only points at the source finds them there."""
        super().run()
        if not self.editable_mode:
            into = Path(self.build_lib) / "sim" / "shipped"
            shutil.rmtree(into, ignore_errors=True)  # what an older build left, and is no longer there
            # a council's own children may lie beside its scenario: they go nowhere
            shutil.copytree(HERE / "scenarios", into, ignore=shutil.ignore_patterns("*.private"))

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Return every file that is built."""
        shipped = (Path(self.build_lib) / "sim" / "shipped").rglob("*.*")
        return [*super().get_outputs(include_bytecode), *(str(file) for file in shipped if file.is_file())]


COMMANDS = {"build_py": BuildWithScenarios}

if os.environ.get("PLACEMENT_SUFFICIENCY_COMPILE") != "1":
    setup(cmdclass=COMMANDS)
elif {"egg_info", "dist_info"} & set(sys.argv):
    setup(setup_requires=COMPILER, cmdclass=COMMANDS)  # asked only what it needs: pip brings it and comes again
elif {"editable_wheel", "develop"} & set(sys.argv):
    sys.exit("The compiled model is made from sources that stay as they are: install it without -e.")
else:
    from mypyc.build import mypycify

    library = run_path(str(HERE / "sim" / "foundations" / "build.py"))["library_of"](HERE / "sim")
    compiled = mypycify(["--config-file=pyproject.toml", *sources()], debug_level="0", group_name=library)
    setup(ext_modules=compiled, cmdclass=COMMANDS)
