"""Wording help: what it speaks up about, and, more important, what it lets pass."""

import asyncio
import tomllib
from pathlib import Path

import pytest

from kerne_widgets import create_workshop, forms, load_model
from kerne_widgets.errors import ContentError
from kerne_widgets.forms import hint as hint_module
from kerne_widgets.light import Page, Standing, draw
from kerne_widgets.store import open_store
from kerne_widgets.wording import hints

DATA = Path(__file__).parents[1] / "data"
WORDING = DATA / "wording.toml"

SPEAKS = [
    ("effect", "Vi skal levere det, borgeren er visiteret til, hverken mere eller mindre.", "levere"),
    ("effect", "Vi tilbyder rådgivning til borgere", "tilbyder"),
    ("effect", "Levering af mad", "Levering af mad"),
    ("with", "Vi laver mad for de gamle", "laver mad for de gamle"),
    ("with", "Vi hjælper borgerne", "hjælper borgerne"),
    ("with", "Vi tager os af de ældre", "tager os af de ældre"),
    ("deeds", "Pleje af høj kvalitet", "høj kvalitet"),
    ("deeds", "Respekt", "Respekt"),
    ("deeds", "At møde borgeren med respekt", "respekt"),
    ("deeds", "Borgeren i centrum", "i centrum"),
    ("deeds", "Helhed: ???", "Helhed"),
    ("ambition", "At alle trives", "alle"),
    ("ambition", "Vi svarer altid inden for en time", "altid"),
    ("ambition", "100 % tilfredse brugere", "100 %"),
]

# real sentences of good Danish that look like trouble to a machine
SILENT = [
    "",
    "At borgeren kan leve sit eget liv i sit eget hjem – også på de svære dage.",
    "Vi leverer mad, så de kan blive boende hjemme",
    "Børnene lever et godt liv",
    "Vi gør en forskel for borgeren",
    "Vi gør det trygt for dem at gå hjem",
    "Vi hjælper borgeren med det, borgeren ikke selv kan",
    "Vi laver mad sammen med de gamle",
    "Vi sørger for, at borgeren får sin medicin",
    "Vi bestemmer, hvad der er bedst for borgeren",
    "Vi er her for borgerne",
    "Respekt: Vi banker på, før vi går ind",
    "Tryghed er, når nogen ringer tilbage",
    "Vi sætter os ned og lytter",
    "Vi når ikke altid det hele",
    "Vi har det godt alle sammen",
    "Et trygt liv hjemme",
    "At nogen tror på, at de kan selv.",
    "Jeg kører bus → folk når hjem til aftensmaden",
    "Fornavnet, når vi kender dem",
]

ENGLISH = [
    ("effect", "We deliver what has been granted"),
    ("with", "We do the cooking for the residents"),
    ("deeds", "High-quality care"),
    ("ambition", "We always answer within an hour"),
    ("", "We deliver food so that they can stay at home"),
    ("", "We cook together with the residents"),
    ("", "Respect: we knock before we go in"),
    ("", "We do not always manage"),
]


@pytest.fixture(scope="module")
def rules():
    return load_model().wording


@pytest.mark.parametrize(("key", "text", "words"), SPEAKS)
def test_it_asks_about_the_writers_own_words(rules, key, text, words):
    found = {hint.key: hint for hint in hints(text, rules)}
    assert found[key].words == words
    assert f"»{words}«" in found[key].question
    assert found[key].why


@pytest.mark.parametrize("text", SILENT)
def test_it_is_silent_when_the_writer_is_there_already(rules, text):
    assert hints(text, rules) == []


@pytest.mark.parametrize(("key", "text"), ENGLISH)
def test_it_reads_english_too(rules, key, text):
    assert [hint.key for hint in hints(text, rules, "en")] == [key] * bool(key)


def test_it_lets_most_of_a_real_room_write_in_peace():
    model = load_model()
    answers = tomllib.loads((DATA / "example.toml").read_text())["answers"]
    written = [
        (prompt, text)
        for prompt in model.prompts
        if prompt.hints
        for text in answers.get(prompt.prompt_id, {}).get("texts", [])
    ]
    for lang in ("da", "en"):
        asked = [text[lang] for prompt, text in written if hints(text[lang], model.rules_for(prompt), lang)]
        assert 0 < len(asked) <= len(written) / 8, asked


