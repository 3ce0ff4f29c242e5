"""The architecture: which module may import which, and what may not be in the tree at all.

ALLOWED is the architecture document. A module is a file or a folder directly in the package. Imports go down the
table only; what stands under ``if TYPE_CHECKING`` is not an import, for it is never run.
"""

import ast
import json
import re
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kerne_widgets"

ALLOWED: dict[str, set[str]] = {
    # leaves: where things lie, what is said, how it looks, what can go wrong
    "places": set(),
    "messages": {"places"},
    "running": set(),
    "logo": {"places"},
    "contrast": set(),
    "theme": {"contrast", "places"},
    "errors": {"messages"},
    # the content, what its pictures are called, and the kinds of answer that it asks for
    "views": set(),
    "model": {"errors"},
    "kinds": {"errors", "messages", "model"},
    "content_file": {"errors", "model"},
    "programmes": {"content_file", "errors", "model", "places"},
    "votes": {"content_file", "model"},
    "wording": {"content_file", "model"},
    "dimensions": {"content_file", "kinds", "model"},
    "content": {
        "content_file",
        "dimensions",
        "errors",
        "model",
        "places",
        "programmes",
        "views",
        "votes",
        "way",
        "wording",
    },
    "content_folder": {"content", "content_file", "contrast", "errors", "logo", "messages", "places", "theme"},
    # pure: numbers in, numbers out; texts in, groups out
    "measures": set(),
    "likeness": set(),
    "anonymity": set(),
    # events, and what they add up to
    "store": {"errors", "places"},
    "answers": {"store"},
    "moderation": {"store"},
    "gathering": {"answers", "model", "moderation"},
    "merging": {"answers", "kinds", "model"},
    "room_state": {"model", "moderation", "store"},
    # the analyst's side
    "outcome": {"model", "store"},
    "dictionary": set(),
    "frames": {"anonymity", "dictionary", "answers", "errors", "gathering", "kinds", "messages", "model"},
    "task_frames": {"anonymity", "dictionary", "frames", "kinds", "measures", "model"},
    "charts": {"contrast", "messages", "theme"},
    "ladders": {"kinds"},
    "step_pictures": {"charts", "model"},
    "item_pictures": {"charts", "kinds", "measures", "model"},
    "round_pictures": {"charts", "kinds", "messages", "model", "views"},
    "result_pictures": {
        "charts",
        "deciding",
        "lens_pictures",
        "likeness",
        "messages",
        "model",
        "round_pictures",
        "views",
    },
    "pictures": {
        "views",
        "lens_pictures",
        "result_pictures",
        "gathering",
        "charts",
        "frames",
        "item_pictures",
        "kinds",
        "ladders",
        "measures",
        "messages",
        "model",
        "step_pictures",
        "subgroup_pictures",
    },
    "releases": {"anonymity", "answers", "kinds", "model", "people", "room_state", "store"},
    "subgroups": {"anonymity", "answers", "model", "people", "room_state", "stepping", "store"},
    "lens_pictures": {"charts", "messages", "model", "views"},
    "subgroup_pictures": {"charts", "lens_pictures", "messages", "model", "subgroups", "views"},
    "lenses": {"anonymity", "dictionary", "frames", "measures", "model", "subgroups"},
    "results": {
        "anonymity",
        "dictionary",
        "frames",
        "kinds",
        "likeness",
        "measures",
        "model",
        "outcome",
        "task_frames",
    },
    "rounds": {"anonymity", "answers", "dictionary", "frames", "kinds", "measures", "model", "task_frames"},
    # model and store together; frames and pictures only inside the methods that return them
    "stepping": {"answers", "errors", "model", "room_state", "store"},
    "people": {"answers", "errors", "model", "room_state", "stepping", "store"},
    "leading": {"answers", "errors", "gathering", "kinds", "model", "room_state", "stepping", "store"},
    "moderating": {"answers", "errors", "gathering", "kinds", "leading", "moderation", "stepping", "store"},
    "deciding": {"answers", "errors", "kinds", "moderating", "stepping", "model", "outcome", "room_state", "store"},
    "items": {
        *("answers", "deciding", "gathering", "kinds", "merging", "model", "outcome", "releases", "room_state"),
        *("store", "subgroups"),
    },
    "answering": {"errors", "items", "kinds", "leading", "merging", "model", "room_state", "store"},
    "rehearsing": {"answering", "leading", "people", "room_state", "stepping", "store"},
    "workshop": {
        "leading",
        "rehearsing",
        "content",
        "errors",
        "frames",
        "lenses",
        "model",
        "pictures",
        "places",
        "results",
        "room_state",
        "rounds",
        "stepping",
        "store",
        "task_frames",
        "views",
    },
    "weighing": {"kinds", "model"},
    "scattering": {"kinds", "model"},
    "example_outcome": {"workshop"},
    "example": {
        *("errors", "example_outcome", "kinds", "messages", "model", "places", "scattering"),
        *("store", "weighing", "workshop"),
        "answering",
    },
    "sheets": {"errors"},
    "deleting": {"errors", "places", "workshop"},
    "cells": {"errors", "people"},
    "fitting": {"cells", "errors", "gathering", "kinds"},
    "answer_rows": {"answering", "cells", "deciding", "errors", "fitting", "gathering", "kinds", "leading"},
    "exchange": {"answer_rows", "errors", "sheets", "workshop"},
    # the way through the exercises, the script of the phone's page, and the questions as plain HTML
    "way": {"kinds", "model"},
    "phone": set(),
    "light": {
        "logo",
        *("answers", "errors", "kinds", "messages", "model", "room_state", "theme", "way", "wording", "workshop"),
        *("items", "merging"),
    },
    # what people touch
    "board": {"errors", "kinds", "messages", "model", "places", "theme", "workshop"},
    "forms": {
        "logo",
        "board",
        "content",
        "errors",
        "frames",
        "kinds",
        "messages",
        "model",
        "phone",
        "places",
        "store",
        "theme",
        "way",
        "wording",
        "workshop",
        "items",
        "merging",
    },
    "report": {
        "logo",
        *("charts", "dictionary", "errors", "exchange", "frames", "gathering", "kinds", "messages", "model", "outcome"),
        *("lens_pictures", "pictures", "result_pictures", "round_pictures", "theme", "views", "way", "workshop"),
        "items",
        "sheets",
    },
    "room": {
        "logo",
        "deciding",
        "outcome",
        "report",
        "board",
        "charts",
        "content",
        "errors",
        "example",
        "exchange",
        "forms",
        "gathering",
        "kinds",
        "leading",
        "likeness",
        "measures",
        "messages",
        "model",
        "moderation",
        "pictures",
        "people",
        "places",
        "programmes",
        "result_pictures",
        "room_state",
        "running",
        "store",
        "subgroup_pictures",
        "subgroups",
        "theme",
        "views",
        "workshop",
    },
    # the servers, and the one command over everything
    "serve": {
        "content_folder",
        "logo",
        "content",
        "errors",
        "kinds",
        "light",
        "messages",
        "model",
        "people",
        "phone",
        "places",
        "programmes",
        "running",
        "store",
        "theme",
        "way",
        "workshop",
    },
    # a client like any browser: it shares nothing with the servers but the texts it says
    "rehearsal": {"places"},
    "cli": {
        "content_folder",
        "deleting",
        "report",
        "content",
        "errors",
        "example",
        "exchange",
        "messages",
        "model",
        "places",
        "programmes",
        "rehearsal",
        "running",
        "serve",
        "store",
        "theme",
        "workshop",
    },
    # lazy (PEP 562): the public names and the modules that hold them
    "__init__": {"content", "forms", "measures", "workshop"},
}

