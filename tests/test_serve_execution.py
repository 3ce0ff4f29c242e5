"""Running a page's notebook: what each cell shows, what is said when one fails, and no waiting for the dead."""

import asyncio
import time

import pytest
from jupyter_client.ioloop import AsyncIOLoopKernelManager

from kerne_widgets.serve.execution import CellFailedError, KernelGoneError, PageClient

pytestmark = pytest.mark.timeout(60)

VIEW = "application/vnd.jupyter.widget-view+json"


def shown_by(*cells, kill=False):
    """What the cells show, run by a page's client in a kernel of the kind that pages have."""

    async def run():
        kernel = AsyncIOLoopKernelManager(kernel_name="kerne")
        await kernel.start_kernel()
        client = PageClient(kernel)
        try:
            if kill:
                asyncio.get_running_loop().call_later(0.5, kernel.provisioner.process.kill)
            return await client.show(cells)
        finally:
            client.close()
            await kernel.shutdown_kernel(now=True)

    return asyncio.run(run())


def test_a_cell_shows_its_last_value_and_only_its_own():
    loaded, slider, quiet, none = shown_by(
        "import ipywidgets", "slider = ipywidgets.IntSlider()\nslider", "quiet = slider", "None"
    )
    assert loaded is quiet is none is None
    assert slider[VIEW]["model_id"]


def test_a_cell_that_fails_stops_the_page_and_says_why_to_the_log():
    with pytest.raises(CellFailedError, match="ZeroDivisionError"):
        shown_by("1 / 0", "1")


def test_a_kernel_that_dies_is_not_waited_for():
    began = time.monotonic()
    with pytest.raises(KernelGoneError):
        shown_by("import time; time.sleep(60)", kill=True)
    assert time.monotonic() - began < 20
