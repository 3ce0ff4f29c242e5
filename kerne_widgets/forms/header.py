"""The head of a page: where one is, how far, and whether the answers are saved."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from ..messages import text
from .elements import close, escaped, markup

if TYPE_CHECKING:
    from ..room_state import Step
    from .saving import Saving, State

SIGNS = {"saved": "✓ ", "waiting": "", "unsaved": "", "closed": "", "empty": ""}


class Header:
    """The head of a page. It also tells the page's script what is committed, so that the phone can let go of its copy.

    Parameters
    ----------
    saving
        Whose state is shown.
    key
        Names the place on the phone where copies are kept; ``""`` keeps none.
    """

    def __init__(self, saving: Saving, key: str = "") -> None:
        self.widget = markup("", "kerne-header")
        self.begin(saving, key)

    def begin(self, saving: Saving, key: str) -> None:
        """Be the head of another round's page."""
        self._saving = saving
        self._key = key
        # what the phone wrote later than this is newer, whatever it knew of
        self._stood_at_ms = round(saving.saved_at.timestamp() * 1000) if saving.saved_at else 0

    def show(
        self,
        where: str,
        progress: tuple[int, int],
        marks: dict[str, Any],
        done: list[str],
        left: list[str],
        step: Step | None = None,
        *,
        called_to: str = "",
        said: str = "",
        is_closed: bool = False,
    ) -> None:
        """Show where one is, how far of how many, and how the answers stand.

        The rest is for the script: ``marks``, checksums by field; ``done``, letters that have been dealt with;
        ``left``, what is told of another round; ``called_to``, the screen that the room has gone to; ``said``, what the
        room has just been told, to be read out.
        """
        saving, lang = self._saving, self._saving.lang
        facts: dict[str, Any] = {
            "marks": marks,
            "done": [*done, *saving.taken_back],
            "state": saving.state,
            "key": self._key,
            "lang": lang,
        }
        # another's form may come in its place, as where one answers for those without a phone
        facts["person"] = hashlib.sha256(saving.participant_id.encode()).hexdigest()[:12]
        facts |= {"stood_at": self._stood_at_ms, "called": called_to, "said": said, "closed": is_closed}
        if saving.is_out:
            facts["out"] = True
        if saving.refusals:
            facts["refusals"] = saving.refusals
        if left:
            facts["left"] = left
        if saving.older:
            facts["older"] = list(saving.older)
        stands: State = "closed" if is_closed and saving.state in ("saved", "empty") else saving.state
        state = escaped(SIGNS[stands] + (saving.state_text if stands == saving.state else saving.word(stands)))
        steps, of = progress
        share = 100 * steps / max(of, 1)
        name = escaped(text("page.progress", lang))
        value = escaped(where)
        # what there is no room for is left out whole, the last first
        parts = "".join(f"<span>{part}</span>" for part in value.replace(" · ", "\0 · ").split("\0"))
        # words for what only the page can know: that something is on its way, or that the net is gone
        words = "".join(
            f'<span class="kerne-state-{name}">{escaped(text(f"page.state_{name}", lang))}</span>'
            for name in ("saving", "offline", "over", "half")
        )
        timer = _timer(step) if step else ""
        self.widget.value = (
            f'<div class="kerne-head" data-n="{saving.n_changes}" data-facts="{escaped(json.dumps(facts))}">'
            f'<p class="kerne-where">{parts}</p>{timer}'
            f'<p class="kerne-state is-{stands}"><span class="kerne-state-stored">{state}</span>{words}</p>'
            f'<div class="kerne-bar" role="progressbar" aria-label="{name}" aria-valuemin="0" aria-valuemax="{of}" '
            f'aria-valuenow="{steps}" aria-valuetext="{value}"><span style="width:{share:.1f}%"></span></div></div>'
        )

    def close(self) -> None:
        """Close the widget."""
        close(self.widget)


def _timer(step: Step) -> str:
    if step.ends_at:
        return f'<span class="kerne-timer" data-ends="{step.ends_at.isoformat()}"></span>'
    if step.left_s is None:
        return ""
    left = round(step.left_s)
    return f'<span class="kerne-timer is-paused">{left // 60}:{left % 60:02}</span>'
