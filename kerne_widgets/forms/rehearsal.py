"""The participant's page, opened and closed once in the process that kernels are forked from.

What it loads, compiles and remembers on the way (modules, content, catalogues, statements) is shared by the pages of
all kernels that are forked afterwards.
"""

from __future__ import annotations

from ..messages import LANGS
from ..store import open_store
from .page import _example_page


def rehearse() -> None:
    """Open the example's page, in memory, in each language; leave nothing open."""
    for lang in LANGS:
        page = _example_page(lang)
        page._repr_mimebundle_()
        page.close()
        page.workshop.store.close()
    # Loads the driver of the store that is in use. It connects to nothing.
    open_store()
