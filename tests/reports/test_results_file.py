"""results.json: what the page says, read back to the last bit, and the page drawn of it byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
from small_authority import ROOT, comparison

from sim.experiments.running.settings import SEED
from sim.foundations.faults import BadInput
from sim.reports.result import results_file
from sim.reports.result.asked import ScenarioNamed
from sim.reports.result.experiment_page import ExperimentPage, HowRun, PageColumn, PrintedTable
from sim.reports.result.results_page import VERSION, ResultsPage
from sim.reports.run import html, report
from sim.reports.run.sections import headline_rows
from sim.reports.shared.experiment_html import experiment_html
from sim.reports.shared.manifest import manifest
from sim.reports.shared.origin import Origin

ORIGIN = Origin(("run.py", "compare"), 1, 0.0)

HOSTILE = '</script><script>alert("x")</script> & \u2028 <!-- \\u003c'


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("results") / "run"
    report.keep_comparison(comparison(), into, ORIGIN)
    return into


@pytest.fixture(scope="module")
def made() -> ResultsPage:
    """What a comparison says, without figures."""
    found = comparison()
    return report.page(found, manifest(found.results, ORIGIN.command, 1, 0.0, []))


EXPERIMENT = ExperimentPage(
    of="experiment",
    title="A sweep",
    scope="Of two numbers.",
    findings=("More carers, fewer with agencies.",),
    caveats=(),
    tables=(
        PrintedTable("Points", "", (PageColumn("Carers", "", False, False),), (("1",),)),
        PrintedTable("Words", "of them", (PageColumn("Word", "", True, True),), (("red, amber",), ("",))),
    ),
    figures=(),
    tables_first=True,
    command="run.py sweep",
    run=HowRun(1, 2, True, (ScenarioNamed("one", "One", "abc"),)),
)


def read_back(page: results_file.KeptPage) -> results_file.KeptPage:
    return results_file.parsed(results_file.text(page), "results.json")


# Written and read


def test_the_page_is_drawn_again_of_results_json_byte_for_byte(kept: Path) -> None:
    said = results_file.read(kept)
    assert isinstance(said, ResultsPage)
    assert html.page(said).encode() == (kept / "report.html").read_bytes()
    assert [one.number for one in said.every_figure] == list(range(1, 7))


def test_what_is_read_back_is_what_was_written(made: ResultsPage) -> None:
    assert read_back(made) == made
    assert read_back(EXPERIMENT) == EXPERIMENT
    assert experiment_html(EXPERIMENT) == experiment_html(read_back(EXPERIMENT))  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0.0, 1 / 3, 2.0, 1e23])
def test_numbers_come_back_to_the_last_bit(made: ResultsPage, value: float) -> None:
    runs = replace(made.runs[0], values=((value,),))
    back = read_back(replace(made, runs=(runs,)))
    assert isinstance(back, ResultsPage)
    (found,) = back.runs[0].values[0]
    assert isinstance(found, float)
    assert found.hex() == value.hex()


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_what_is_no_number_is_null(value: float) -> None:
    assert headline_rows.known(value) is None


def test_no_number_of_a_page_is_not_one(kept: Path) -> None:
    text = (kept / results_file.FILE).read_text(encoding="utf-8")

    def refuse(word: str) -> None:
        raise AssertionError(word)

    json.loads(text, parse_constant=refuse)


def test_the_same_results_are_the_same_text(made: ResultsPage) -> None:
    assert results_file.text(made) == results_file.text(read_back(made))


def test_numbers_stand_beside_their_words(made: ResultsPage) -> None:
    first = made.runs[0]
    assert len(first.values) == 1 + len(made.labels)
    row, strategy = made.rows[0], made.rows[0].cells[0]
    means = [sum(one for one in values if one is not None) / len(values) for values in first.values]
    assert row.base_mean == pytest.approx(means[0])
    assert strategy.found.mean == pytest.approx(means[1] - means[0])
    assert (row.measure, row.category) == (first.measure, first.category)


def test_a_page_says_what_was_asked(made: ResultsPage) -> None:
    asked = made.asked
    scenario = comparison().base.scenario
    assert (asked.seed, asked.replications, asked.start, asked.years) == (SEED, 4, scenario.start, 1.5)
    assert len(asked.base.quantities) == len(scenario.quantities)
    assert {one.path for one in asked.strategies[0].quantities} > {"ipop.agenda"}
    assert [one.name for one in asked.ran] == [one.scenario.name for one in comparison().outcomes]


# Text


class Tags(HTMLParser):
    """The elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


