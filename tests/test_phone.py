import re
from pathlib import Path

import pytest

from kerne_widgets import phone

HERE = Path(phone.__file__).parent
DECLARED = re.compile(r"^(?:const|let|(?:async )?function) (\w+)", re.MULTILINE)
REMARKS_AND_TEXTS = re.compile(r'(?<!:)//.*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"')


def source(part):
    return REMARKS_AND_TEXTS.sub('""', (HERE / f"{part}.js").read_text(encoding="utf-8"))


def names(part):
    return DECLARED.findall(source(part))


def uses(part, name):
    """Where a part uses a name: not as the name of a property."""
    return re.search(rf"(?<![\w$])(?:(?<=\.\.\.)|(?<!\.)){name}\b(?!:)", source(part))


def test_every_part_of_the_script_is_in_it_once():
    assert sorted(phone.PARTS) == sorted(path.stem for path in HERE.glob("*.js"))
    declared = [name for part in phone.PARTS for name in names(part)]
    assert len(declared) > 100
    # a second function of one name would take the place of the first, and nobody would say so
    assert sorted(declared) == sorted(set(declared))


@pytest.mark.parametrize("part", phone.PARTS)
def test_a_part_uses_only_what_stands_before_it(part):
    later = phone.PARTS[phone.PARTS.index(part) + 1 :]
    assert [(other, name) for other in later for name in names(other) if uses(part, name)] == []


@pytest.mark.parametrize("part", phone.PARTS)
def test_state_is_changed_only_where_it_lives(part):
    state = [name for other in phone.PARTS for name in re.findall(r"^let (\w+)", source(other), re.MULTILINE)]
    assert {"facts", "letter", "held"} <= set(state)
    changed = r"(?<![\w.$])(?:{0}\s*(?:=(?![=>])|\+\+|--|(?:[-+|&]|\?\?|\|\||&&)=)|(?:\+\+|--){0}\b)"
    foreign = [name for name in state if name not in names(part)]
    assert [name for name in foreign if re.search(changed.format(name), source(part))] == []


@pytest.mark.parametrize("part", phone.PARTS)
def test_a_part_can_be_read_in_one_go(part):
    lines = (HERE / f"{part}.js").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("// ")
    assert len(lines) <= 150


@pytest.mark.browser
def test_the_script_leaves_one_name_on_the_page_and_listens_once_however_often_it_comes(browser):
    page = browser.new_page()
    page.set_content('<div class="kerne-page"></div>')
    page.evaluate(
        """() => {
            window.heard = [];
            const add = document.addEventListener;
            document.addEventListener = function (name, ...rest) { heard.push(name); add.call(this, name, ...rest); };
        }"""
    )
    before = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    page.add_script_tag(content=phone.script())
    heard = page.evaluate("heard")
    assert {"input", "click"} <= set(heard)
    page.add_script_tag(content=phone.script())
    assert page.evaluate("heard") == heard
    assert set(page.evaluate("Object.getOwnPropertyNames(window)")) - before == {"kernePage"}
    page.close()
