"""A workshop: the model and the store together. Create one, open one, answer in it, lead it, read it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import room_state
from .content import load_model
from .errors import UnknownWorkshop, naming_options, require_lang
from .leading import require_name
from .model import CORE_TASK
from .places import own_content
from .rehearsing import Rehearsing
from .stepping import FACILITATOR
from .store import Store, new_event, open_store

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

# none that are mistaken for another when read aloud or from a wall
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6

Size = tuple[float, float]


def create_workshop(
    name: str = "",
    *,
    lang: str = "da",
    store: Store | None = None,
    content: str | Path | None = None,
    example: bool = False,
) -> Workshop:
    """A new workshop with a code of its own. A new store is made ready first.

    Parameters
    ----------
    name
        What the room sees, such as the workplace.
    lang
        Language of its pages, ``"da"`` or ``"en"``.
    store
        Default: ``$KERNE_STORE``, else the default SQLite file.
    content
        Folder laid over the shipped content; default ``$KERNE_CONTENT``.
    example
        Mark it as an example wherever it is shown.

    Raises
    ------
    KerneError
        There is no such language, or the name is no text of 200 letters at most.
    """
    require_lang(lang)
    require_name(name)
    store = store or open_store()
    model = load_model(content)
    store.migrate()
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        try:
            workshop_id = store.add_workshop(code)
            break
        except ValueError:
            continue
    value = {"name": name, "lang": lang, "example": example, "people_min": model.people_min}
    store.append([new_event(workshop_id, FACILITATOR, room_state.WORKSHOP, value)])
    made = Workshop(code, workshop_id, store, model)
    if content or own_content():
        # what another folder suggests is not what this one does
        made.set_programme(model.default_programme)
    return made


def open_workshop(code: str, store: Store | None = None, content: str | Path | None = None) -> Workshop:
    """The workshop with a code, as the store holds it. Case, spaces and hyphens in the code do not matter.

    Raises
    ------
    UnknownWorkshop
        No workshop has this code.
    StoreError
        The store cannot be used.
    """
    store = store or open_store()
    plain = "".join(c for c in code.upper() if c.isalnum())
    workshop_id = store.fetch_workshop_id(plain)
    if workshop_id is None:
        raise UnknownWorkshop("errors.unknown_workshop", code=code[:20])
    return Workshop(plain, workshop_id, store, load_model(content))


def every_workshop(store: Store | None = None, content: str | Path | None = None) -> Iterator[Workshop]:
    """The workshops in a store, the newest first.

    Raises
    ------
    StoreError
        The store cannot be used.
    """
    store = store or open_store()
    return (open_workshop(code, store, content) for code in store.fetch_codes())


class Workshop(Rehearsing):
    """One workshop in a store. Made by :func:`create_workshop` and :func:`open_workshop`.

    It can be held open for hours: each read takes in what has happened since the last one.
    """

    def __repr__(self) -> str:
        return f"Workshop({self.code!r}, {self.name!r})"

    def delete(self) -> None:
        """Delete it from the store for good; see :meth:`Store.delete_workshop`, and ``deleting`` for its files."""
        self.store.delete_workshop(self._id)

    # -- frames and charts: pandas and matplotlib are loaded here and nowhere before ---------------------------

    def answers(self) -> DataFrame:
        """One row per participant, prompt and item, of every round; columns in ``frames.COLUMNS["answers"]``."""
        from . import frames

        return frames.answers(self)

    def cards(self) -> DataFrame:
        """One row per card or text anyone wrote, and what stands for it now; columns in ``frames.COLUMNS["cards"]``."""
        from . import frames

        return frames.cards(self)

    def entries(self) -> DataFrame:
        """One row per entry of a table and column of it; columns in ``frames.COLUMNS["entries"]``."""
        from . import frames

        return frames.entries(self)

    def table(self, prompt_id: str) -> DataFrame:
        """The entries of one table, a row each, with a column for each field, named by its key."""
        from . import frames

        return frames.table(self, self.model.prompt(prompt_id))

    def tasks(self) -> DataFrame:
        """One row per task, also hidden and merged ones; columns in ``frames.COLUMNS["tasks"]``."""
        from . import task_frames

        return task_frames.tasks(self)

    def placements(self, round_number: int | None = None) -> DataFrame:
        """One row per participant and task, by default of the newest round that has any.

        Columns in ``frames.COLUMNS["placements"]``.
        """
        from . import task_frames

        return task_frames.placements(self, round_number)

    def priorities(self, round_number: int | None = None) -> DataFrame:
        """One row per task in use, with its verdict; columns in ``frames.COLUMNS["priorities"]``."""
        from . import task_frames

        return task_frames.priorities(self, round_number)

    def participants(self) -> DataFrame:
        """One row per participant, by random id; columns in ``frames.COLUMNS["participants"]``."""
        from . import frames

        return frames.participants(self)

    def agenda(self, round_number: int | None = None) -> DataFrame:
        """One row per task in use, what to talk about first; columns in ``frames.COLUMNS["agenda"]``."""
        from . import results

        return results.agenda(self, round_number)

    def links(self) -> DataFrame:
        """One row per task and effect or target group it serves; columns in ``frames.COLUMNS["links"]``."""
        from . import results

        return results.links(self)

    def scenario(self) -> DataFrame:
        """One row per task in use: is it let go in the scenario; columns in ``frames.COLUMNS["scenario"]``."""
        from . import results

        return results.scenario(self)

    def support(self) -> DataFrame:
        """One row per effect or target group: what the scenario leaves; columns in ``frames.COLUMNS["support"]``."""
        from . import results

        return results.support(self)

    def actions(self) -> DataFrame:
        """One row per decision, then per proposed one; columns in ``frames.COLUMNS["actions"]``."""
        from . import results

        return results.actions(self)

    def versions(self, wording_id: str | None = CORE_TASK) -> DataFrame:
        """One row per version of the core task, of another shared wording, or with None of all.

        Columns in ``frames.COLUMNS["versions"]``.
        """
        from . import results

        return results.versions(self, wording_id)

    def wordings(self, wording_id: str | None = CORE_TASK) -> DataFrame:
        """One row per prompt and round: how alike people word the core task, something else, or with None all.

        Columns in ``frames.COLUMNS["wordings"]``.
        """
        from . import results

        return results.wordings(self, wording_id)

    def rounds(self) -> DataFrame:
        """One row per round; columns in ``frames.COLUMNS["rounds"]``."""
        from . import rounds

        return rounds.rounds(self)

    def change(self, prompt_ids: str | Collection[str] | None = None) -> DataFrame:
        """One row per question, item and pair of rounds, on the same ids; columns in ``frames.COLUMNS["change"]``."""
        from . import rounds

        return rounds.change(self, prompt_ids)

    def trend(self, prompt_ids: str | Collection[str] | None = None) -> DataFrame:
        """One row per question, item and round: the whole course; columns in ``frames.COLUMNS["trend"]``."""
        from . import rounds

        return rounds.trend(self, prompt_ids)

    def lenses(self, round_number: int | None = None) -> DataFrame:
        """One row per dimension and lens (decided, done, experienced); columns in ``frames.COLUMNS["lenses"]``."""
        from . import lenses

        return lenses.lenses(self, round_number)

    def lens_groups(self) -> DataFrame:
        """One row per lens and role or group that may be shown; columns in ``frames.COLUMNS["lens_groups"]``."""
        from . import lenses

        return lenses.lens_groups(self)

    @naming_options
    def plot_priorities(self, *, title: str | None = None, size: Size | None = None) -> Figure:
        """The bullseye: tasks by median centrality, with hours, agreement and verdict.

        Parameters
        ----------
        title
            What stands above it; a usual one when left out.
        size
            Width and height in inches, of 100 pixels each; the size of the wall when left out.

        Raises
        ------
        KerneError
            There is no such option.
        """
        from . import pictures

        return pictures.plot_priorities(self, **_given(title=title, size=size))

    @naming_options
    def plot_quadrant(self, *, title: str | None = None, size: Size | None = None) -> Figure:
        """Centrality against hours, with the corner of what can be given lower priority.

        Takes what :meth:`plot_priorities` does.
        """
        from . import pictures

        return pictures.plot_quadrant(self, **_given(title=title, size=size))

    @naming_options
    def plot_agenda(self, *, title: str | None = None, size: Size | None = None) -> Figure:
        """What to talk about first: the tasks with most hours in dispute.

        Takes what :meth:`plot_priorities` does.
        """
        from . import pictures, views

        return pictures.plot_view(self, views.AGENDA, **_given(title=title, size=size))

    @naming_options
    def plot_prompt(
        self, prompt_id: str, round_number: int | None = None, *, title: str | None = None, size: Size | None = None
    ) -> Figure:
        """The picture of one prompt, as its kind draws it.

        Takes what :meth:`plot_priorities` does, and

        Parameters
        ----------
        prompt_id
            What was answered.
        round_number
            Default: the round that is going on; of tasks that are placed, the newest in which any were.

        Raises
        ------
        ContentError
            There is no such prompt; the message names those it may be.
        """
        from . import pictures

        return pictures.plot_prompt(self, prompt_id, round_number, **_given(title=title, size=size))


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}
