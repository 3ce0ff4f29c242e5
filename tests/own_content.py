"""A content folder of one's own with a single exercise, for a test that needs a question of a certain kind."""

from __future__ import annotations

from pathlib import Path

EXERCISE_ID = "our_exercise"
FILE = "egen.toml"
_HEAD = f"""dimension_id = "egen"
phase = "optimere"
title = {{ da = "Egen", en = "Own" }}
[[exercises]]
exercise_id = "{EXERCISE_ID}"
title = {{ da = "Egen", en = "Own" }}
"""


def write_questions(folder: Path, *questions: str) -> Path:
    """The folder, with these questions in it; each is the lines of a prompt in TOML."""
    path = folder / "dimensions" / FILE
    path.parent.mkdir(exist_ok=True)
    prompts = (f"[[exercises.prompts]]\n{question.strip()}\n" for question in questions)
    path.write_text(_HEAD + "".join(prompts), encoding="utf-8")
    return folder
