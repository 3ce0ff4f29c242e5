"""What the example workshop leads to: shared wordings, decisions, what its tasks serve, and a scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .workshop import Workshop


def add_outcome(workshop: Workshop, script: Mapping[str, Any], lang: str) -> None:
    """Give the example its outcome.

    Parameters
    ----------
    workshop
        With its tasks and its answers.
    script
        ``data/example.toml``.
    lang
        Language of the texts.
    """
    outcome = script["outcome"]
    tasks = {task.number: task.task_id for task in workshop.task_list()}
    offered = {(served.kind, served.text): served for served in workshop.served_list()}
    written = {"effects": _texts(script, "effects", lang), "groups": _texts(script, "target_groups", lang)}
    for row in outcome["serves"]:
        meant = [(kind, texts[at]) for kind, texts in written.items() for at in row[kind] if at < len(texts)]
        if row["task"] in tasks:
            workshop.set_serves(tasks[row["task"]], [offered[one] for one in meant if one in offered])
    for number in outcome["let_go"]:
        workshop.set_moved_out(tasks[number], True)
    worded = {shared.wording_id for shared in workshop.model.shared_wordings}
    for wording_id, texts in outcome["versions"].items():
        for text in texts if wording_id in worded else ():
            workshop.add_version(text[lang], wording_id)
    today = dt.datetime.now(dt.UTC).date()
    for row in outcome["decisions"]:
        workshop.add_decision(
            row["decision"][lang],
            owner=row["owner"][lang],
            first_step=row["first_step"][lang],
            due=today + dt.timedelta(days=row["days"]),
            sign=row["sign"][lang],
            task_id=tasks[row["task"]],
        )


def _texts(script: Mapping[str, Any], prompt_id: str, lang: str) -> list[str]:
    """What is written to a prompt, in the order of the file; nothing where own content asks another way."""
    return [text[lang] for text in script["answers"].get(prompt_id, {}).get("texts", ())]
