"""A page with gaps: it comes out as Voila would have drawn it, for each visitor with their own kernel."""

import gzip
import json
import re

import httpx
import pytest
from test_serve_join import join

from kerne_widgets.serve.packed import Packer
from kerne_widgets.serve.stencil import CELLS_END, Stencil

pytestmark = pytest.mark.timeout(120)

CONFIG = re.compile(r'<script id="jupyter-config-data" type="application/json">(.*?)</script>', re.DOTALL)
OUTPUT = re.compile(r'<script type="application/vnd\.voila\.cell-output\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def stencil():
    cells = (("<a>", "</a>"), ("<b>", "</b>"))
    return Stencil("<body>", Packer(b"<body>"), ("import x", "x"), "kerne-kernel-id|", cells, "</body>")


def test_a_cell_that_shows_nothing_is_left_out(stencil):
    page = stencil.rest("k1", [None, {"text/plain": "Æ"}])
    assert page.startswith("k1|<b>{")
    assert page.endswith("}</b></body>")
    assert "<a>" not in page


def test_what_a_cell_shows_cannot_end_its_script(stencil):
    page = stencil.rest("k1", [{"text/html": "</script><script>alert(1)</script>"}, None])
    assert "<script" not in page


def test_the_beginning_is_packed_once_and_the_rest_follows(stencil):
    rest = stencil.rest("k1", [None, None]).encode()
    assert gzip.decompress(stencil.packer.begun + stencil.packer.rest(rest)) == b"<body>" + rest


def kernel_in(page):
    return json.loads(CONFIG.search(page)[1])["kernelId"]


def test_each_visitor_gets_the_page_with_a_kernel_and_a_view_of_their_own(room):
    pages = []
    for _ in range(2):
        with httpx.Client(base_url=room.origin, timeout=60) as phone:
            join(phone, room.code)
            pages.append(phone.get("/deltag").text)
            assert phone.get(f"/alive/{kernel_in(pages[-1])}").status_code == 204
    kernels = {kernel_in(page) for page in pages}
    views = {OUTPUT.search(page)[1] for page in pages}
    assert len(kernels) == len(views) == 2
    for page in pages:
        output = json.loads(OUTPUT.search(page)[1])
        assert output["output_type"] == "display_data"
        assert output["data"]["application/vnd.jupyter.widget-view+json"]["model_id"]
        assert len(CELLS_END.findall(page)) == 1
        assert page.rstrip().endswith("</html>")
        assert "kerne-kernel-id" not in page
        assert "kerne-cell-shown" not in page
