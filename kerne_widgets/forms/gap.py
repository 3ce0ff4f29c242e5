"""Two steps on one scale, such as now and wanted, for the prompt or for each item."""

from __future__ import annotations

from .steps import StepsForm, named_parts


class Form(StepsForm):
    """Two rows of keys. ``value``: ``{"now": step, "wanted": step}``, or such a value per item."""

    def _parts(self) -> list[tuple[str, str]]:
        return named_parts(self.lang, now=self.prompt.now, wanted=self.prompt.wanted)
