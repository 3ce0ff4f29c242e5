"""Figure: a chart as a matplotlib Figure that shows itself, as SVG for pages and as PNG for everything else."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from .. import theme
from .bars import Bars
from .lettering import FAMILY
from .writing import Writing

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kerne",
    "svg.id": None,
    "text.hinting": "no_hinting",  # letters fitted to whole pixels are wider than measured when they are small
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    "savefig.edgecolor": "auto",
    "savefig.transparent": False,
}
_rendering = RLock()

ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)


class Chart(Figure):
    """A Figure that knows in words what it shows, and displays itself in a notebook.

    Attributes
    ----------
    title : str
        What a screen reader says first.
    subtitle : str
        What stands under the title.
    description : str
        Everything the picture says, as sentences, with no text cut.
    bars : Bars or None
        The numbers, where the picture is bars.
    writing : Writing or None
        The words, where the picture is of what people have written.
    pages : int
        How many pages it takes to show all that is in it; see ``drawn_on``.
    hints : dict of str to str
        Full text by id of the drawn element; a tooltip in the SVG.
    lang : str
        Language of the words.
    """

    title: str = ""
    subtitle: str = ""
    description: str = ""
    bars: Bars | None = None
    writing: Writing | None = None
    pages: int = 1
    lang: str = "da"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.hints: dict[str, str] = {}

    def _repr_svg_(self) -> str:
        return svg(self)


def svg(fig: Figure, prefix: str | None = None) -> str:
    """The figure as one self-contained ``<svg>`` element, with its text as text.

    Equal figures give equal strings. Ids carry a prefix, so that several can stand in one page.

    Parameters
    ----------
    fig
        Any figure; a `Chart` also gives its title, description and hints.
    prefix
        Start of every id; by default a hash of the picture.
    """
    buffer = io.BytesIO()
    with _settled():
        fig.savefig(
            buffer, format="svg", dpi=fig.dpi, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    raw = buffer.getvalue()
    hints = fig.hints if isinstance(fig, Chart) else {}
    title = fig.title if isinstance(fig, Chart) else ""
    description = fig.description if isinstance(fig, Chart) else ""
    if prefix is None:
        said = f"{title}\n{description}\n{sorted(hints.items())}"
        prefix = "k" + hashlib.sha256(raw + said.encode()).hexdigest()[:10]
    root = ET.fromstring(raw)  # noqa: S314  (our own renderer wrote it)
    _strip(root)
    _hint(root, hints)
    _rename_ids(root, prefix)
    _restyle_text(root)
    _describe(root, prefix, title, description, fig.lang if isinstance(fig, Chart) else "")
    _make_fluid(root, fig)
    return ET.tostring(root, encoding="unicode")


def png(fig: Figure, dpi: float | None = None) -> bytes:
    """The figure as PNG; at the figure's own dpi a chart of the default size is 1920 x 1080 pixels."""
    buffer = io.BytesIO()
    with _settled():
        fig.savefig(buffer, format="png", dpi=dpi or fig.dpi, metadata={"Software": None})
    return buffer.getvalue()


def pixels(fig: Figure, dpi: float) -> np.ndarray:
    """The figure as drawn: height x width x 4 (red, green, blue, opacity), 0 to 255."""
    buffer = io.BytesIO()
    with _settled():
        fig.savefig(buffer, format="rgba", dpi=dpi)
    drawn = np.frombuffer(buffer.getvalue(), dtype=np.uint8)
    # as the renderer counts them: whole pixels, rounded down
    return drawn.reshape(-1, int(fig.get_figwidth() * dpi), 4)


@contextmanager
def _settled() -> Iterator[None]:
    """Own rc settings, whatever the user's are; one at a time, because rc is global."""
    with _rendering, mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # A character the font lacks is drawn by the browser in an SVG, and as a box in a PNG; neither is news.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def _strip(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"):
                parent.remove(child)
        if parent.tag == f"{{{_SVG}}}defs" and len(parent) == 0:
            parent.tag = f"{{{_SVG}}}g"
    # Instead of matplotlib's <style>, whose "*" would reach the page around an inline SVG.
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")


def _hint(root: ET.Element, hints: dict[str, str]) -> None:
    for element in root.iter():
        hint = hints.get(element.get("id", ""))
        if hint:
            title = ET.Element(f"{{{_SVG}}}title")
            title.text = hint
            element.insert(0, title)


def _rename_ids(root: ET.Element, prefix: str) -> None:
    """Keep the ids that something refers to, with the prefix; drop the rest."""
    reference = re.compile(r"url\(#([^)]+)\)")
    used: set[str] = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            used.update(reference.findall(value))
            if name in (f"{{{_XLINK}}}href", "href") and value.startswith("#"):
                used.add(value[1:])
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "id":
                if value in used:
                    element.set(name, f"{prefix}-{value}")
                else:
                    del element.attrib[name]
            elif name in (f"{{{_XLINK}}}href", "href") and value.startswith("#"):
                element.set(name, f"#{prefix}-{value[1:]}")
            elif "url(#" in value:
                element.set(name, reference.sub(rf"url(#{prefix}-\1)", value))


def _restyle_text(root: ET.Element) -> None:
    families = ", ".join(f"'{name}'" if " " in name else name for name in theme.load().chart_fonts)
    for element in root.iter(f"{{{_SVG}}}text"):
        element.set("style", element.get("style", "").replace(f"'{FAMILY}'", families))
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]


def _describe(root: ET.Element, prefix: str, title: str, description: str, lang: str) -> None:
    root.set("role", "img")
    if lang:
        root.set("lang", lang)
    labels = []
    for at, (name, words) in enumerate((("title", title), ("desc", description))):
        if words:
            element = ET.Element(f"{{{_SVG}}}{name}", {"id": f"{prefix}-{name}"})
            element.text = words
            root.insert(at, element)
            labels.append(element.get("id", ""))
    if title:
        root.set("aria-label", title)
    if description:
        root.set("aria-describedby", labels[-1])


def _make_fluid(root: ET.Element, fig: Figure) -> None:
    width, height = (round(inches * fig.dpi) for inches in fig.get_size_inches())
    root.set("width", str(width))
    root.set("height", str(height))
    root.set("style", "max-width:100%;height:auto")
