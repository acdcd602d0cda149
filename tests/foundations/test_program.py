"""Which program this is: every file of it counts, whatever its line ends, and so do the versions of what it uses."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import pytest

from sim.foundations.program import Program, Version, code_digest, program_digest, this_program, versions

FILES = {
    "model.py": b"one = 1\ntwo = 2\n",
    "rooms/room.py": b"three = 3\n",
    "published/data/figures.csv": b"a,b\n1,2\n",
    "reports/templates/page.html.j2": b"<p>\n",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_any_file_is_seen(package: Path, name: str) -> None:
    before = program_digest(package)
    (package / name).write_bytes(FILES[name].replace(b"\n", b" \n", 1))
    assert program_digest(package) != before


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone_or_is_called_otherwise_is_seen(package: Path, name: str) -> None:
    before = program_digest(package)
    (package / name).rename(package / "other.txt")
    other = program_digest(package)
    (package / "other.txt").unlink()
    assert len({before, other, program_digest(package)}) == 3


def test_line_ends_make_no_difference(package: Path) -> None:
    before = program_digest(package), code_digest(["rooms"], package)
    for name, content in FILES.items():
        (package / name).write_bytes(content.replace(b"\n", b"\r\n"))
    assert (program_digest(package), code_digest(["rooms"], package)) == before


def test_what_is_made_from_the_program_or_left_by_an_editor_is_no_part_of_it(package: Path) -> None:
    before = program_digest(package)
    for name in ("__pycache__/model.cpython-311.pyc", "model.cpython-311-x86_64-linux-gnu.so", ".model.py.swp"):
        (package / name).parent.mkdir(exist_ok=True)
        (package / name).write_bytes(b"made")
    assert program_digest(package) == before


def test_the_code_of_some_parts_is_told_apart_from_the_rest(package: Path) -> None:
    before = code_digest(["rooms"], package)
    (package / "model.py").write_bytes(b"")
    assert code_digest(["rooms"], package) == before
    (package / "rooms" / "room.py").write_bytes(b"")
    assert code_digest(["rooms"], package) != before


def test_versions_are_those_of_python_and_of_what_may_change_a_number() -> None:
    assert dict(versions()) == {
        "Python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "scipy", "simpy", "holidays")},
    }
    assert this_program() == Program(program_digest(), versions())


def test_what_is_other_is_told_one_by_one() -> None:
    here = Program("a" * 64, (Version("Python", "3.12.1"), Version("numpy", "2.0"), Version("scipy", "1.15")))
    assert list(here.unlike(here)) == []
    there = Program("b" * 64, (Version("Python", "3.12.1"), Version("numpy", "1.26"), Version("scipy", "1.14")))
    assert list(here.unlike(there)) == [
        "another version of this program",
        "numpy 1.26 (here 2.0)",
        "scipy 1.14 (here 1.15)",
    ]
    assert list(here.unlike(Program(here.files, ()))) == []
