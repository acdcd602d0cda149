"""The documents: their examples run, their links lead somewhere, and what they say of the program is so."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from contextlib import redirect_stdout, suppress
from datetime import datetime
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from small_authority import ROOT

from sim import cli, load
from sim.experiments.calibration.calibration import task
from sim.experiments.calibration.settings import CalibrationSettings
from sim.experiments.running import study
from sim.foundations.faults import BadInput
from sim.reports.likeness import councils as likeness_councils
from sim.reports.likeness import pages as likeness
from sim.reports.run.figures import figures
from sim.reports.shared import tables
from sim.scenario.defaults import BASE, STRATEGIES

README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL_TO_RUN = "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/python "
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python "
PYTHON = ".venv/bin/python "
SHORT = ["--years", "0.2"]
SMALL = {
    "run": ["--replications", "1", *SHORT],
    "compare": ["--replications", "2", *SHORT],
    "sweep": ["--replications", "1", *SHORT],
    "sensitivity": ["--replications", "4", "--points", "8", "--factors", "2", "--within", "emergency", *SHORT],
    "require": ["--replications", "2", *SHORT],
    "sufficiency": ["--replications", "2", *SHORT],
    "frontier": ["--replications", "4", "--runs", "200", "--scales", "1", *SHORT],
    "luck": ["--replications", "3", *SHORT],
}
"""Added to the commands of the documents, so that each takes a second or two."""

PRECISE = ["--most", "2", "--years", "0.2"]
"""Added in their place to those that ask for a precision, which do not take a number of replications."""

WITHOUT_PAGE = {"baseline": ["--fast"], "likeness": ["--replications", "1", *SHORT]}
"""Added to those that make no page; fitting a base takes most of a minute, and has tests of its own."""

OTHERS = r"openssl|\.venv/bin/dask|\.venv/bin/pip"
"""Programs of others that documents show how to use."""

LONG = ("calibrate", "validate", "page", "offline")
"""Commands that take minutes at the least, or until they are told to end: their examples are only parsed."""

STANDS_ON = ("report", "paper", "import-903", "--resume", "--figures", "--figures-template")
"""What stands on a folder or files of its reader's, or prints nothing but where it has written."""

HEADLINE = ("<!-- headline -->", "<!-- end of headline -->")
"""What stands around the table of the README that is the back-test's own."""

DECISIONS = ROOT / "docs" / "decisions"
DECISION_HEAD = (
    r"# (?P<number>\d+)\. (?P<title>\S.*)\n\n"
    r"Status: (?P<status>in force(, changed by (\d+, )*\d+( and \d+)?)?|replaced by \d+)\n\n"
    r"Date: (?P<date>[1-9]\d? [A-Z][a-z]+ \d{4})\n\n"
    r"(Last changed: (?P<last>[1-9]\d? [A-Z][a-z]+ \d{4})\n\n)?"
)
"""How the file of a decision begins."""


