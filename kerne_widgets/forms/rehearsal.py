"""The participant's page, opened and closed once in the process that kernels are forked from.

What it loads, compiles and remembers on the way (modules, content, catalogues, statements) is shared by the pages of
all kernels that are forked afterwards.
"""

from __future__ import annotations

from contextlib import suppress

from ..content import load_model
from ..errors import StoreError
from ..messages import LANGS
from ..store import keep, open_store
from ..wording import hints
from ..workshop import Workshop
from .page import ParticipantPage, _example_page


def rehearse() -> None:
    """Open the example's page, in memory, in each language, and nobody's in the store in use; leave nothing open."""
    for lang in LANGS:
        hints("ord", load_model().wording, lang)
        page = _example_page(lang)
        page._repr_mimebundle_()
        page.close()
        page.workshop.store.close()
    store = open_store()
    # where there is no store yet, each kernel puts its questions together itself
    with suppress(StoreError):
        ParticipantPage(Workshop("", "", store, load_model()), "").close()
    keep(store)
