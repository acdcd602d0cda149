"""The house: the arrows between its parts run one way, and what should be light is light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"numpy", "scipy", "matplotlib", "pydantic", "rich", "jinja2", "holidays", "distributed"}


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=1800)


def loaded_by(statement: str) -> set[str]:
    done = python("-c", f"import sys; {statement}; print(*sys.modules)")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_arrows_of_the_house_run_one_way() -> None:
    done = python("-c", "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("statement", ["import sim", "import sim.cli", "import sim.model.model"])
def test_what_should_start_fast_loads_nothing_heavy(statement: str) -> None:
    assert not loaded_by(statement) & HEAVY


def test_a_worker_loads_nothing_heavy_but_numpy() -> None:
    worker = "import sim.experiments.running.study, sim.experiments.running.execution.processes"
    assert loaded_by(worker) & HEAVY == {"numpy"}


def test_checking_a_file_loads_neither_the_model_nor_what_works_with_results() -> None:
    loaded = loaded_by("import sim.cli; assert sim.cli.main(['check', 'ipop']) == 0")
    assert "sim.scenario.scenario" in loaded
    assert loaded & HEAVY == {"pydantic", "rich"}
    assert not loaded & {"sim.model", "sim.measures", "simpy"}


def test_only_reports_write_results() -> None:
    writing = ("write_text(", "write_bytes(", "mkdir(", ".rename(", "unlink(", "rmtree(", '"w"', '"wb"')
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in (ROOT / "sim").rglob("*.py")
        # The programs in data/ derive the published tables once, by hand; no run calls them. Neither the cache is a
        # result, nor are certificates that go with their cluster, nor what the file for a browser is built of.
        if not {"reports", "data", "cache.py", "own_certificates.py", "build"} & set(path.parts)
        for word in writing
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_every_file_says_in_its_first_line_what_it_is_for() -> None:
    for path in (ROOT / "sim").rglob("*.py"):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith('"""'), path
        assert len(first) > 30, path


def named_in(path: Path) -> Iterator[str]:
    """Yield the public classes of a file and its aliases of types; a type variable is its file's own."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not isinstance(node.value, ast.Call):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (one.id for one in targets if isinstance(one, ast.Name) and re.match("[A-Z].*[a-z]", one.id))


def test_a_name_has_one_meaning() -> None:
    """A class or type of another file has another name; only a part of the model may be called as its numbers are."""
    where: dict[str, list[str]] = {}
    for path in sorted((ROOT / "sim").rglob("*.py")):
        for name in named_in(path):
            if not name.startswith("_"):
                where.setdefault(name, []).append(path.relative_to(ROOT / "sim").parts[0])
    assert {"PlacementSearch", "Numbers", "EvidenceKind"} <= where.keys()
    twice = {name: floors for name, floors in where.items() if len(floors) > 1}
    assert {name: floors for name, floors in twice.items() if floors != ["model", "parameters"]} == {}


def test_no_file_keeps_state_at_the_level_of_its_module() -> None:
    """No `global`, and no bare mutable container bound to a lower-case name."""
    for path in (ROOT / "sim").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)], path
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Dict | ast.Set):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                assert all(name.isupper() or name == "__all__" for name in names), f"{path}: {names}"