def documents() -> list[Path]:
    """The documents of the project, not those of its environment."""
    found = [
        *ROOT.glob("*.md"),
        *(path for name in ("docs", "scenarios", "sim") for path in (ROOT / name).rglob("*.md")),
    ]
    return [*found, ROOT / "results" / "README.md"]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[list[str]]:
    """The words after `run.py` of every command in the shell blocks that the reader types alone."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines() if line.startswith(PYTHON)]
    return [shlex.split(line.removeprefix(PYTHON))[1:] for line in lines if line.startswith(f"{PYTHON}run.py")]


def shown(words: list[str]) -> str:
    return " ".join(words)


@cache
def options() -> frozenset[str]:
    """The options of every command and of the benchmarks, as help tells them; with hyphens, as far as the first."""
    told = StringIO()
    benchmarks = [sys.executable, "-m", "tests.benchmarks", "--help"]
    told.write(subprocess.run(benchmarks, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    for command in ([], *([module.__name__.rpartition(".")[2].replace("_", "-")] for module in cli.COMMANDS)):
        with redirect_stdout(told), suppress(SystemExit):
            cli.parser().parse_args([*command, "--help"])
    return frozenset(re.findall(r"--[a-z]+", told.getvalue()))


def is_long(words: list[str]) -> bool:
    """Whether an example takes minutes, or stands on what only its reader has: it is only parsed."""
    return words[0] in LONG or not {*STANDS_ON, "space_filling"}.isdisjoint(words)


EXAMPLES = commands(README)
RESIZED, STRATEGY = blocks(README, "toml")
RESIZED_FILE, STRATEGY_FILE = dict.fromkeys(
    word for words in EXAMPLES for word in words if word.endswith(".toml") and not re.search(r"[/+]", word)
)
SHIPPED = "scenarios/strategies/edge_of_care.toml"


def resized() -> str:
    """The README's copy of a shipped strategy, with the README's table in place of the one of the same name."""
    shipped = (ROOT / SHIPPED).read_text(encoding="utf-8")
    name = re.escape(RESIZED.splitlines()[0])
    text, replaced = re.subn(rf"^{name}\n.*?\n\n", lambda _: f"{RESIZED}\n", shipped, flags=re.MULTILINE | re.DOTALL)
    assert replaced == 1
    return text


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes seconds: the opening cohort, figures and other processes; `tried` below has them all."""
    monkeypatch.setattr(study, "opening_pool", lambda *_: None)
    monkeypatch.setattr("sim.experiments.running.settings.cores", lambda: 1)
    monkeypatch.setattr(figures, "of_comparison", lambda _: [])
    monkeypatch.setattr(figures, "of_run", lambda _: [])


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the README's strategy, as its reader gets them: saved, then compared from a shell."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / STRATEGY_FILE).write_text(STRATEGY, encoding="utf-8")
    words = next(words for words in EXAMPLES if words[0] == "compare" and STRATEGY_FILE in words)
    options = ["--replications", "2", "--years", "1", "--processes", "1", "--out", "out"]
    done = subprocess.run(
        [sys.executable, ROOT / "run.py", *words[:3], *options],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert done.returncode == 0, done.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of scenarios of a reader who has made the bases of the README."""
    folder = tmp_path_factory.mktemp("bases")
    (folder / "scenarios").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words in EXAMPLES:
            if words[0] == "baseline":
                assert cli.main([*words, *WITHOUT_PAGE["baseline"]]) == 0
    return folder / "scenarios"


# Examples


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("words", [words for words in EXAMPLES if not is_long(words)], ids=shown)
def test_every_command_of_the_readme_runs(
    words: list[str], bases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / STRATEGY_FILE).write_text(STRATEGY, encoding="utf-8")
    (tmp_path / RESIZED_FILE).write_text(resized(), encoding="utf-8")
    shutil.copytree(bases, tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    if words[0] == "check" and words[1].startswith("scenarios/"):
        words = ["check", str(ROOT / words[1])]
    small = PRECISE if "--precision" in words else {**SMALL, **WITHOUT_PAGE}.get(words[0], [])
    assert cli.main([*words, *small]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out
    if words[0] in SMALL:
        assert len(list((tmp_path / "results").glob("*/report.html"))) == 1


@pytest.mark.parametrize("words", [words for words in EXAMPLES if is_long(words)], ids=shown)
def test_every_long_command_of_the_readme_is_understood(
    words: list[str], bases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = cli.parser().parse_args(words)
    if words[0] == "calibrate":
        monkeypatch.chdir(bases.parent)
        assert task(load(asked.scenario), CalibrationSettings()).targets


def test_the_readme_goes_from_an_authority_to_its_base_and_on() -> None:
    made = [(words[0], words[1]) for words in EXAMPLES if any("leeds" in word for word in words)]
    assert made[:3] == [("authorities", "leeds"), ("baseline", "leeds"), ("compare", "leeds_2024")]
    assert ("calibrate", "leeds_2024") in made
    assert "writes `scenarios/leeds_2024.toml`" in README


def test_the_service_of_the_readme_is_resized(tmp_path: Path) -> None:
    assert f"cp {SHIPPED} {RESIZED_FILE}\n" in README
    (tmp_path / RESIZED_FILE).write_text(resized(), encoding="utf-8")
    shipped, own = (load(BASE, name) for name in ("edge_of_care", str(tmp_path / RESIZED_FILE)))
    differs = {path for path, one in own.quantities.items() if not one.same_numbers(shipped.quantities[path])}
    assert differs == {"edge_of_care.workers"}
    assert own.parameters.edge_of_care.workers == 8
    with pytest.raises(BadInput, match="leave one of the two"):
        load(BASE, "edge_of_care", str(tmp_path / RESIZED_FILE))


def test_the_number_entering_that_the_readme_gives_is_that_of_the_base(bases: Path) -> None:
    entering = load(str(bases / "leeds_2024.toml")).quantities["demand.entries_per_year"].value
    said = f"eight edge-of-care workers for the {entering:.0f} children who enter in a year in Leeds"
    assert said in " ".join(README.split())
    assert round(3 * entering / load(BASE).quantities["demand.entries_per_year"].value) == 8


@pytest.mark.slow
def test_the_strategy_of_the_readme_does_what_it_says(tried: Path) -> None:
    assert f"`{STRATEGY_FILE}`" in README.split(f"```toml\n{STRATEGY}", 1)[0].splitlines()[-2]
    with (tried / "comparison.csv").open(encoding="utf-8") as file:
        rows = {(row["measure"], row["category"], row["span"]): row for row in csv.DictReader(file)}
    row = rows["in_placement", "connected", "whole run"]
    assert row["scenario"] == f"{BASE}+{Path(STRATEGY_FILE).stem}"
    assert float(row["difference"]) > 0
    assert float(rows["cost_strategies", "", "whole run"]["difference"]) == 0


def test_the_range_of_that_strategy_reaches_the_base(tmp_path: Path) -> None:
    (tmp_path / STRATEGY_FILE).write_text(STRATEGY, encoding="utf-8")
    name = "connected_persons.available"
    with_it, without = load(BASE, str(tmp_path / STRATEGY_FILE)).quantities[name], load(BASE).quantities[name]
    for new, old in zip(with_it.value.values(), without.value.values(), strict=True):
        assert new == pytest.approx(1.5 * old)
    assert with_it.layer.gives.low == 1.0


@pytest.mark.usefixtures("quick")
def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks(README, "python")
    example, changed = re.subn(r"replications=\d+", "replications=10", example)
    assert changed == 2
    exec(compile(example, "README.md", "exec"), {"__name__": "__main__"})
    said = capsys.readouterr().out
    assert "Judgement of the modellers" in said
    assert re.search(r"^Total cost, Placements overview panel \(IPOP\): [+-]\d", said, flags=re.MULTILINE)


def test_the_two_commands_are_as_promised() -> None:
    assert f"{INSTALL_TO_RUN}run.py compare\n{INSTALL}-m pytest\n" in README
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert "test" in extras


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_and_option_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for words in commands(text):
        cli.parser().parse_args(words)
    for option in re.findall(
        r"(?<![\w-])--[a-z]+", re.sub(rf"<!--.*?-->|^({OTHERS}) .*$", "", text, flags=re.MULTILINE)
    ):
        assert option in options(), f"{document}: {option}"
    for module in re.findall(r"python -m (sim[\w.]*|tests[\w.]*)", text):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), f"{document}: {module}"


# Links


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    plain = re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", ""))
    return plain.replace(" ", "-")


def anchors(path: Path) -> set[str]:
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {slug(heading) for heading in re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)}


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        path = (document.parent / name).resolve() if name else document
        assert path.exists(), f"{document}: {target}"
        assert not anchor or anchor in anchors(path), f"{document}: {target}"


def test_every_file_that_the_description_of_the_model_names_exists() -> None:
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+\.py)`", text))
    assert len(named) > 15
    for name in named:
        places = (ROOT / name, ROOT / "sim" / "model" / name)
        assert any(place.is_file() for place in places), name


def test_every_part_of_the_model_is_described() -> None:
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    for strategy in STRATEGIES:
        assert f"| `{strategy}`" in text
    numbers = re.findall(r"^###? (\d(?:\.\d)?) ", text, flags=re.MULTILINE)
    assert numbers == sorted(numbers)
    assert {number[0] for number in numbers} == set("123456")


# What they say


def test_the_readme_tells_the_columns_that_are_there() -> None:
    table = README.split("The columns of `comparison.csv`")[1].split("\n\n")[1]
    first = [cell for line in table.splitlines()[2:] for cell in re.findall(r"`(\w+)`", line.split("|")[1])]
    assert tuple(first) == tables.COMPARISON
    text = (ROOT / "results" / "README.md").read_text(encoding="utf-8")
    for columns in (tables.COMPARISON, tables.MEASURES):
        assert f"`{', '.join(columns)}`" in text


@pytest.mark.slow
def test_the_results_folder_holds_what_the_documents_name(tried: Path) -> None:
    made = {path.name for path in tried.iterdir() if path.suffix != ".svg"}
    assert ".svg" in {path.suffix for path in tried.iterdir()}
    for text in (README, (ROOT / "results" / "README.md").read_text(encoding="utf-8")):
        named = set(re.findall(r"^\| `(\w+\.[\w.]+)` \|", text, flags=re.MULTILINE))
        assert named == made


def test_more_than_half_of_the_inputs_are_judgements_as_the_readme_says() -> None:
    kinds = Counter(quantity.kind for quantity in load(BASE, *STRATEGIES).quantities.values())
    assert "More than half of all\n  inputs are judgements" in README
    assert kinds["judgement"] > kinds.total() / 2


def test_ranges_of_judged_effects_reach_no_effect_as_the_documents_say() -> None:
    quantities = load(BASE, *STRATEGIES).quantities
    for name in ("camhs_support.colocated", "camhs_support.consultation", "out_of_hours"):
        assert quantities[f"{name}.hazard_multiplier"].high >= 1
    assert quantities["ipop.stabilised"].low == 0
    assert quantities["ipop.stabilised_multiplier"].high >= 1
    assert quantities["out_of_hours.deregistration_multiplier"].high >= 1
    assert quantities["edge_of_care.entry_risk_ratio"].high > 1


@pytest.mark.parametrize("base", ["england", BASE])
def test_the_likeness_table_is_of_the_base_as_it_is(base: str) -> None:
    """When this fails: run the commands above the tables in docs/model.md, and read again what is said below them."""
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    marks = likeness.marks_of(load(base))
    table = text.split(marks.begin)[1].split(marks.end)[0]
    assert f"`{load(base).digest}`" in table, "docs/model.md: run the command above the table again"
    said = int(re.search(r"(\d+) replications", table)[1])
    assert f"run.py likeness --replications {said} --write docs/model.md" in text
    assert said >= 40


def test_the_table_of_councils_is_of_as_many_as_its_command_says() -> None:
    """When this fails: run the command above that table in docs/model.md."""
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    table = text.split(likeness_councils.MARKS.begin)[1].split(likeness_councils.MARKS.end)[0]
    said = int(re.search(r"run\.py likeness --all-of (\d+) --write docs/model\.md", text)[1])
    assert said >= 30
    assert table.count("\n| ") == said + 2, "docs/model.md: run the command above the table of councils"


def test_the_headline_of_the_readme_is_that_of_the_validation() -> None:
    """When this fails: copy the first table of docs/validation.md between the two marks, and read on below."""
    table = README.split(HEADLINE[0])[1].split(HEADLINE[1])[0].strip()
    assert table.startswith("| Children looked after |")
    assert table in (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")


def decisions() -> dict[int, Path]:
    """The file of each decision, by the number that its name begins with."""
    files = sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")
    numbers = [int(path.name.split("-")[0]) for path in files]
    assert numbers == list(range(1, len(files) + 1))
    return dict(zip(numbers, files, strict=True))


def numbers_in(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", words)]


def decisions_named(text: str) -> list[int]:
    """The decisions that a text names by number: "decision 5", "decisions 3 and 4", "docs/decisions, 32 and 44"."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    named = r"\b[Dd]ecisions?\s+(\d+{more})|\bdecisions,\s+(\d+{more})".format(more=r"(?:(?:,| and|, and)\s+\d+\b)*")
    return [number for found in re.finditer(named, plain) for number in numbers_in(found[0])]


def test_every_decision_has_its_number_a_status_and_a_date_and_is_in_the_table() -> None:
    rows = []
    for number, path in decisions().items():
        assert re.fullmatch(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*\.md", path.name), path.name
        text = path.read_text(encoding="utf-8")
        head = re.match(DECISION_HEAD, text)
        assert head, f"{path.name}: begin as the other decisions do, with number, title, status and date"
        assert int(head["number"]) == number, path.name
        assert {*numbers_in(head["status"])} <= decisions().keys() - {number}, f"{path.name}: {head['status']}"
        dates = [datetime.strptime(day, "%d %B %Y") for day in (head["date"], head["last"]) if day]
        assert dates == sorted(set(dates)), f"{path.name}: changed last after it was made"
        assert re.search(r"^\S.{40,}", text[head.end() :], flags=re.MULTILINE), f"{path.name}: says nothing"
        rows.append(f"| [{number}]({path.name}) | {head['title']} | {head['status']} | {head['date']} |")
    table = (DECISIONS / "README.md").read_text(encoding="utf-8")
    assert [line for line in table.splitlines() if line.startswith("| [")] == rows


def test_every_decision_that_is_named_exists() -> None:
    kinds = {".py", ".md", ".toml", ".j2"}
    files = [path for name in ("sim", "scenarios") for path in (ROOT / name).rglob("*") if path.suffix in kinds]
    texts = {path: path.read_text(encoding="utf-8") for path in {*files, *documents()}}
    named = {path: decisions_named(text) for path, text in texts.items()}
    for path, numbers in named.items():
        assert {*numbers} <= decisions().keys(), f"{path}: {numbers}"
        assert "decisions.md" not in texts[path], f"{path}: a decision has a file of its own"
    for folder in ("sim", "scenarios", "docs"):
        assert any(numbers for path, numbers in named.items() if path.is_relative_to(ROOT / folder)), folder


def test_every_link_to_a_decision_leads_to_the_one_that_it_names() -> None:
    links = [
        (path, *link)
        for path in documents()
        for link in re.findall(r"\[([^\]]*)\]\((?:[\w./]*/)?(\d\d)-[\w-]+\.md\)", path.read_text(encoding="utf-8"))
    ]
    assert len(links) > len(decisions())
    for path, words, number in links:
        assert numbers_in(words) == [int(number)], f"{path}: [{words}]"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Fitted; see docs/decisions, 32 and 44", [32, 44]),
        ("see docs/decisions, 22", [22]),
        ("(decision 24 lists what was tried); 7 others", [24]),
        ("Decisions [13](a.md), [14](b.md) and [32](c.md) say; [decision\n5](d.md)", [13, 14, 32, 5]),
        ("see docs/decisions (sim.fitting.leaving_fit)", []),
        ("chance.uniform(decision, 0)", []),
    ],
)
def test_decisions_are_found_in_a_text(text: str, named: list[int]) -> None:
    assert decisions_named(text) == named


