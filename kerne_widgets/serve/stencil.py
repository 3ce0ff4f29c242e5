"""A page rendered once, with gaps for what differs from one visitor to the next: the kernel, and what its cells show.

Voila renders a notebook anew for each visitor: exporter, resources, a copy of the notebook, and sixty pieces of a
template that come out alike. All of that is done once per language and kind of page, by Voila, for marks in the place
of a kernel's id and of what cells show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2.utils import htmlsafe_json_dumps
from nbformat.v4 import new_output

from .packed import Packer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from voila.notebook_renderer import NotebookRenderer

KERNEL = "kerne-kernel-id"
SHOWN = "kerne-cell-shown"
# As the templates write them.
CONFIG = '<script id="jupyter-config-data"'
CELL = re.compile(r'(?=<div cell-index=")')
CELLS_END = re.compile(r"(?=</div>\s*</main>)")
OUTPUT = re.compile(rf'(<script type="application/vnd\.voila\.cell-output\+json">)[^<]*{SHOWN}[^<]*(?=</script>)')


@dataclass(frozen=True)
class Stencil:
    """The pieces of a page.

    Attributes
    ----------
    beginning
        What is shown while the page is being made.
    packer
        Compresses pages that begin with it.
    sources
        Code of the notebook's cells.
    """

    beginning: str
    packer: Packer
    sources: tuple[str, ...]
    _before_cells: str
    _cells: tuple[tuple[str, str], ...]
    _ending: str

    def rest(self, kernel_id: str, shown: Sequence[Mapping[str, Any] | None]) -> str:
        """The page after its beginning; a cell that shows nothing is left out."""
        cells = (
            before + str(htmlsafe_json_dumps(as_output(bundle))) + after
            for (before, after), bundle in zip(self._cells, shown, strict=True)
            if bundle is not None
        )
        return self._before_cells.replace(KERNEL, kernel_id) + "".join(cells) + self._ending


def as_output(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """A cell's output, as JupyterLab's renderers take it."""
    return {**new_output("display_data", data=bundle), "trusted": True}


async def cut(renderer: NotebookRenderer, context: Mapping[str, Any]) -> Stencil:
    """The stencil of a renderer's notebook.

    Parameters
    ----------
    renderer
        Voila's, initialized.
    context
        What the template needs beside the notebook.
    """
    sources = tuple(cell.source for cell in renderer.notebook.cells if cell.cell_type == "code")

    async def marked(notebook: Any, _kernel_id: str) -> AsyncIterator[Any]:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [new_output("display_data", data={"text/plain": SHOWN})]
                yield cell

    pieces = renderer.exporter.generate_from_notebook_node(
        renderer.notebook,
        resources=renderer.resources,
        extra_context={"frontend": "voila", "kernel_start": lambda _: KERNEL, "cell_generator": marked, **context},
        page_config=renderer.page_config,
    )
    html = "".join([piece async for piece, _ in pieces])
    before, *cells = CELL.split(html)
    last, ending = CELLS_END.split(cells.pop())
    beginning, opening, config = before.partition(CONFIG)
    return Stencil(
        beginning, Packer(beginning.encode()), sources, opening + config, tuple(map(_halves, [*cells, last])), ending
    )


def _halves(cell: str) -> tuple[str, str]:
    """What stands before and after what a cell shows."""
    before, opening, after = OUTPUT.split(cell)
    return before + opening, after
