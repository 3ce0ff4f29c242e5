"""A form as a browser without scripts has it: what it holds, and what it sends."""

from __future__ import annotations

from html.parser import HTMLParser


class PlainForm(HTMLParser):
    """Reads a page. ``holds`` is what would be sent, by name; ``buttons`` are the values of its buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.holds: dict[str, str] = {}
        self.buttons: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.links: list[str] = []
        self.locked: set[str] = set()
        self.text = ""
        self.names: list[str] = []
        self._area = self._select = ""
        self._option = False
        self._within: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        name = given.get("name", "")
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "button":
            self.buttons.append(given.get("value", ""))
        elif tag == "textarea":
            self.locked |= {name} if "readonly" in given else set()
            self._area, self.holds[name] = name, ""
        else:
            self._begin_input(tag, name, given)
        if tag in ("style", "script"):
            self._within.append(tag)

    def _begin_input(self, tag, name, given):
        if tag == "input" and name:
            if "disabled" in given or "readonly" in given:
                self.locked.add(name)
            self.names.append(name)
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.holds[name] = given.get("value", "")
        elif tag == "select":
            self.names.append(name)
            self._select, self.holds[name] = name, ""
        elif tag == "option":
            # an option without a value sends its words
            self._option = "selected" in given and "value" not in given

    def handle_endtag(self, tag):
        if tag == "option":
            self._option = False
        if tag == "textarea":
            # a browser drops the first line break, and sends the others in its own way
            self.holds[self._area] = self.holds[self._area].removeprefix("\n").replace("\n", "\r\n")
            self._area = ""
        if tag in ("style", "script"):
            self._within.pop()

    def handle_data(self, data):
        if self._area:
            self.holds[self._area] += data
        elif self._option:
            self.holds[self._select] += data.strip()
        elif not self._within:
            self.text += data

    def sends(self, go: str = "on", **typed: str) -> dict[str, str]:
        """What is sent when a button is pressed."""
        return {**self.holds, **{name.replace("__", "--"): value for name, value in typed.items()}, "go": go}
