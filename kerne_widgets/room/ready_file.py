"""A file that is ready: the page saves it as soon as it comes, and keeps a link for saving it again."""

from __future__ import annotations

import base64

import anywidget
import traitlets

from .pieces import MAKE

GIVE = """
function render({ model, el }) {
  el.setAttribute("role", "status");
  const draw = (isNew) => {
    const address = model.get("address");
    el.replaceChildren();
    if (!address) return;
    const link = make("a", "kr-link", model.get("label"));
    link.href = address;
    link.download = model.get("file");
    el.append(link);
    if (!isNew) return;
    link.scrollIntoView({ block: "nearest" });
    link.click();
  };
  model.on("change:address", () => draw(true));
  draw(false);
}
export default { render };
"""


class ReadyFile(anywidget.AnyWidget):
    """A link to a file, or nothing.

    Traits
    ------
    address
        The file as a ``data:`` address, ``""`` for none.
    file, label
        What it is called, and what the link says.
    """

    _esm = MAKE + GIVE

    address = traitlets.Unicode().tag(sync=True)
    file = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)

    def give(self, content: bytes, content_type: str, file: str, label: str) -> None:
        """Let the page save a file."""
        with self.hold_sync():
            self.file, self.label = file, label
            self.address = f"data:{content_type};base64,{base64.b64encode(content).decode()}"
