"""The notebooks: each runs from top to bottom, and the outputs it keeps are what it gives today."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
CHECKED = "# NBVAL_CHECK_OUTPUT"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs_and_its_kept_outputs_hold(path, tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith("KERNE_")}
    env |= {"KERNE_DATA_DIR": str(tmp_path)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval-lax",
        "--no-header",
        "-q",
        "-p",
        "no:cacheprovider",
        "-W",
        "default",
    ]
    ran = subprocess.run([*command, str(path)], capture_output=True, text=True, env=env, check=False, timeout=110)
    assert ran.returncode == 0, ran.stdout[-3000:]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_is_thin_and_keeps_only_outputs_that_are_checked(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            lines = [line.split()[0] for line in cell.source.splitlines() if line.strip()]
            assert not {"def", "class"} & set(lines)
            assert not cell.outputs or CHECKED in cell.source