LIBRARIES: dict[str, set[str]] = {
    "alembic": {"store"},
    "anywidget": {"forms", "board", "room"},
    "babel": {"messages"},
    "choix": {"measures"},
    "comm": {"serve"},
    "deflate": {"serve"},
    "ipykernel": {"serve"},
    "ipywidgets": {"forms", "board", "room"},
    "itsdangerous": {"serve"},
    "jinja2": {"light", "serve"},
    "jupyter_client": {"serve"},
    "jupyter_core": {"serve"},
    "jupyter_server": {"serve"},
    "jupyterlab": {"serve"},
    "markupsafe": {"light", "serve"},
    "nbformat": {"serve"},
    "matplotlib": {"charts", "report"},
    "numpy": {"measures", "likeness", "charts", "frames"},
    "pandas": {
        "dictionary",
        "task_frames",
        "results",
        "pictures",
        "item_pictures",
        "result_pictures",
        "step_pictures",
        "charts",
        "report",
    },
    "fpdf": {"report"},
    "openpyxl": {"report", "sheets"},
    "PIL": {"report"},
    "pptx": {"report"},
    "psutil": {"running", "serve", "cli"},
    "psycopg": {"store"},
    "rich": {"cli"},
    "scipy": {"measures"},
    "segno": {"room", "cli"},
    "sklearn": {"likeness"},
    "sqlalchemy": {"store"},
    # the servers, and their robots' HTTP and websockets: no second network library for the same loop
    "tornado": {"serve", "rehearsal"},
    "traitlets": {"serve", "forms", "board", "room"},
    "typer": {"cli"},
    "voila": {"serve"},
    "zmq": {"serve"},
}

# what a participant's kernel must do without: each is tens of megabytes, times a room of people
HEAVY = ("matplotlib", "pandas", "scipy", "sklearn")

