"""Prints the lowest versions that pyproject.toml declares, as constraints for pip: ``python .ci/lowest.py``."""

import re
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[.*\])?\s*>=\s*(?P<version>[0-9.]+)")


def lowest(requirements: list[str], own: str) -> dict[str, str]:
    """Return the lowest version of each requirement, but of the project's own extras; refuse one that has none."""
    found = {}
    for requirement in requirements:
        if requirement.startswith(f"{own}["):
            continue
        declared = DECLARED.match(requirement)
        if declared is None:
            raise SystemExit(f"pyproject.toml: {requirement!r} has no lowest version; write it as name>=1.2,<2")
        if found.setdefault(declared["name"], declared["version"]) != declared["version"]:
            raise SystemExit(f"pyproject.toml: {declared['name']} has two lowest versions; give it one")
    return found


if __name__ == "__main__":
    extras = [requirement for extra in PROJECT["optional-dependencies"].values() for requirement in extra]
    for name, version in lowest([*PROJECT["dependencies"], *extras], PROJECT["name"]).items():
        print(f"{name}=={version}")
