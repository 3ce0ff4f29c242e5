"""pyproject.toml, environment.yml and requirements.lock ask for one and the same environment."""

import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11.0", "3.11.9", "3.12.0", "3.13.0")
PLATFORMS = (
    {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
)

project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
conda = yaml.safe_load((ROOT / "environment.yml").read_text())
lock_lines = (ROOT / "requirements.lock").read_text().splitlines()
lock = [Requirement(line) for line in lock_lines if line and not line.lstrip().startswith("#")]

# What conda-forge does not have comes with the checkout, which pip installs.
ONLY_PIP = {"deflate"}


def bounds(requirements):
    return {canonicalize_name(found.name): found.specifier for found in map(Requirement, requirements)}


runtime = bounds(project["dependencies"])
testing = bounds(project["optional-dependencies"]["test"])


def test_the_conda_environment_holds_what_the_package_needs_within_the_same_bounds():
    packages = [entry for entry in conda["dependencies"] if isinstance(entry, str)]
    wanted = bounds(re.sub(r"(?<![=<>!~])=(?!=)", "==", entry) for entry in packages)
    assert wanted.pop("python") == SpecifierSet("==3.12")
    assert Version("3.12") in SpecifierSet(project["requires-python"])
    assert wanted.pop("pip") == SpecifierSet()
    assert wanted.pop("nbval") == testing["nbval"]
    assert wanted == {name: bound for name, bound in runtime.items() if name not in ONLY_PIP}


def test_the_conda_environment_takes_no_channel_with_terms_of_its_own_and_adds_only_the_checkout():
    assert conda["name"] == "kerne"
    assert conda["channels"] == ["conda-forge", "nodefaults"]
    assert [entry for entry in conda["dependencies"] if isinstance(entry, dict)] == [{"pip": ["-e ."]}]


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform["sys_platform"])
@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_names_every_dependency_once_at_a_version_within_bounds(python, platform):
    here = {**platform, "python_full_version": python, "python_version": ".".join(python.split(".")[:2])}
    pinned: dict[str, list[Version]] = {}
    for found in lock:
        if found.marker is None or found.marker.evaluate(here):
            (pin,) = found.specifier
            assert pin.operator == "=="
            pinned.setdefault(canonicalize_name(found.name), []).append(Version(pin.version))
    assert {name for name, versions in pinned.items() if len(versions) > 1} == set()
    wanted = runtime | testing
    assert {name for name in wanted if name not in pinned} == set()
    assert {name: pinned[name][0] for name in wanted if pinned[name][0] not in wanted[name]} == {}


def test_the_lock_is_a_constraints_file_that_any_index_can_serve():
    assert [found for found in lock if found.url or found.extras] == []
    assert [line for line in lock_lines if line.startswith("-") or "://" in line] == []


def test_where_tests_run_in_several_processes_those_with_a_browser_have_one_of_their_own(request):
    assert ("@rest-" in request.node.nodeid) == ("PYTEST_XDIST_WORKER" in os.environ)
