"""A browser test that fails tells what its pages showed and said, and none leaves its pages to the next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
FAILING = """
PAGE = '''<body><p>Her er {} deltagere</p><script>console.error("Ingen forbindelse"); nothing.at.all</script>'''


def test_one(phone):
    page = phone.new_page()
    page.set_content(PAGE.format("fem"))
    page.get_by_text("Her er seks deltagere").wait_for(timeout=500)


def test_other(browser):
    browser.new_context().new_page().set_content(PAGE.format("syv"))
    assert not browser.contexts


def test_third(browser):
    assert browser.contexts == []
"""


@pytest.fixture
def report(tmp_path, browser):  # noqa: ARG001  # where there is none, it says so here
    (tmp_path / "test_failing.py").write_text(FAILING, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "conftest", "-c", TESTS.parent / "pyproject.toml", tmp_path],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 failed, 1 passed" in run.stdout, run.stdout
    return run.stdout


@pytest.mark.browser
def test_a_test_that_fails_tells_what_its_pages_showed_and_said(report):
    one, _, other = report.partition("test_other ___")
    assert "Her er fem deltagere" in one
    assert "error: Ingen forbindelse" in one
    assert "page error: ReferenceError: nothing is not defined" in one
    assert "Her er syv deltagere" in other
    assert "fem deltagere" not in other
