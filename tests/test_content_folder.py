"""A content folder of one's own: what it changes, and that each mistake is named with line and cure."""

from __future__ import annotations

import re
import struct
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kerne_widgets import create_workshop, kinds, messages, theme
from kerne_widgets.content_folder import PAIRS, check_folder
from kerne_widgets.contrast import TEXT, contrast, is_read_on, nearest
from kerne_widgets.light import pages as light_pages
from kerne_widgets.logo import address, find_logo, find_logo_for_paper
from kerne_widgets.programmes import find_programme
from kerne_widgets.report.paper import paper
from kerne_widgets.room.wall import BigScreen
from kerne_widgets.serve.pages import environment

README = Path(__file__).parents[1] / "README.md"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="200" height="50" fill="#7a3b8f"/></svg>'
)
WHOLE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Writes a file into a content folder that is in use."""
    monkeypatch.setenv("KERNE_CONTENT", str(tmp_path))

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


def test_the_example_in_the_readme_is_in_order_and_does_what_it_says(own, fresh_store):
    section = README.read_text(encoding="utf-8").partition("## Your own words")[2].partition("\n## ")[0]
    blocks = re.findall(r"```\w+\n# (\S+)\n(.*?)```", section, re.DOTALL)
    assert [name for name, _ in blocks] == [
        "dimensions/samarbejdet.toml",
        "programmes/formiddag.toml",
        "messages/da/room.po",
        "theme.toml",
        "anonymity.toml",
    ]
    folders = [own(name, content) for name, content in blocks]
    assert check_folder(folders[0]) == []
    assert messages.text("room.welcome_lead") == "Tag telefonen frem, og gå med ind."
    assert messages.text("room.people", "da", 2) == "2 deltagere"
    assert theme.load().colours["core"] == "#7a3b8f"
    workshop = create_workshop(store=fresh_store)
    workshop.submit(workshop.join(), "how_close", 4)
    assert workshop.answers().dimension_id.tolist() == ["samarbejdet"]
    assert find_programme(workshop.model, "formiddag").minutes == 25
    assert set(re.findall(r"`(\w+)`", section.partition("of the kind")[2].partition(";")[0])) == set(kinds.MODULES)
    assert "--kerne-core:#7a3b8f;" in theme.css()
    assert "--kerne-font:Georgia," in theme.css()
    assert "Georgia" not in theme.load().chart_fonts


def test_the_logo_is_where_people_join_at_the_end_on_the_wall_and_on_the_report(own, fresh_store):
    assert b"/Subtype /Image" not in paper(create_workshop(store=fresh_store))
    folder = own("logo.svg", SVG)
    assert check_folder(folder) == []
    environment.cache_clear()
    light_pages.environment.cache_clear()
    try:
        shown = address()
        assert shown.startswith("data:image/svg+xml;base64,")
        assert environment().globals["logo"] == shown
        workshop = create_workshop(store=fresh_store)
        assert shown in BigScreen(workshop)._welcome()
        assert find_logo().aspect == 4
        assert find_logo_for_paper().path.name == "logo.svg"
        assert paper(workshop)
        Image.new("RGB", (80, 20), "#7a3b8f").save(folder / "logo.png")
        assert find_logo().path.name == "logo.svg"
        assert b"/Subtype /Image" in paper(workshop)
    finally:
        environment.cache_clear()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("messages/da/room.po", 'msgid "welcome_led"\nmsgstr "A"\n', ["room.po, linje 1", "welcome_lead"]),
        ("messages/da/room.po", '# B\nmsgid "welcome"\nmsgstr A\n', ["room.po, linje 3", "msgstr A"]),
        ("messages/da/room.po", 'msgid "of"\nmsgstr "{navn} af {all}"\n', ["linje 1", "of", "{all}, {done}"]),
        ("messages/da/room.po", 'msgid "of"\nmsgstr "{done af {all}"\n', ["linje 1", "of", "{all}, {done}"]),
        ("messages/da/room.po", 'msgid "people"\nmsgstr "{n} folk"\n', ["linje 1", "people", "2 former"]),
        (
            "messages/da/room.po",
            'msgid "of"\nmsgid_plural "of"\nmsgstr[0] "A"\nmsgstr[1] "B"\n',
            ["linje 1", "1 form "],
        ),
        (
            "messages/da/room.po",
            '# A\nmsgid "of"\nmsgstr "A"\n\nmsgid ""\n"o"\n"f"\nmsgstr "B"\n',
            ["room.po, linje 5: of", "linje 2", "Slet den ene"],
        ),
        ("messages/de/room.po", 'msgid "of"\nmsgstr "A"\n', ["Tilladt: messages/da/room.po, messages/en/room.po."]),
        ("messages/da/rum.po", 'msgid "of"\nmsgstr "A"\n', ["rum.po", "messages/da/room.po"]),
        ("messages/da/room.po", b'msgid "of"\nmsgstr "\xe6"\n', ["room.po", "UTF-8"]),
        ("theme.toml", '[colours]\n\ncore = "#ff8800"\n', ["theme.toml, linje 3", "core", "4,5", 'Skriv core = "#']),
        ("theme.toml", '[colours]\npaper = "#777777"\n', ["linje 2", "paper", "kontrast", "4,5"]),
        ("theme.toml", '[colours]\ncore = "teal"\n', ["linje 2", "core", "#rrggbb"]),
        ("theme.toml", '[colours]\nkerne = "#000000"\n', ["linje 2", "kerne", "core"]),
        ("theme.toml", '[sizes]\ntouch = "20px"\n', ["sizes", "colours, fonts"]),
        ("theme.toml", 'fonts.text = ["a;}body{"]\n', ["text", "DejaVu Sans"]),
        ("theme.toml", "colours = 3\n", ["colours", "[colours]"]),
        ("theme.toml", "colours = [\n", ["theme.toml", "kan ikke læses"]),
        ("teme.toml", "", ["teme.toml", "theme.toml"]),
        ("dimensions/eget.toml.txt", "", ["eget.toml.txt", "eget.toml"]),
        ("programmes/EGET.TOML", "", ["EGET.TOML", "EGET.toml"]),
        ("dimensions/mine/eget.toml", "", ["mine", "mine.toml"]),
        ("verdicts.toml", "agreement_min = 5\n", ["linje 1", "agreement_min", "-1 ... 1"]),
        ("verdicts.toml", "agreement_min = nan\n", ["linje 1", "agreement_min", "-1 ... 1"]),
        ("verdicts.toml", "answers_min = 2.5\n", ["linje 1", "answers_min", "1, 2, 3"]),
        ("verdicts.toml", "answers_min = -2\n", ["linje 1", "answers_min", "1, 2, 3"]),
        ("logo.svg", SVG.replace("<rect", "<script>alert(1)</script>\n<rect"), ["logo.svg, linje 1", "script"]),
        ("logo.svg", SVG.replace("<rect", '<rect onload="x()"'), ["onload"]),
        ("logo.svg", SVG.replace("<rect", '<image href="http://a.b/c.png"/><rect'), ["href"]),
        ("logo.svg", SVG.replace("<rect", "<style>@import 'a'</style><rect"), ["style"]),
        ("logo.svg", f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG}', ["DOCTYPE", "linje 1"]),
        ("logo.svg", "<svg", ["SVG", "linje 1"]),
        ("logo.svg", SVG.replace('viewBox="0 0 200 50"', ""), ["viewBox"]),
        ("logo.svg", SVG.replace("200 50", "2000 50"), ["8 gange"]),
        ("logo.png", b"GIF89a", ["logo.png", "PNG"]),
        ("logo.png", WHOLE + struct.pack(">II", 9000, 9000) + bytes(9), ["4000"]),
        ("logo.png", WHOLE + bytes(200_000), ["201 kB", "100 kB"]),
        ("phases.toml", "phases = 3", ["phases.toml"]),
    ],
)
def test_each_mistake_is_named_with_its_line_and_its_cure(own, name, content, said):
    folder = own(name, content)
    problems = [problem.text("da") for problem in check_folder(folder)]
    assert len(problems) == 1, problems
    for words in said:
        assert words.lower() in problems[0].lower()
    assert [problem.text("en") for problem in check_folder(folder)] != problems


def test_every_mistake_in_a_file_of_words_and_in_the_theme_is_told(own):
    own("messages/da/room.po", '# A\nmsgid "of"\nmsgstr A\nmsgstr B\n')
    own("messages/en/room.po", 'msgid "welcome_led"\nmsgstr "A"\n\nmsgid "of"\nmsgstr "{navn}"\n')
    folder = own("theme.toml", '[colours]\ncore = "teal"\nkerne = "#000000"\npaper = "#777777"\n\n[fonts]\ntext = 3\n')
    places = [
        re.search(r"(\w+/room.po|theme.toml), linje \d+", problem.text("da"))[0] for problem in check_folder(folder)
    ]
    assert places == [
        *("da/room.po, linje 3", "da/room.po, linje 4", "en/room.po, linje 1", "en/room.po, linje 4"),
        *("theme.toml, linje 3", "theme.toml, linje 2", "theme.toml, linje 7", "theme.toml, linje 4"),
    ]


def test_numbers_in_what_is_wrong_are_written_as_the_language_does(own):
    (problem,) = check_folder(own("theme.toml", '[colours]\ncore = "#ff8800"\n'))
    assert "mindst 4,5" in problem.text("da")
    assert "at least 4.5" in problem.text("en")


def test_what_is_wrong_is_left_out_and_stops_no_page(own):
    own("messages/da/room.po", 'msgid "of"\nmsgstr "{navn}"\n\nmsgid "welcome"\nmsgstr "Hej"\n')
    own("logo.svg", "<svg")
    assert messages.text("room.of", done=1, all=2) == "1 af 2"
    assert messages.text("room.welcome") == "Hej"
    assert address() == ""


def test_the_nearest_colour_that_can_be_read_is_told():
    assert contrast("#000000", "#ffffff") == 21
    found = nearest("#ff8800", lambda tried: is_read_on(tried, ["#ffffff", "#fbf8f3"]))
    assert TEXT <= contrast(found, "#fbf8f3") < TEXT + 0.2
    assert nearest("#777777", lambda tried: is_read_on(tried, ["#000000", "#777777", "#ffffff"])) == ""


colours_of_a_house = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(
    st.dictionaries(st.sampled_from(["core", "disputed", "periphery", "ink", "paper"]), colours_of_a_house, min_size=1)
)
@settings(deadline=None, max_examples=12)
def test_a_theme_that_passes_can_be_read_in_every_tint_and_every_cure_passes(chosen):
    with TemporaryDirectory() as made:
        folder = Path(made)

        def wrong(colours):
            lines = [f'{name} = "{value}"' for name, value in colours.items()]
            (folder / "theme.toml").write_text("\n".join(["[colours]", *lines]))
            return [problem.text("da") for problem in check_folder(folder)]

        shipped = tomllib.loads((README.parent / "data" / "theme.toml").read_text())["colours"]
        said = wrong(chosen)
        whole = theme.complete(shipped | chosen)
        faint = [pair for pair, least in PAIRS.items() if contrast(*(whole[name] for name in pair)) < least]
        assert bool(said) == bool(faint)
        if len(chosen) == 1 and said:
            name, cure = re.search(r'Skriv ([\w-]+) = "(#\w{6})"', said[0]).groups()
            assert wrong({name: cure}) == []


def test_whoever_changes_a_colour_changes_all_that_is_a_little_of_it_and_can_still_name_a_tint(own):
    ours = theme.load().colours
    own("theme.toml", '[colours]\ncore = "#7a3b8f"\ndisputed = "#2a7fd9"\nring-4 = "#f0e8f4"\nperiphery = "teal"\n')
    theme._load.cache_clear()
    hers = theme.load().colours
    purple = [name for name in ours if name.startswith(("core", "ring-"))]
    assert len(purple) == 7
    for name in purple:
        red, green, blue = bytes.fromhex(hers[name][1:])
        assert green < min(red, blue), name
    for name in ("disputed-soft", "disputed-text"):
        assert hers[name][1:3] < hers[name][5:], name
    assert hers["ring-4"] == "#f0e8f4"
    assert {name for name in ours if ours[name] == hers[name]} == {
        *("ink", "mute", "paper", "card", "line", "control-line", "periphery", "error")
    }
    assert "--kerne-ring-0:#cfb8d1;" in theme.css()


def test_no_page_and_no_picture_has_a_colour_of_its_own():
    package = Path(theme.__file__).parent
    # a shadow is black in every house
    named = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?![\w-])|\brgba?\((?!0[ ,]+0[ ,]+0\b)")
    files = [path for path in package.rglob("*") if path.suffix in {".css", ".js", ".html", ".j2"}]
    assert len(files) > 20
    assert [(path.name, found) for path in files for found in named.findall(path.read_text(encoding="utf-8"))] == []


def test_our_own_theme_is_in_order(tmp_path):
    (tmp_path / "theme.toml").write_text(
        (README.parent / "data" / "theme.toml").read_text().partition("\n# so much")[0]
    )
    assert check_folder(tmp_path) == []
