"""Wording help: from service to effect, from *for* to *with*, from words to deeds, from utopia to ambition.

The rules are content (``data/wording.toml``). Nothing here judges an answer, and nothing leaves the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .content_file import Table, require_unique
from .model import Phrases, WordingRule

RULE_KEYS = ("key", "question", "why", "phrases_da", "phrases_en")
PHRASE_KEYS = {"find", "ignore", "unless", "words_max", "sets"}
PART = re.compile(r"\([^)]*\)|\S+")
GAP = r"(?:[\s,]+[\w'’-]+){0,4}"
SHOWN_MAX = 60


@dataclass(frozen=True)
class Hint:
    """Something to consider about a text: which rule says so, the words it is about, a question, and why."""

    key: str
    words: str
    question: str
    why: str


def hints(text: str, rules: Iterable[WordingRule], lang: str = "da") -> list[Hint]:
    """What a text could be asked, in the order of the rules; mostly nothing.

    Parameters
    ----------
    text
        What somebody wrote.
    rules
        Those that may speak.
    lang
        The language it is written in, and answered in.
    """
    found = []
    for rule in rules:
        words = _words_meant(text, rule.phrases(lang))
        if words:
            shown = words if len(words) <= SHOWN_MAX else f"{words[: SHOWN_MAX - 1]}…"
            # what a person wrote may hold braces, so it is put in, not formatted
            found.append(Hint(rule.key, words, rule.question(lang).replace("{words}", shown), rule.why(lang)))
    return found


def _words_meant(text: str, phrases: Phrases) -> str:
    """The writer's words that a rule is about; none when it has nothing to say."""
    if phrases.words_max and len(re.findall(r"\w+", text)) > phrases.words_max:
        return ""
    left = text
    for phrase in phrases.ignore:
        left = _pattern(phrase).sub(lambda match: "•" * len(match[0]), left)
    if any(_pattern(phrase).search(left) for phrase in phrases.unless):
        return ""
    met = [match for phrase in phrases.find if (match := _pattern(phrase).search(left))]
    first = min(met, key=lambda match: match.start(), default=None)
    return " ".join(first[0].split()) if first else ""


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase of a rule as a pattern."""
    built = ""
    for part in PART.findall(phrase):
        if part == "…":
            built += GAP
            continue
        built += r"[\s,]+" if built else ""
        choices = part[1:-1].split("|") if part.startswith("(") and part.endswith(")") else [part]
        built += f"(?:{'|'.join(map(_word, choices))})"
    starts = r"(?<!\w)" if phrase[0].isalnum() or phrase[0] in "(*" else ""
    ends = r"(?!\w)" if phrase[-1].isalnum() or phrase[-1] in ")*" else ""
    return re.compile(starts + built + ends, re.IGNORECASE)


def _word(choice: str) -> str:
    if choice == "*":
        return r"\w+"
    return r"[\s,]+".join(re.escape(word).replace(r"\*", r"\w*") for word in choice.split())


def read_rules(table: Table) -> tuple[WordingRule, ...]:
    """The rules in a file; what is wrong is noted in its table."""
    table.require_keys({"rules"}, ("rules",))
    rules: list[WordingRule] = []
    for row in table.tables("rules"):
        row.require_keys(RULE_KEYS, RULE_KEYS)
        da, en = (_read_phrases(row, f"phrases_{lang}") for lang in ("da", "en"))
        rules.append(WordingRule(row.id("key"), row.text("question"), row.text("why"), da, en))
    require_unique(table.tables("rules"), "key")
    return tuple(rules)


def _read_phrases(row: Table, key: str) -> Phrases:
    table = row.inner(key, PHRASE_KEYS)
    table.require_keys(PHRASE_KEYS, ("find",))
    sets = table.inner("sets")
    lists = {name: sets.words(name) for name in sets.values}
    find, ignore, unless = (
        tuple(_with_sets(phrase, lists) for phrase in table.words(name)) for name in ("find", "ignore", "unless")
    )
    return Phrases(find, ignore, unless, table.whole("words_max", 0, 0, 1000))


def _with_sets(phrase: str, sets: dict[str, tuple[str, ...]]) -> str:
    for name, words in sets.items():
        phrase = phrase.replace(f"{{{name}}}", f"({'|'.join(words)})")
    return phrase
