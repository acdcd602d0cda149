"""The build: which model runs, and that a compiled one is never imported beside sources it was not made from."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from sim.foundations import build


def sources(folder: Path) -> Path:
    for part in build.PARTS:
        (folder / part).mkdir()
        (folder / part / "one.py").write_text("A = 1\n", encoding="utf-8")
    return folder


def pretend_compiled(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    witness = ModuleType(build.WITNESS)
    witness.__file__ = "codes.so"
    monkeypatch.setitem(sys.modules, build.WITNESS, witness)
    monkeypatch.setitem(sys.modules, f"{library}__mypyc", ModuleType(library))


def test_plain_sources_are_the_plain_model() -> None:
    if Path(str(sys.modules[build.WITNESS].__file__)).suffix != ".py":
        pytest.skip("this installation is compiled")
    assert build.engine() == "plain"
    build.check()


def test_a_model_compiled_from_these_sources_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_compiled(monkeypatch, build.library_of(Path(build.__file__).parents[1]))
    assert build.engine() == "compiled"
    build.check()


def test_a_model_compiled_from_other_sources_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pretend_compiled(monkeypatch, build.library_of(sources(tmp_path)))
    if build.library_of(Path(build.__file__).parents[1]) + "__mypyc" in sys.modules:
        pytest.skip("this installation is compiled, from its own sources")
    with pytest.raises(ImportError, match="made from other sources"):
        build.check()


@pytest.mark.parametrize("part", build.PARTS)
def test_every_change_of_a_source_is_another_library(tmp_path: Path, part: str) -> None:
    before = build.library_of(sources(tmp_path))
    assert build.library_of(tmp_path) == before
    (tmp_path / part / "one.py").write_text("A = 2\n", encoding="utf-8")
    changed = build.library_of(tmp_path)
    (tmp_path / part / "one.py").write_text("A = 1\n", encoding="utf-8")
    (tmp_path / part / "one.py").rename(tmp_path / part / "two.py")
    assert len({before, changed, build.library_of(tmp_path)}) == 3
