"""Where things lie: what is shipped with the package, and what belongs to the user."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).parent
PICTURES = "pictures"


def shipped(name: Literal["data", "notebooks"]) -> Path:
    """Folder of shipped content.

    In a wheel it lies inside the package, in a checkout beside it.
    """
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def own_content() -> str:
    """A consultant's own content folder, laid over the shipped one; ``""`` where there is none."""
    folder = os.environ.get("KERNE_CONTENT", "")
    return str(Path(folder).expanduser().absolute()) if folder else ""


def data_dir(option: str | Path | None = None) -> Path:
    """The user's data folder, created if missing.

    Parameters
    ----------
    option
        Folder asked for; else ``$KERNE_DATA_DIR``; else the place the system keeps user data.
    """
    chosen = option or os.environ.get("KERNE_DATA_DIR") or usual_data_dir()
    folder = Path(chosen).expanduser().absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def handout_file(code: str, exercise_id: str) -> Path:
    """Where the picture of an exercise lies that participants see on their phones: SVG, packed with gzip."""
    folder = data_dir() / PICTURES
    folder.mkdir(exist_ok=True)
    return folder / f"{code}-{exercise_id}.svg.gz"


def workshop_files(code: str) -> list[Path]:
    """Files of a workshop in the data folder: the pictures on the phones, and what was exported under its code.

    Also what a process that was killed has left half written.
    """
    folder = data_dir()
    found = {file for begin in ("", ".") for file in (folder / PICTURES).glob(f"{begin}{code}-*")}
    found |= {file for begin in ("", ".") for file in folder.glob(f"{begin}kerne-{code}[-.]*")}
    return sorted(file for file in found if file.is_file() or file.is_symlink())


def log_files(folder: Path | None = None) -> tuple[Path, Path]:
    """Where the servers' reports are: the newest, and those that were set aside when there were many."""
    folder = folder or data_dir()
    return folder / "kerne.log", folder / "kerne.older.log"


def usual_data_dir() -> Path:
    """The place where the system keeps user data; it may not be there yet."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "kerne"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "kerne"
    return Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share")) / "kerne"
