"""Three hundred broken returns, seeded: each is read or refused in a sentence, and none crashes or hangs."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from invented_returns import EPISODES, HEADER, UASC, InventedChild, as_csv, as_xml, invented, tables

from sim.foundations.faults import BadInput
from sim.returns.importing import read_returns

FILES = 300
YEAR = 2024
COLUMNS = {"episodes": EPISODES, "header": HEADER, "uasc": UASC}
ODD = ("", "\x00", "�", "99/99/9999", "1e9", "NULL", '"', ",,,,", "\r", "=1+1", "31/02/2023", "٣", "𝟚", "-1", " " * 500)


@pytest.fixture(scope="module")
def children() -> list[InventedChild]:
    return invented(9, YEAR, YEAR)[:40]


def broken(children: list[InventedChild], luck: Random) -> dict[str, bytes]:
    """Return a return's files, broken in one to three ways."""
    made = tables(children, YEAR)
    files = {f"{name}.csv": as_csv(made[name], COLUMNS[name]).encode() for name in COLUMNS}
    if luck.random() < 0.2:
        files = {"903.xml": as_xml(made).encode()}
    for _ in range(luck.randint(1, 3)):
        name = luck.choice(list(files))
        data = bytearray(files[name])
        place = luck.randrange(len(data) + 1)
        how = luck.randrange(8)
        if how == 0:
            data = data[:place]
        elif how == 1:
            data[place : place + luck.randint(1, 30)] = luck.choice(ODD).encode("utf-8", "replace")
        elif how == 2:
            data = bytearray(luck.randbytes(luck.randint(0, 400)))
        elif how == 3 and data:
            for _ in range(20):
                data[luck.randrange(len(data))] = luck.randrange(256)
        elif how == 4:
            data = bytearray(bytes(data).decode("utf-8", "replace").encode(luck.choice(("utf-16", "cp500")), "replace"))
        elif how == 5:
            lines = bytes(data).splitlines(keepends=True)
            luck.shuffle(lines)
            data = bytearray(b"".join(lines))
        elif how == 6:
            data = data * luck.randint(2, 4)
        else:
            packed = BytesIO()
            with zipfile.ZipFile(packed, "w") as archive:
                archive.writestr(name, bytes(data))
            files[f"{name}.zip"] = packed.getvalue()[: luck.choice((None, 60))]
            continue
        files[name] = bytes(data)
    return files


@pytest.mark.parametrize("part", range(6))
def test_no_broken_return_crashes(part: int, children: list[InventedChild], tmp_path: Path) -> None:
    told: list[tuple[str, ...]] = []
    for number in range(part * FILES // 6, (part + 1) * FILES // 6):
        luck = Random(number)
        folder = tmp_path / f"{number} {YEAR}"
        folder.mkdir()
        for name, data in broken(children, luck).items():
            (folder / name).write_bytes(data)
        try:
            lives, notes = read_returns([folder], YEAR if luck.random() < 0.5 else None)
        except BadInput as refused:
            told.append(refused.faults)
        else:
            assert notes.steps[-1].children_out == len(lives.children)
    assert told
    assert all(faults and all(0 < len(message) < 1_000 for message in faults) for faults in told)
