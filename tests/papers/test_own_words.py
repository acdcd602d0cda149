"""A council's file: read strictly, told plainly, and its words put where they belong and marked."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sample_paper import png
from small_authority import ROOT

from sim.foundations.faults import BadInput
from sim.papers.document.own_words import OwnSection, OwnWords, SectionName
from sim.papers.document.paper import Heading, Words
from sim.papers.own.logo import LARGEST_FILE
from sim.papers.own.paper_file import example, own_words
from sim.papers.own.weaving import woven


def written(folder: Path, text: str) -> str:
    (folder / "paper.toml").write_text(text, encoding="utf-8")
    return str(folder / "paper.toml")


def told(folder: Path, text: str) -> list[str]:
    with pytest.raises(BadInput) as error:
        own_words(written(folder, text))
    return list(error.value.faults)


def with_logo(folder: Path, content: bytes, alternative: str = "A ship") -> str:
    (folder / "logo.png").write_bytes(content)
    return written(folder, f'[logo]\nfile = "logo.png"\nalternative = "{alternative}"\n')


# The file


def test_the_example_is_one_and_explains_every_key(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(300, 100))
    uncommented = (
        example().replace("# [logo]", "[logo]").replace("# file", "file").replace("# alternative", "alternative")
    )
    own = own_words(written(tmp_path, uncommented))
    assert own.title == "Sufficiency strategy 2026 to 2029"
    assert len(own.introduction) == 2
    assert own.leave_out == (SectionName.TARGETS,)
    assert own.logo is not None
    assert own.logo.alternative == "The council's coat of arms"
    assert own.around(SectionName.PROFILE).before
    assert own.around(SectionName.PROFILE).after
    assert all(name.value in example() for name in SectionName)


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert own_words(written(tmp_path, "")) == OwnWords()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('titel = "x"', "titel: is not a known key; did you mean title?"),
        ("title = 3", "title: is 3; it must be text"),
        ('leave_out = "money"', 'leave_out: is "money"; it must be a list of names of sections, such as ["targets"]'),
        ('leave_out = ["mony"]', 'leave_out[1]: "mony" is not a section; did you mean money?'),
        (
            'leave_out = ["not_known"]',
            "leave_out[1]: not_known cannot be left out; keep it, and say in your own words after it what the council "
            "makes of that",
        ),
        (
            '[[section]]\nbefore = "x"',
            "section[1].name: is missing; add name = and the name of a section, such as profile",
        ),
        ('[[section]]\nname = "profile"\nbefor = "x"', "section[1].befor: is not a known key; did you mean before?"),
        (
            '[[section]]\nname = "gap"\n[[section]]\nname = "gap"',
            "section[2].name: gap is there twice; put both under one",
        ),
        (
            'leave_out = ["gap"]\n[[section]]\nname = "gap"\nafter = "x"',
            "section[1].name: gap is left out, and so would its words be; take it out of leave_out, or leave these "
            "words out",
        ),
        (
            '[logo]\nfile = "logo.png"',
            "logo.alternative: is missing; add alternative = and what the logo shows, in words for those who cannot "
            "see it",
        ),
        (
            '[logo]\nfile = "none.png"\nalternative = "x"',
            'logo.file: "none.png": there is no such file; give its path from here',
        ),
    ],
)
def test_each_fault_is_one_sentence_with_its_mend(tmp_path: Path, text: str, fault: str) -> None:
    assert told(tmp_path, text) == [f"paper.toml, {fault}"]


def test_text_without_end_is_refused(tmp_path: Path) -> None:
    [fault] = told(tmp_path, f'contact = "{"x" * 20_001}"')
    assert fault == "paper.toml, contact: has 20,001 characters; give at most 20,000, or add the rest in Word"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"there is no such file; give the path of a paper\.toml"):
        own_words(str(tmp_path / "none.toml"))


def test_a_file_in_this_folder_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 'title = "Here"')
    monkeypatch.chdir(tmp_path)
    assert own_words("paper.toml").title == "Here"


# The logo


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_logo_becomes_a_small_plain_png(tmp_path: Path, kind: str, mode: str) -> None:
    out = BytesIO()
    if (kind, mode) == ("PNG", "CMYK"):
        mode = "P"
    Image.new(mode, (3000, 500)).save(out, kind, comment="taken at home") if kind == "JPEG" else Image.new(
        mode, (3000, 500)
    ).save(out, kind)
    own = own_words(with_logo(tmp_path, out.getvalue()))
    assert own.logo is not None
    assert b"taken at home" not in own.logo.image
    with Image.open(BytesIO(own.logo.image)) as found:
        assert (found.format, found.size) == ("PNG", (1200, 200))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<svg/>", 'logo.file: "logo.png" is no PNG or JPEG picture; save it again as one of these'),
        (b"", 'logo.file: "logo.png" is no PNG or JPEG picture; save it again as one of these'),
        (png(300, 100)[:200], 'logo.file: "logo.png" is no PNG or JPEG picture; save it again as one of these'),
        (
            png(10, 100),
            'logo.file: "logo.png" is 10 by 100 dots; give one of 40 to 6,000 dots along each side',
        ),
        (
            b"x" * (LARGEST_FILE + 1),
            'logo.file: "logo.png" has 2,000,001 bytes; give one of at most 2,000,000',
        ),
    ],
    ids=["svg", "empty", "half", "small", "large"],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(BadInput) as error:
        own_words(with_logo(tmp_path, content))
    assert error.value.faults == (f"paper.toml, {problem}",)


def test_a_logo_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"logo.alternative: is empty; say in a few words what the logo shows"):
        own_words(with_logo(tmp_path, png(300, 100), " "))


# Their place

SECTIONS = (
    (SectionName.SUMMARY, (Heading(1, "Summary"), Words("All is told."))),
    (SectionName.PROFILE, ()),
    (SectionName.GAP, (Heading(1, "Gap"), Words("Ten places."))),
)


def test_without_own_words_sections_stand_as_they_are() -> None:
    assert woven(OwnWords(), SECTIONS) == tuple(block for _, blocks in SECTIONS for block in blocks)


def test_own_words_stand_around_what_the_program_says_and_are_marked() -> None:
    own = OwnWords(
        introduction=("First.",),
        contact="Us.",
        sections=(
            OwnSection(SectionName.SUMMARY, ("Before.",), ("After.",)),
            OwnSection(SectionName.PROFILE, ("No.",)),
        ),
    )
    assert woven(own, SECTIONS) == (
        Heading(1, "Introduction"),
        Words("First.", own=True),
        Heading(1, "Summary"),
        Words("Before.", own=True),
        Words("All is told."),
        Words("After.", own=True),
        *SECTIONS[2][1],
        Heading(1, "Contact"),
        Words("Us.", own=True),
    )


def test_what_is_left_out_is_said() -> None:
    blocks = woven(OwnWords(leave_out=(SectionName.GAP, SectionName.PROFILE)), SECTIONS)
    assert blocks == (*SECTIONS[0][1], Words("The council has left these sections out of this paper: Gap."))


# The document


def test_the_document_shows_the_example_as_it_is() -> None:
    text = (ROOT / "docs" / "paper_files.md").read_text(encoding="utf-8")
    assert f"```toml\n{example()}```" in text
