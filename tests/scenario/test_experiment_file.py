"""Experiment files: every fault at once, each with its place and mend; names found and misspelt names mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.experiments.asking.form_of_sweep import FOLDER, SweepFile
from sim.foundations.faults import BadInput
from sim.scenario.files.experiment_file import known_names, locate, needed, read

SOUND = """
title = "Two"
base = "tower_hamlets_2018"
strategies = ["ipop"]
measures = ["looked_after"]
replications = 3
years = 1

[[vary]]
path = "demand.disability_share"
unit = "share"
values = [0, 0.5]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "trial.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> tuple[str, ...]:
    with pytest.raises(BadInput) as bad:
        read(str(path), SweepFile, FOLDER)
    return bad.value.faults


def test_a_sound_file_is_read_with_what_it_leaves_out_as_usual(tmp_path: Path) -> None:
    file = read(str(written(tmp_path, SOUND)), SweepFile, FOLDER)
    assert (file.title, file.bases, file.strategies, file.replications) == (
        "Two",
        ("tower_hamlets_2018",),
        ("ipop",),
        3,
    )
    assert (file.years, file.seed, file.uncertainty, file.design) == (1.0, None, False, "grid")
    (vary,) = file.vary
    assert (vary.path, vary.values, vary.low) == ("demand.disability_share", (0.0, 0.5), None)


def test_a_list_of_bases_is_as_good_as_one(tmp_path: Path) -> None:
    text = SOUND.replace('base = "tower_hamlets_2018"', 'base = ["tower_hamlets_2018", "england"]')
    assert read(str(written(tmp_path, text)), SweepFile, FOLDER).bases == ("tower_hamlets_2018", "england")


def test_every_fault_is_told_at_once_with_its_place_and_the_mend(tmp_path: Path) -> None:
    text = """
titel = "x"
design = "gird"
replications = "3"
base = 3
uncertainty = 1

[[vary]]
path = "demand.disability_share"
unit = "share"
values = [1, "b"]

[[vary]]
unit = 3
valeus = [1]
"""
    found = "\n".join(faults(written(tmp_path, text)))
    assert "title: is missing; add title = and text" in found
    assert "titel: is not a known key; did you mean title?" in found
    assert 'design: is "gird"; it must be one of "grid", "list"' in found
    assert 'replications: is "3"; it must be a whole number' in found
    assert "base: is 3; it must be the name or path of a base" in found
    assert "uncertainty: is 1; it must be true or false" in found
    assert 'vary[1].values[2]: is "b"; it must be a list of numbers' in found
    assert "vary[2].path: is missing; add path = " in found
    assert "vary[2].unit: is 3; it must be the unit" in found
    assert "vary[2].valeus: is not a known key; did you mean values?" in found
    assert len(faults(written(tmp_path, text))) == 10


def test_a_table_in_place_of_text_and_text_in_place_of_a_table_are_refused(tmp_path: Path) -> None:
    assert "vary: is 3; it must be one table [[vary]] for each" in faults(written(tmp_path, 'title = "x"\nvary = 3'))[0]
    assert "title: is " in faults(written(tmp_path, f"{SOUND}[title]\na = 1\n".replace('title = "Two"', "")))[0]


def test_a_file_that_is_not_toml_says_where(tmp_path: Path) -> None:
    assert "is not TOML" in faults(written(tmp_path, "title = "))[0]


def test_shipped_files_are_found_by_name_and_a_slip_is_mended() -> None:
    assert {"carers_and_camhs", "edge_of_care_slots", "entry_level", "space_filling"} <= set(known_names(FOLDER))
    assert locate("entry_level", FOLDER).name == "entry_level.toml"
    with pytest.raises(BadInput, match="did you mean entry_level"):
        locate("entry_lveel", FOLDER)
    with pytest.raises(BadInput, match="there is no such file"):
        locate("nowhere/else.toml", FOLDER)
    with pytest.raises(BadInput, match=r"sweep: name a file.*entry_level"):
        needed(None, "sweep", FOLDER)


@pytest.mark.parametrize("name", known_names(FOLDER))
def test_every_shipped_sweep_is_sound(name: str) -> None:
    from sim.experiments.running.scenarios_of_form import crossed, settings_for
    from sim.experiments.sweep.sweep import sweep_question

    file = read(name, SweepFile, FOLDER)
    settings = settings_for(file)
    sweep = sweep_question(file, name, crossed(file, settings.years), settings)
    assert len(sweep.designed.rows) >= 8
    assert sweep.wanted
    assert file.about
