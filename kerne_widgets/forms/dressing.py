"""Style and script of the page, brought along as a widget where no template of ours brings them."""

from __future__ import annotations

from pathlib import Path

import anywidget

from .. import phone, theme

HERE = Path(__file__).parent


class Dressing(anywidget.AnyWidget):
    """Makes forms in a notebook look and behave as they do on a phone. It shows nothing itself."""

    _esm = phone.script() + "export default { render() {} };\n"
    _css = theme.css() + (HERE / "page.css").read_text(encoding="utf-8")
