"""Runs jupyter_client's own kernel-manager tests on our kernels: `make conformance`.

They come from the source distribution of the version that is installed, and are run as they are. Two settings put our
kernels under them: the kernel named python3 is ours, and every other kernel they make up is launched by our
provisioner. `--stock` leaves both out, to see what these tests make of Jupyter's own on this machine. Further arguments
go to pytest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
SUITES = (
    "tests/test_kernelmanager.py",
    "tests/test_multikernelmanager.py",
    "tests/test_manager.py",
    "tests/test_restarter.py",
    "tests/test_client.py",
    "tests/test_provisioning.py",
    "tests/test_transport_security.py",
)
# Of 151 some are skipped wherever they are run. A run in which most are has shown nothing.
PASS_MIN = 100


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *arguments], check=True)


def fetch_suite(folder: Path) -> Path:
    """The unpacked source distribution of the installed jupyter_client."""
    release = f"jupyter_client=={version('jupyter_client')}"
    pip("download", "--no-deps", "--no-binary", "jupyter_client", "--dest", str(folder), release)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


def main(arguments: list[str]) -> int:
    """Run the tests; pytest's exit code."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        suite = fetch_suite(folder)
        # The package under test is the one that is installed, not the one in the archive.
        shutil.rmtree(suite / "jupyter_client")
        pip("install", "--no-deps", "--target", str(folder / "plugin"), "pytest-jupyter")
        env = dict(os.environ, PYTHONPATH=str(folder / "plugin"))
        if "--stock" in arguments:
            arguments.remove("--stock")
        else:
            # pytest-jupyter moves all of Jupyter's folders, and keeps sys.prefix/share/jupyter out of the way.
            shutil.copytree(ROOT / "kerne_widgets/serve/kernelspec", folder / "kernels/python3")
            env["JUPYTER_PATH"] = name
            env["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "kerne-fork"
        command = [sys.executable, "-m", "pytest", "-q", *SUITES, "-p", "no:cacheprovider", "-W", "default", *arguments]
        report = folder / "report.xml"
        status = subprocess.run([*command, f"--junitxml={report}"], cwd=suite, env=env, check=False).returncode
        if status == 0 and not arguments and passed(report) < PASS_MIN:
            sys.stderr.write(f"Only {passed(report)} tests have passed; at least {PASS_MIN} must.\n")
            return 1
        return status


def passed(report: Path) -> int:
    """How many tests have passed, by pytest's report."""
    told = ET.parse(report).getroot()[0].attrib
    return int(told["tests"]) - sum(int(told[name]) for name in ("skipped", "failures", "errors"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
