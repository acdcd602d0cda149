"""Writing a private file: for its owner alone, whole or not at all, and nowhere from where it would be passed on."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from sim.foundations.faults import BadInput
from sim.foundations.first_day import FIRST_LINE
from sim.reports.returns import private_file
from sim.scenario.files.reading import shipped

TEXT = f"{FIRST_LINE}\n# the rest\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("results", "scenarios", "kept", "page"):
        (tmp_path / name).mkdir()
    (tmp_path / "kept" / "deeper").mkdir()
    (tmp_path / "kept" / "manifest.json").write_text("{}")
    (tmp_path / "other.private").write_text("somebody's")
    (tmp_path / "link.private").symlink_to(tmp_path / "other.private")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ours.csv", "ends in .private"),
        ("none/ours.private", "there is no folder none"),
        ("results/ours.private", "in the results folder"),
        ("scenarios/ours.private", "in the folder of scenarios"),
        ("results/../scenarios/ours.private", "in the folder of scenarios"),
        ("kept/ours.private", "in a folder of results"),
        ("kept/deeper/ours.private", "in a folder of results"),
        ("page/ours.private", "in the folder of the page"),
        ("other.private", "no private first day; give another name"),
        ("link.private", "no private first day; give another name"),
    ],
)
def test_where_it_may_not_be(name: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        private_file.check(Path(name), [Path("page")])


def test_nor_among_what_comes_with_the_program() -> None:
    for folder in (shipped(), Path(private_file.__file__).parent):
        with pytest.raises(BadInput, match="is passed on"):
            private_file.check(folder / "ours.private")


def test_a_link_to_a_results_folder_is_seen_through(here: Path) -> None:
    (here / "elsewhere").symlink_to(here / "results")
    with pytest.raises(BadInput, match="in the results folder"):
        private_file.check(Path("elsewhere/ours.private"))


def test_its_owner_alone_can_read_it_and_it_is_replaced_by_another(here: Path) -> None:
    path = here / "ours.private"
    for text in (TEXT, f"{TEXT}more\n"):
        private_file.check(path)
        private_file.keep(path, text)
        assert path.read_text() == text
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_cannot_be_written_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = sorted(here.iterdir())
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BadInput, match="No space left"):
        private_file.keep(here / "ours.private", TEXT)
    assert sorted(here.iterdir()) == before