def texts_of(part: Any, changed: bool = True) -> Any:
    """The part with every text in it hostile, but for those that say which of a few words they are."""
    if isinstance(part, str):
        return HOSTILE if changed else part
    if isinstance(part, tuple):
        return tuple(texts_of(one, changed) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        few = ("of", "verdict", "better", "kind", "colour", "mark")
        return replace(
            part, **{one.name: texts_of(getattr(part, one.name), one.name not in few) for one in fields(part)}
        )
    return part


def test_no_text_breaks_out_of_the_page_or_of_a_script_in_which_the_json_stands(made: ResultsPage) -> None:
    for plain, drawn in ((made, html.page), (EXPERIMENT, experiment_html)):
        hostile = texts_of(plain)
        text = results_file.text(hostile)
        assert not set("<>&\u2028\u2029") & set(text)
        assert read_back(hostile) == hostile
        page = drawn(hostile)
        assert "script" not in Tags(page).tags
        assert Tags(page).tags.count("table") == Tags(drawn(plain)).tags.count("table")  # type: ignore[arg-type]


# What cannot be read


def told(content: str | bytes) -> str:
    with pytest.raises(BadInput) as refused:
        results_file.parsed(content, "out/results.json")
    (message,) = refused.value.faults
    return message


def changed(page: results_file.KeptPage, **other: object) -> str:
    return json.dumps({**json.loads(results_file.text(page)), **other})


def test_another_version_is_refused_with_a_mend() -> None:
    assert told(changed(EXPERIMENT, version=VERSION + 1, strange=1)) == (
        f"out/results.json: is of version {VERSION + 1} of its form, and this program reads versions 1 and {VERSION}; "
        "read it with the program that wrote it, or make it again: run.py report with the folder"
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not of this form"),
        ("{}", "of: is missing"),
        ('{"of": "poem"}', "of: is not of this form"),
        (changed(EXPERIMENT, title=3), "title: is not of this form"),
        (changed(EXPERIMENT, tables_first="yes"), "tables_first: is not of this form"),
        (changed(EXPERIMENT, colour="red"), "colour: is not a known key"),
        (changed(EXPERIMENT, run={"seed": 1.5}), "run.seed: is not of this form"),
    ],
)
def test_what_is_broken_is_told_with_its_place(content: str | bytes, problem: str) -> None:
    place = "out/results.json, " if ":" in problem else "out/results.json: "
    assert told(content) == f"{place}{problem}; make it again: run.py report with the folder"


def test_numbers_are_not_read_out_of_texts(made: ResultsPage) -> None:
    text = results_file.text(made)
    for was, now in (('"turns":1', '"turns":"1"'), ('"years":1.5', '"years":"1.5"')):
        assert was in text
        assert "asked" in told(text.replace(was, now))


def test_a_key_that_is_missing_is_told(made: ResultsPage) -> None:
    content = json.loads(results_file.text(made))
    del content["money"]["spending"]
    assert "money.spending: is missing" in told(json.dumps(content))


def test_a_folder_without_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"results\.json: cannot be read"):
        results_file.read(tmp_path)


# The schema


def test_the_schema_tells_every_key_and_what_is_kept_fits_it(kept: Path) -> None:
    schema = results_file.schema()
    content = json.loads((kept / results_file.FILE).read_text(encoding="utf-8"))
    assert list(misfits(content, schema, schema, "")) == []
    assert list(misfits({**content, "title": 1}, schema, schema, "")) == ["/title"]
    assert list(misfits({**content, "more": 1}, schema, schema, "")) == ["/more"]
    row = schema["$defs"]["HeadlineRow"]["properties"]["base_mean"]
    assert row["description"] == "In the measure's own unit; null where it is not known."


KINDS = {"string": str, "integer": int, "boolean": bool, "number": (int, float), "null": type(None)}


def misfits(value: Any, form: dict[str, Any], whole: dict[str, Any], place: str) -> Iterator[str]:
    """Where a value does not fit a schema, by the words of schemas that ours uses."""
    if "$ref" in form:
        form = whole["$defs"][form["$ref"].removeprefix("#/$defs/")]
    if "discriminator" in form:
        form = {"$ref": form["discriminator"]["mapping"][value[form["discriminator"]["propertyName"]]]}
        yield from misfits(value, form, whole, place)
    elif choices := form.get("anyOf", form.get("oneOf")):
        if all([*misfits(value, one, whole, place)] for one in choices):
            yield place
    elif form.get("type") == "array":
        if not isinstance(value, list):
            yield place
            return
        inner = form.get("prefixItems") or [form["items"]] * len(value)
        if len(inner) != len(value):
            yield place
        for number, (one, each) in enumerate(zip(value, inner, strict=False)):
            yield from misfits(one, each, whole, f"{place}/{number}")
    elif form.get("type") == "object":
        if not isinstance(value, dict):
            yield place
            return
        assert form["additionalProperties"] is False
        yield from (f"{place}/{key}" for key in {*form.get("required", ())} - value.keys())
        for key, one in value.items():
            if key in form["properties"]:
                yield from misfits(one, form["properties"][key], whole, f"{place}/{key}")
            else:
                yield f"{place}/{key}"
    elif (
        not isinstance(value, KINDS[form["type"]])
        or ("enum" in form and value not in form["enum"])
        or ("const" in form and value != form["const"])
    ):
        yield place


# What it takes


def test_it_is_read_and_drawn_where_neither_numpy_nor_matplotlib_is(kept: Path) -> None:
    program = (
        "import sys\n"
        "for name in ('numpy', 'scipy', 'matplotlib', 'simpy', 'rich', 'holidays', 'filelock'):\n"
        "    sys.modules[name] = None\n"
        "from pathlib import Path\n"
        "from sim.reports.result import results_file\n"
        "page = results_file.read(Path(sys.argv[1]))\n"
        "results_file.schema()\n"
        "from sim.reports.run import html\n"
        "sys.stdout.buffer.write(html.page(page).encode())\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(kept)], cwd=ROOT, capture_output=True, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == (kept / "report.html").read_bytes()
