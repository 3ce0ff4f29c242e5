"""Danish: every text of the content and the catalogues is spelt right, quoted one way, and easy to read.

A word that the dictionary lacks stands in ``danish_words.txt`` or, when it is a name, in ``NAMES``.
"""

import re
import shutil
import subprocess
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from conftest import missing

DATA = Path(__file__).parents[1] / "data"
WORDS = Path(__file__).with_name("danish_words.txt")
DICTIONARY = "da_DK"

# names of programs, people and formats
NAMES = {
    *("Eijks", "English", "JavaScript", "Jupyter", "Jupyter-kerne", "Jupyter-kernen", "JupyterLab"),
    *("PNG", "PNG-billede", "PPTX", "QR", "SVG", "SVG-billede", "Wi-Fi", "XLSX", "kerne-widgets", "matplotlib"),
    *("logo.png", "msgid", "msgstr", "svg", "viewBox"),
}
# what is no prose: placeholders, commands, options, names of files, columns and variables, codes
CODE = re.compile(
    r"""\{\w*\}
    |»(?:kerne|python|ulimit)\s[^«]*«|(?<=:\s)kerne\s.*|\bkerne\ (?:export|start)\b
    |(?<!\w)--?[a-z][\w-]*|\$?\b\w+_\w+\b|/[\w/.]+|\b[\w.]*\w\.(?:json|conf)\b|(?<!\w)\.[a-z]{3,4}\b
    |\b(?=\w*\d)[A-Z0-9]{5,}\b|\bUTF-8\b
    |»exercises«|\bround\b(?=\ er\ »)|\bKERNE_\w+(?:=\d)?""",
    re.VERBOSE,
)

# LIX, Björnsson's index of readability (C. H. Björnsson: Læsbarhed, Gad 1971): words per sentence, plus the share of
# words of more than six letters in percent. A full stop, a colon, a question or exclamation mark and the end of a text
# end a sentence. Below 25 is very easy, 25-34 easy, 35-44 middling.
LIX_MAX = 40
# One text alone is too short for the index to be fair: in four words one long word is 25 points. So a text is held to a
# wider limit, and only when it is long enough to be read rather than recognised.
LIX_ALONE_MAX = 55
LIX_ALONE_WORDS = 8
PARTICIPANTS_CATALOGUES = ("page", "kinds", "light", "serve")


def danish_in(content):
    """Every Danish text of a table of content, wherever it stands."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from leaves(value) if key == "da" else danish_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from danish_in(value)


def leaves(value):
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)


def catalogue(path):
    """(key, sentence) of a catalogue; each plural form is a sentence."""
    with path.open("rb") as source:
        for message in read_po(source):
            if message.id:
                said = message.string if isinstance(message.string, tuple) else (message.string,)
                yield from (("".join(message.id[:1] if isinstance(message.id, tuple) else message.id), s) for s in said)


def all_texts():
    """(file, text) of everything that is said in Danish."""
    for path in sorted(DATA.rglob("*.toml")):
        yield from ((path.name, text) for text in danish_in(tomllib.loads(path.read_text())))
    for path in sorted((DATA / "messages" / "da").glob("*.po")):
        yield from ((path.name, text) for _, text in catalogue(path))


def participants_texts():
    """(file or catalogue, text) of what a participant reads."""
    for path in sorted((DATA / "dimensions").glob("*.toml")):
        dimension = tomllib.loads(path.read_text())
        for exercise in dimension["exercises"]:
            shown = [exercise["title"], exercise.get("intro", {"da": ""})]
            shown += [prompt[key] for prompt in exercise["prompts"] for key in ("text", "help") if key in prompt]
            yield from ((path.stem, text["da"]) for text in shown if text["da"])
    for name in PARTICIPANTS_CATALOGUES:
        for key, text in catalogue(DATA / "messages" / "da" / f"{name}.po"):
            # what the terminal says to the one who leads the day stands with the servers' other texts
            if not key.startswith(("server_", "too_few_files")):
                yield from ((f"{name}.po", part) for part in text.split(" · ") if words_of(part))


def words_of(text):
    return re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", re.sub(r"\{\w*\}", " ", text))


def sentences_of(text):
    return max(1, len(re.findall(r"[.:?!]+(?=\W*(?:\s|$))", text)) + (not re.search(r"[.:?!]\W*$", text)))


def lix(*texts):
    """LIX of the texts taken together."""
    words = [word for text in texts for word in words_of(text)]
    n_long = sum(len(word) > 6 for word in words)
    return len(words) / sum(map(sentences_of, texts)) + 100 * n_long / len(words)


def known_words():
    return {line for line in WORDS.read_text().splitlines() if line and not line.startswith("#")}


def misspelt(text):
    """Words that the dictionary does not know."""
    if not shutil.which("hunspell"):
        missing("hunspell is not installed", "apt-get install hunspell hunspell-da")
    run = subprocess.run(
        ["hunspell", "-d", DICTIONARY, "-i", "utf-8", "-l"], input=text, capture_output=True, text=True, check=False
    )
    if run.returncode:
        missing(f"hunspell has no {DICTIONARY}: {run.stderr.strip()}", "apt-get install hunspell-da")
    return {word.strip(".") for word in run.stdout.split()} - {"-"}


def test_every_danish_text_is_spelt_right():
    texts = [(file, CODE.sub(" ", text)) for file, text in all_texts()]
    assert len(texts) > 1500
    unknown = misspelt("\n".join(text for _, text in texts)) - known_words() - NAMES
    wrong = [f"{word}: {file}: {text}" for word in sorted(unknown) for file, text in texts if word in text]
    assert not wrong, "\n".join(wrong)


def test_the_speller_sees_a_mistake():
    assert misspelt("Hvad er jeres kærneopgave, og hvem løser I den sammen med?") == {"kærneopgave"}


def test_the_word_list_holds_only_words_that_are_used_and_that_the_dictionary_lacks():
    said = " ".join(text for _, text in all_texts())
    listed = known_words()
    assert listed == misspelt("\n".join(listed))
    assert {word for word in listed if word not in said} == set()
    in_order = [line for line in WORDS.read_text().splitlines() if line in listed]
    assert in_order == sorted(in_order, key=str.lower)


def test_danish_is_quoted_one_way():
    other = re.compile(r"[“”„‟‚‘\"]|»[^«]*$|^[^»]*«|(?<!\w)'|'(?!\w| )")
    wrong = [f"{file}: {text}" for file, text in all_texts() if other.search(text)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Hvad er det?"], 3.0),
        (["Kerneopgaven er klar. Vi går."], 5 / 2 + 100 * 1 / 5),
        (["Ja", "Nej: Det ved vi"], 5 / 3),
        (["Begynd med »for at …«, til du er der."], 8.0),
    ],
)
def test_lix_is_counted_as_it_is_defined(texts, expected):
    assert lix(*texts) == pytest.approx(expected)


def test_what_a_participant_reads_is_plain_danish():
    by_file = defaultdict(list)
    for name, text in participants_texts():
        by_file[name].append(text)
    assert len(by_file) >= 12
    heavy = {name: round(lix(*texts), 1) for name, texts in by_file.items() if lix(*texts) >= LIX_MAX}
    assert heavy == {}


def test_no_single_text_for_a_participant_is_hard_to_read():
    heavy = [
        f"{lix(text):.0f} {name}: {text}"
        for name, text in participants_texts()
        if len(words_of(text)) >= LIX_ALONE_WORDS and lix(text) > LIX_ALONE_MAX
    ]
    assert not heavy, "\n".join(heavy)