TOP_LEVEL = {
    *("notebooks", "kerne_widgets", "data", "tests", "environment.yml"),
    *("README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "Makefile", "requirements.lock", ".ci", ".gitignore"),
}


def sources():
    return sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def home(path):
    """The module that a file belongs to: the name directly under the package."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def run_imports(tree):
    """Every import statement that is ever run."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            waiting.extend(node.orelse)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        else:
            waiting.extend(ast.iter_child_nodes(node))


def imported(path):
    """What a file imports, as dotted names; its own package by full name."""
    here = ("kerne_widgets", *path.relative_to(PACKAGE).parent.parts)
    for node in run_imports(ast.parse(path.read_text(), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
            continue
        base = here[: len(here) + 1 - node.level] if node.level else ()
        module = ".".join([*base, *([node.module] if node.module else [])])
        # `from . import charts` names a module, `from .charts import svg` a thing in one
        yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def edges():
    """(file:line, importing module, imported module or library)."""
    for path in sources():
        for line, name in imported(path):
            first, _, rest = name.partition(".")
            where = f"{path.relative_to(ROOT)}:{line}"
            yield where, home(path), rest.split(".")[0] if first == "kerne_widgets" else first, first == "kerne_widgets"


def is_module(name):
    return (PACKAGE / f"{name}.py").is_file() or (PACKAGE / name).is_dir()


def tracked(*suffixes):
    """Files that are or will be in the repository, by the end of their names."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(ROOT / name for name in set(listed.stdout.split("\0")) if name.endswith(suffixes or "") and name)


def test_every_module_is_in_the_table():
    assert {home(path) for path in sources()} - set(ALLOWED) == set()


def test_the_table_goes_one_way():
    # `workshop` hands out frames and pictures, which take a workshop but never import it
    assert set(TopologicalSorter(ALLOWED).static_order()) == set(ALLOWED)


def test_modules_import_only_what_the_table_allows():
    wrong = [
        f"{where}: {importer} may not import {name}"
        for where, importer, name, ours in edges()
        if ours and is_module(name) and name != importer and name not in ALLOWED.get(importer, set())
    ]
    assert not wrong, "\n".join(wrong)


def test_libraries_are_imported_only_where_they_belong():
    wrong = [
        f"{where}: {importer} may not import {name}"
        for where, importer, name, ours in edges()
        if not ours and name not in sys.stdlib_module_names and importer not in LIBRARIES.get(name, set())
    ]
    assert not wrong, "\n".join(wrong)


def test_every_library_that_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    homes = packages_distributions()
    used = {name for _, _, name, ours in edges() if not ours and name not in sys.stdlib_module_names}
    assert {name for name in used if not declared & {canonicalize_name(dist) for dist in homes.get(name, ())}} == set()


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("kerne_widgets", ("numpy", "sqlalchemy", "ipywidgets", "babel", "jupyter_client", "voila", *HEAVY)),
        ("kerne_widgets.workshop", ("ipywidgets", "IPython", *HEAVY)),
        ("kerne_widgets.forms", ("alembic", "voila", "pydantic", "tornado.web", *HEAVY)),
        ("kerne_widgets.serve", HEAVY),
        ("kerne_widgets.serve.provisioner", HEAVY),
        ("kerne_widgets.cli", ("sqlalchemy", "voila", "ipywidgets", "tornado", *HEAVY)),
    ],
)
def test_importing_a_module_stays_light(module, absent):
    code = f"import {module}, json, sys; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.returncode == 0, run.stderr
    assert set(absent) & set(json.loads(run.stdout)) == set()


def test_nothing_names_a_package_registry():
    # put together here, or this file would name them too
    hosts = [
        f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"), ("npmjs", "org"))
    ]
    hosts += [f"registry.{name}" for name in ("yarnpkg", "npmmirror")] + [
        f"{name}.com" for name in ("unpkg", "jsdelivr")
    ]
    found = re.compile("|".join(map(re.escape, hosts)))
    wrong = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.is_file() and found.search(path.read_text(errors="replace"))
    ]
    assert not wrong, wrong


def test_pages_load_nothing_from_the_network():
    # what loads by itself; a link that a person may follow (<a href>) and the names of XML vocabularies do not
    loads = re.compile(
        r"""<(?:link|script|img|iframe|source|video|audio|object|embed|image|use)\b[^>]*?(?:href|src|srcset|data)\s*=\s*["']?\s*(?:https?:)?//
        |url\(\s*["']?\s*(?:https?:)?//
        |@import\s+["']\s*(?:https?:)?//
        |\b(?:import|from)\s*\(?\s*["'](?:https?:)?//
        |\b(?:fetch|importScripts|EventSource|WebSocket)\(\s*["'`](?:https?:|wss?:)?//
        |\.(?:src|href)\s*=\s*["'`](?:https?:)?//""",
        re.VERBOSE | re.IGNORECASE,
    )
    wrong = [
        f"{path.relative_to(ROOT)}: {match.group(0)[:80]}"
        for path in tracked(".html", ".j2", ".css", ".js", ".mjs", ".svg", ".py")
        if path.is_file() and path.parts[len(ROOT.parts)] != "tests"
        for match in loads.finditer(path.read_text(errors="replace"))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_top_level_holds_only_what_belongs_there():
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} - TOP_LEVEL == set()
