"""The how-to pages: what each says is done in a copy of the program, and what comes out is what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from small_authority import ROOT

HOW_TO = ROOT / "docs" / "how_to"
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(HOW_TO.glob("add_*.md"))
REGION = HOW_TO / "forecast_a_region.md"
TARGETS = HOW_TO / "set_targets.md"
HEADINGS = ["Without it", "With it", "What comes out", "What else"]
PYTHON = ".venv/bin/python "


class Block(NamedTuple):
    """A block of a page: what a new file holds, or what changes in one; without a file, what is run or printed."""

    language: str
    text: str
    file: str


def blocks(page: Path) -> list[Block]:
    """The blocks in their order. The line before one ends with the file that it is about, if it is about a file."""
    text = page.read_text(encoding="utf-8")
    made: list[Block] = []
    for found in re.finditer(r"^```(\w+)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL):
        before = text[: found.start()].rstrip().rpartition("\n")[2]
        named = re.search(r"`([\w/.]+)`:$", before)
        another = before == "```" and made[-1].language == found[1] == "diff"
        made.append(Block(found[1], found[2], named[1] if named else made[-1].file if another else ""))
    return made


def changed(text: str, change: str) -> str:
    """The text with a change made in the one place that has its lines without those marked `+`."""
    lines = change.splitlines(keepends=True)
    assert {line[0] for line in lines} == {" ", "+"}, change
    old = "".join(line[1:] for line in lines if line[0] == " ")
    assert text.count(old) == 1, f"stands {text.count(old)} times:\n{old}"
    return text.replace(old, "".join(line[1:] for line in lines))


def run(copy: Path, *words: str) -> str:
    """What a script or command prints in the copy; or, where it prints nothing, what it says."""
    done = subprocess.run([sys.executable, *words], cwd=copy, capture_output=True, text=True, timeout=1800)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout or done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program, to be added to."""
    for folder in ("sim", "scenarios"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("run.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_says_is_what_comes_out(page: Path, copy: Path) -> None:
    """When a number has changed for good reason: copy what is printed now to the page, and read what is said of it."""
    printed, touched = "", set()
    for language, text, name in blocks(page):
        file = copy / name
        if language == "text":
            assert printed == text, f"{page.name} says:\n{text}\nbut this is printed:\n{printed}"
        elif language == "diff":
            file.write_text(changed(file.read_text(encoding="utf-8"), text), encoding="utf-8")
            touched.add(name)
        elif name:
            assert not file.exists(), f"{name} is there already"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            touched.add(name)
        elif language == "python":
            (copy / "script.py").write_text(text, encoding="utf-8")
            printed = run(copy, "script.py")
        else:
            lines = text.splitlines()
            assert all(line.startswith(PYTHON) for line in lines), text
            printed = "".join(run(copy, *shlex.split(line.removeprefix(PYTHON))) for line in lines)
    code = sorted(name for name in touched if name.endswith(".py"))
    assert code
    for words in (["check"], ["format", "--check"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *words, *code], cwd=copy, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("page", "steps"), [(REGION, 5), (TARGETS, 3)], ids=lambda one: getattr(one, "stem", ""))
def test_what_a_page_on_use_says_is_what_comes_out(page: Path, steps: int, copy: Path) -> None:
    """It adds at most a scenario, and runs commands and scripts one after the other."""
    printed, ran = "", 0
    for language, text, name in blocks(page):
        if language == "text":
            assert printed == text, f"{page.name} says:\n{text}\nbut this is printed:\n{printed}"
            continue
        if language == "toml":
            (copy / name).write_text(text, encoding="utf-8")
            continue
        if language == "python":
            (copy / "script.py").write_text(text, encoding="utf-8")
            printed = run(copy, "script.py")
        else:
            for line in text.splitlines():
                run(copy, *shlex.split(line.removeprefix(PYTHON)))
        ran += 1
    assert ran == steps


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_is_of_one_pattern_and_shows_what_is_printed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, flags=re.MULTILINE) == HEADINGS
    without, with_it, out = (text.split(f"## {heading}\n")[1].split("\n## ")[0] for heading in HEADINGS[:3])
    assert "```text\n" in without
    assert "\n```diff\n" in with_it or "A new file," in with_it
    assert "```text\n" in out


def test_the_readme_names_every_file_that_a_service_takes() -> None:
    (said,) = re.findall(r"^A service that the model does not have yet .*?\n\n", README, flags=re.MULTILINE | re.DOTALL)
    service = blocks(HOW_TO / "add_a_service.md")
    assert set(re.findall(r"`(sim/[\w/]+\.py)`", said)) == {block.file for block in service if block.language == "diff"}
    made = {block.file for block in service if block.file.endswith(".py") and block.language == "python"}
    assert set(re.findall(r"`(sim/[\w/]+)`", said)) == {str(Path(file).parent) for file in made}


def test_every_page_is_in_the_list() -> None:
    listed = re.findall(r"\]\((add_\w+\.md)\)", (HOW_TO / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == [page.name for page in PAGES]
    assert len(PAGES) == 4
    for page in (REGION, TARGETS):
        assert f"({page.name})" in (HOW_TO / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [*PAGES, HOW_TO / "README.md"], ids=lambda page: page.stem)
def test_every_path_that_a_page_names_exists_or_is_made_by_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    plain = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`((?:sim|tests|docs|scenarios)/[\w./]+)`", plain))
    assert named
    new = {block.file for block in blocks(page) if block.language != "diff"}
    for path in named - new:
        assert (ROOT / path).exists(), path


def test_a_change_is_made_in_the_one_place_that_it_names() -> None:
    assert changed("a\nb\nc\n", " b\n+new\n c\n") == "a\nb\nnew\nc\n"
    with pytest.raises(AssertionError, match="stands 2 times"):
        changed("a\na\n", " a\n+new\n")
    with pytest.raises(AssertionError, match="stands 0 times"):
        changed("a\n", " b\n+new\n")