def test_what_a_person_wrote_is_never_taken_for_anything_but_words(rules):
    (found,) = hints("Respekt {words} <b>", [rule for rule in rules if rule.key == "deeds"])
    assert found.words == "Respekt"
    (long,) = hints("Levering af " + "a" * 200, [rule for rule in rules if rule.key == "effect"])
    assert len(long.words) > 60 > len(long.question.split("«")[0]) - 2


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ('[[rules]]\nkey = "deeds"\n', "question"),
        (WORDING.read_text().replace('key = "deeds"', "key = 7"), "key"),
        (WORDING.read_text().replace('unless = ["(prøver', 'findes = ["(prøver'), "findes"),
        (WORDING.read_text().replace('find = ["always"', 'find = [3, "always"'), "find"),
        (WORDING.read_text() + WORDING.read_text(), "to gange"),
    ],
)
def test_a_mistake_in_the_rules_is_named_with_its_line(tmp_path, broken, named):
    file = tmp_path / "wording.toml"
    file.write_text(broken)
    with pytest.raises(ContentError, match=named) as raised:
        load_model(tmp_path)
    assert "wording.toml, linje" in raised.value.text("da")


def test_a_prompt_that_asks_for_an_unknown_hint_is_told_which_there_are(tmp_path):
    (tmp_path / "dimensions").mkdir()
    shipped = (DATA / "dimensions" / "opening.toml").read_text()
    (tmp_path / "dimensions" / "opening.toml").write_text(shipped.replace('"effect", "with"', '"effekt", "with"'))
    with pytest.raises(ContentError, match="ambition, deeds, effect, with"):
        load_model(tmp_path)


@pytest.fixture
def saving():
    workshop = create_workshop(store=open_store("sqlite://"))
    made = forms.saving.Saving(workshop, workshop.join(), "da")
    yield made
    made.close()


def test_a_hint_comes_when_typing_has_paused_and_goes_with_its_words(saving, monkeypatch):
    monkeypatch.setattr(hint_module, "PAUSE_S", 0.01)
    monkeypatch.setattr(forms.prompt_form, "PAUSE_S", 0.01)
    form = forms.prompt_form.for_prompt(saving.workshop.model.prompt("core_task_alone"), saving)
    shown = asyncio.Event()
    form.hint.widget.observe(lambda _change: shown.set(), "_dom_classes")

    async def write():
        form._field.value = "Høj faglighed"
        assert form.hint.shown is None
        await asyncio.wait_for(shown.wait(), 5)

    asyncio.run(write())
    assert form.hint.shown.key == "deeds"
    assert "»faglighed«" in form.hint._said.value
    assert form.value == "Høj faglighed"
    form._field.value = "Vi banker på og venter på svar"
    assert form.hint.shown is None
    assert "is-nothing" in form.hint.widget._dom_classes
    form.close()


def test_a_hint_put_away_does_not_come_back(saving):
    form = forms.prompt_form.for_prompt(saving.workshop.model.prompt("words_to_deeds"), saving)
    form.add("Respekt: vi banker på")
    assert form.hint.shown is None
    form.add("<b>Tryghed</b>")
    assert form.hint.shown.words == "Tryghed"
    form.hint.widget.children[1].click()
    assert form.hint.shown is None
    form.add("Tillid")
    assert form.hint.shown is None
    assert len(form.value) == 3
    form.close()


def test_a_prompt_that_asks_for_none_has_none(saving):
    form = forms.prompt_form.for_prompt(saving.workshop.model.prompt("small_stories"), saving)
    assert form.hint is None
    form.close()


def test_the_light_form_asks_after_the_answer_is_sent(saving):
    workshop, person = saving.workshop, saving.participant_id
    standing = Standing(workshop)
    workshop.submit(person, "core_task_alone", "Omsorg & respekt")
    standing.look()
    html = draw(Page(standing, person, "da"), "opening_question", "")
    assert '<details class="hint" open>' in html
    assert "»Omsorg« rummer meget" in html
    workshop.submit(person, "core_task_alone", "At hun tør gå ud igen")
    standing.look()
    assert "hint" not in draw(Page(standing, person, "da"), "opening_question", "").partition("<form")[2]
