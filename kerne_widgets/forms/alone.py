"""A form alone in a notebook: nobody leads it, and what is answered is one person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..store import open_store
from ..workshop import create_workshop
from .saving import Saving

if TYPE_CHECKING:
    from pandas import DataFrame


class Alone(Saving):
    """Answers in a workshop in memory that has one participant, and is gone with the notebook.

    Parameters
    ----------
    lang
        Language of the content and the sentences.
    participant_id
        Who answers; default someone new.
    """

    def __init__(self, lang: str, participant_id: str | None = None) -> None:
        workshop = create_workshop(lang=lang, store=open_store("sqlite://"))
        super().__init__(workshop, workshop.join(participant_id=participant_id), lang)
        self.listen(self._take_in_tasks)

    def _own_answers(self) -> DataFrame:
        """All that was answered, whole-room prompts too: it is told to nobody but the one who answered."""
        from ..frames import own_answers

        return own_answers(self.workshop, self.participant_id)

    def _take_in_tasks(self, _prompt_id: str) -> None:
        """Take in what is proposed, so that it can be placed at once: nobody leads a notebook."""
        for proposal in self.workshop.proposals():
            self.workshop.accept_proposal(proposal)
