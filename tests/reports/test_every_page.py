"""Every kind of page, as those who get it meet it: in a browser, on a narrow screen, figure by figure, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsed import NARROW, WIDE, browser, faults_of_axe, scrolls_sideways
from charted_words import faults_of_chart
from every_page import NAMES, MadePage, commands, made
from read_words import faults_of_sentences
from typed_words import options_told

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

IN_A_BROWSER = [name for name in NAMES if name != "validation"]
"""A validation's page is a document of the project, not HTML."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], MadePage]:
    folder: Path = tmp_path_factory.mktemp("pages")
    words = commands(folder)
    return cache(lambda name: made(name, words[name], folder / "results" / name.replace(" ", "_")))


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.mark.parametrize("name", NAMES)
def test_no_words_of_its_figures_overlap_are_cut_off_or_pale(page: Callable[[str], MadePage], name: str) -> None:
    drawings = page(name).drawings
    assert drawings
    assert [fault for one in drawings for fault in faults_of_chart(one.figure)] == []


@pytest.mark.parametrize("name", NAMES)
def test_its_sentences_agree_and_are_set_apart(page: Callable[[str], MadePage], name: str) -> None:
    shown = page(name)
    assert faults_of_sentences(shown.path.read_text(encoding="utf-8")) == []
    assert faults_of_sentences(shown.said) == []


@pytest.mark.parametrize("name", IN_A_BROWSER)
def test_it_tells_of_no_option_to_be_typed(page: Callable[[str], MadePage], name: str) -> None:
    text = page(name).path.read_text(encoding="utf-8")
    assert " --out " in text or name == "calibration", "the command that made it stands on it"
    assert options_told(text) == []


@pytest.mark.parametrize("name", IN_A_BROWSER)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing(page: Callable[[str], MadePage], opened: Browser, name: str, width: int) -> None:
    assert faults_of_axe(opened, page(name).path, width) == []


@pytest.mark.parametrize("name", IN_A_BROWSER)
def test_it_does_not_scroll_sideways_on_a_narrow_screen(
    page: Callable[[str], MadePage], opened: Browser, name: str
) -> None:
    assert scrolls_sideways(opened, page(name).path) == []


def test_a_page_with_faults_is_found_out(opened: Browser, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><title>Bad</title><p style='width:900px'>Wide</p><img src='x'>", encoding="utf-8")
    said = " ".join(faults_of_axe(opened, bad, WIDE))
    assert "html-has-lang" in said
    assert "image-alt" in said
    assert scrolls_sideways(opened, bad)