def test_pictures_are_small_and_shown() -> None:
    pictures = list((ROOT / "docs" / "pictures").iterdir())
    assert pictures
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
    for picture in pictures:
        assert picture.read_bytes().startswith({".png": b"\x89PNG", ".svg": b"<?xml"}[picture.suffix])
        assert picture.stat().st_size < 200_000
        assert f"docs/pictures/{picture.name}" in README or f"](pictures/{picture.name})" in pages


def test_the_citation_has_what_a_citation_needs() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for key in ("cff-version", "message", "title", "authors"):
        assert re.search(rf"^{key}:", text, flags=re.MULTILINE)
    assert f'version: "{project["version"]}"' in text
    assert f"license: {project['license']['text']}" in text


def test_the_sources_are_attributed() -> None:
    for path in (
        ROOT / "README.md",
        ROOT / "scenarios" / "README.md",
        ROOT / "sim" / "published" / "data" / "README.md",
    ):
        text = " ".join(path.read_text(encoding="utf-8").split())
        assert "Contains public sector information licensed under the [Open Government Licence v3.0]" in text, path
    assert "not endorsed by" in README


def test_nothing_names_a_machine() -> None:
    """No absolute path of whoever wrote it: the project is the same wherever it is."""
    folders = "|".join(("work", "root", "Users", "mnt", "private"))
    absolute = re.compile(rf"(?<![\w.~\-/\\>}})])/(?:{folders})/[\w.]")
    kinds = {".py", ".md", ".toml", ".cff", ".csv", ".j2"}
    files = [path for path in ROOT.glob("*") if path.suffix in kinds]
    for folder in ("sim", "tests", "docs", "scenarios"):
        files.extend(path for path in (ROOT / folder).rglob("*") if path.suffix in kinds)
    assert len(files) > 100
    for path in files:
        found = absolute.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.relative_to(ROOT)}: {found.group() if found else ''}"
