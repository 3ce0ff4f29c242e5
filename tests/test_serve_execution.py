"""Running a page's notebook: what each cell shows, what is said when one fails, and no waiting for the dead."""

import asyncio
import time

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kerne_widgets.serve.execution import KernelGoneError, PageExecutor

pytestmark = pytest.mark.timeout(60)

VIEW = "application/vnd.jupyter.widget-view+json"


def outputs_of(*cells, kill=False):
    """The cells' outputs, run by a page's executor in a kernel of the kind that pages have."""
    notebook = new_notebook(cells=list(cells))

    async def run():
        kernel = AsyncKernelManager(kernel_name="kerne")
        await kernel.start_kernel()
        try:
            executor = PageExecutor(notebook, km=kernel)
            executor.kc = await executor.async_start_new_kernel_client()
            try:
                if kill:
                    asyncio.get_running_loop().call_later(0.5, kernel.provisioner.process.kill)
                for place, cell in enumerate(notebook.cells):
                    await executor.execute_cell(cell, None, place, store_history=False)
            finally:
                executor.kc.stop_channels()
        finally:
            await kernel.shutdown_kernel(now=True)

    asyncio.run(run())
    nbformat.validate(notebook)
    return [cell.get("outputs") for cell in notebook.cells]


def test_a_cell_shows_its_last_value_and_only_its_own():
    prose, loaded, shown, nothing, again = outputs_of(
        new_markdown_cell("# Kontrolrum"),
        new_code_cell("import ipywidgets"),
        new_code_cell("slider = ipywidgets.IntSlider()\nslider"),
        new_code_cell("quiet = slider"),
        new_code_cell("None"),
    )
    assert prose is None
    assert loaded == nothing == again == []
    assert [output.output_type for output in shown] == ["display_data"]
    assert shown[0].data[VIEW]["model_id"]


def test_a_cell_that_fails_says_so_without_its_traceback(caplog):
    failed, after = outputs_of(new_code_cell("hemmelig = 1\n1 / 0"), new_code_cell("hemmelig"))
    assert [output.output_type for output in failed] == ["error"]
    assert "hemmelig" not in str(failed)
    assert "ZeroDivisionError" in caplog.text
    assert after[0].data["text/plain"] == "1"


def test_a_kernel_that_dies_is_not_waited_for():
    began = time.monotonic()
    with pytest.raises(KernelGoneError):
        outputs_of(new_code_cell("import time; time.sleep(60)"), kill=True)
    assert time.monotonic() - began < 20
