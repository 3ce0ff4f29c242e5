"""Commands that write and read files: ``kerne export | import | sheets``."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import KerneError, KerneWarning
from .ground import find, opened_store, settle
from .options import Code, Content, DataDir, LangOption
from .program import here
from .speech import LANG, one_line, say


def export_(
    code: Code,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("argument_export_file"))],
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Write a workshop to a file: a report, slides, a workbook, or all answers."""
    from ..exchange import require_ending
    from ..report import EXPORTS, write

    settle(data_dir, content)
    require_ending(file, EXPORTS)
    with opened_store() as store, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", KerneWarning)
        write(find(code, store), file)
    typer.echo(say("exported", file=file))
    # a report reads the answers more than once, and a warning is said once
    messages = [warning.message for warning in warned]
    for said in {told.problem.text(LANG) for told in messages if isinstance(told, KerneWarning)}:
        typer.echo(here(said), err=True)


def import_(
    code: Code,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("argument_import_file"))],
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help=say("option_skip_bad"))] = False,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Take the answers in a file into a workshop."""
    from ..exchange import IMPORTS, BadRows, import_answers, require_ending

    settle(data_dir, content)
    require_ending(file, IMPORTS)
    with opened_store() as store:
        try:
            found = import_answers(find(code, store), file, skip_bad=skip_bad)
        except BadRows as error:
            report_rows(error.bad)
            raise
    report_rows(found.bad)
    typer.echo(say("imported", n=len(found.given), file=file))
    if found.n_known:
        typer.echo(say("imported_known", n=found.n_known))


def sheets(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("argument_sheets_file"))] = Path("kerne-sheets.pdf"),
    programme: Annotated[str | None, typer.Option("--programme", metavar="ID", help=say("option_sheets"))] = None,
    exercise: Annotated[str | None, typer.Option("--exercise", metavar="ID", help=say("option_exercise"))] = None,
    workshop: Annotated[str | None, typer.Option("--workshop", metavar="CODE", help=say("option_sheets_code"))] = None,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,
) -> None:
    """Print exercises as A4 sheets, to be answered with a pen."""
    from ..content import load_model
    from ..exchange import require_ending
    from ..programmes import find_programme
    from ..report import SHEETS, exercise_sheets, save

    settle(data_dir, content)
    require_ending(file, SHEETS)
    if programme and exercise:
        raise KerneError("cli.sheets_both")
    model = load_model()
    ids = [model.exercise(exercise).exercise_id] if exercise else []
    if programme:
        ids = find_programme(model, programme).exercise_ids
    if workshop:
        with opened_store() as store:
            room = find(workshop, store)
            made = exercise_sheets(room.model, ids or room.programme.exercise_ids, lang, room)
    else:
        made = exercise_sheets(model, ids or model.default_programme.exercise_ids, lang)
    save(made, file)
    typer.echo(say("exported", file=file))


def report_rows(bad: list[Any]) -> None:
    """List bad rows, each with its number and reason."""
    for row in bad:
        typer.echo(one_line(say("bad_row", number=row.number, reason=row.problem.text(LANG))), err=True)
