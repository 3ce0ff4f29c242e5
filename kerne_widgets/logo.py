"""The logo of whoever leads the workshop: ``logo.svg`` or ``logo.png`` in her content folder."""

from __future__ import annotations

import base64
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from .places import own_content

NAMES = ("logo.svg", "logo.png")
KB_MAX = 100
PNG = b"\x89PNG\r\n\x1a\n"
SIDE_MAX = 4000
ASPECTS = (0.2, 8.0)
# drawn as an <img> nothing of this would run or be fetched; a logo that asks for it is no logo
FORBIDDEN = ("script", "foreignObject", "iframe", "animate", "set")
LINKS = ("href", "src")


@dataclass(frozen=True)
class Logo:
    """A picture: its file, and how many times as wide as high it is."""

    path: Path
    aspect: float

    @property
    def content(self) -> bytes:
        """The file."""
        return self.path.read_bytes()

    @property
    def address(self) -> str:
        """The picture as an address for an ``<img>``: scripts in it cannot run there, and nothing is fetched."""
        kind = "svg+xml" if self.path.suffix == ".svg" else "png"
        return f"data:image/{kind};base64,{base64.b64encode(self.content).decode()}"


class NotALogo(ValueError):
    """Why a file cannot be the logo: the key of a sentence, what fills it, and the line where there is one."""

    def __init__(self, key: str, line: int = 1, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.line = line
        self.values = values


def find_logo() -> Logo | None:
    """The logo for screens: the SVG, else the PNG; None where there is none, or none that can be used."""
    return _find(own_content(), NAMES)


def find_logo_for_paper() -> Logo | None:
    """The logo for paper: the PNG, else the SVG."""
    return _find(own_content(), NAMES[::-1])


def address() -> str:
    """The logo as an address for an ``<img>``; ``""`` where there is none."""
    logo = find_logo()
    return logo.address if logo else ""


def _find(folder: str, names: tuple[str, ...]) -> Logo | None:
    for path in (Path(folder) / name for name in names if folder):
        if path.is_file():
            try:
                return read_logo(path)
            except NotALogo:
                continue  # `kerne doctor` says why; a page does without
    return None


def read_logo(path: Path) -> Logo:
    """The logo in a file.

    Raises
    ------
    NotALogo
        It is too large, is no picture, or holds what a picture has no need of.
    """
    content = path.read_bytes()
    if len(content) > KB_MAX * 1000:
        raise NotALogo("errors.logo_large", size=-(-len(content) // 1000), limit=KB_MAX)
    aspect = _png(content) if path.suffix == ".png" else _svg(content)
    if not ASPECTS[0] <= aspect <= ASPECTS[1]:
        raise NotALogo("errors.logo_shape")
    return Logo(path, aspect)


def _png(content: bytes) -> float:
    if not content.startswith(PNG) or len(content) < 33:
        raise NotALogo("errors.logo_no_png")
    across, down = struct.unpack(">II", content[16:24])
    if not 0 < across <= SIDE_MAX or not 0 < down <= SIDE_MAX:
        raise NotALogo("errors.logo_pixels", limit=SIDE_MAX)
    return float(across / down)


def _svg(content: bytes) -> float:
    # entities can make a small file grow without end, so a file that declares any is not parsed at all
    if declared := re.search(rb"<!(?:DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise NotALogo("errors.logo_unsafe", _line(content, declared.start()), found="<!DOCTYPE>")
    try:
        root = ET.fromstring(content)  # noqa: S314  # no entities in it, and small
    except ET.ParseError as error:
        raise NotALogo("errors.logo_no_svg", error.position[0]) from error
    if _plain(root.tag) != "svg":
        raise NotALogo("errors.logo_no_svg")
    for element in root.iter():
        for found in _unsafe(element):
            at = content.find(found.encode())
            raise NotALogo("errors.logo_unsafe", _line(content, max(at, 0)), found=found)
    return _aspect(root)


def _unsafe(element: ET.Element) -> list[str]:
    """What in an element could run or fetch something."""
    name = _plain(element.tag)
    found = [name] if name.startswith(FORBIDDEN) else []
    for key, value in element.attrib.items():
        key = _plain(key)  # noqa: PLW2901
        inside = value.strip().startswith(("#", "data:image/"))
        if key.lower().startswith("on") or (key in LINKS and not inside) or _fetches(value):
            found.append(key)
    if name == "style" and _fetches(element.text or ""):
        found.append(name)
    return found


def _fetches(css: str) -> bool:
    return "@import" in css or bool(re.search(r"url\(\s*[\"']?(?!#|data:image/)", css))


def _aspect(root: ET.Element) -> float:
    box = [float(n) for n in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    if len(box) == 4:  # x, y, width, height
        across, down = box[2:]
    else:
        across, down = (float((re.findall(r"^[\d.]+", root.get(side, "")) or ["0"])[0]) for side in ("width", "height"))
    if across <= 0 or down <= 0:
        raise NotALogo("errors.logo_no_size")
    return across / down


def _plain(name: object) -> str:
    return str(name).rpartition("}")[2]


def _line(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1
