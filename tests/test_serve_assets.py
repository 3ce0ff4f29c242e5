"""The page's files: from memory, compressed, kept by the browser, and never from outside their folders."""

import gzip

import httpx

from kerne_widgets.serve.assets import Assets


def test_files_are_found_by_address_and_nothing_else_is(tmp_path):
    folder = tmp_path / "served"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.js").write_text("a" * 1000)
    (folder / ".hidden").write_text("secret")
    (tmp_path / "outside.txt").write_text("secret")
    assets = Assets([(folder, "/files/")])
    assert "/files/deep/a.js" in assets
    for address in ("/files/../outside.txt", "/files/.hidden", "/files/deep", "/outside.txt"):
        assert address not in assets


def test_of_two_folders_the_first_counts(tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.css").write_text(name)
    assets = Assets([(tmp_path / "first", "/"), (tmp_path / "second", "/")])
    assert assets.find("/a.css").raw == b"first"


def test_scripts_travel_compressed_and_come_back_unchanged(tmp_path):
    (tmp_path / "a.js").write_text("let a = 1;\n" * 500)
    asset = Assets([(tmp_path, "/")]).find("/a.js")
    assert gzip.decompress(asset.packed) == asset.raw
    assert len(asset.packed) < len(asset.raw) / 5
    assert asset.content_type == "text/javascript; charset=utf-8"


def test_a_phone_keeps_the_files_and_asks_for_none_of_them_twice(room):
    with httpx.Client(base_url=room.origin, timeout=30) as phone:
        first = phone.get("/voila/static/voila.js")
        assert first.status_code == 200
        assert first.headers["content-encoding"] == "gzip"
        assert "max-age=" in first.headers["cache-control"]
        again = phone.get("/voila/static/voila.js", headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        assert not again.content


def test_the_join_page_asks_ahead_only_for_files_that_exist(room):
    import re

    with httpx.Client(base_url=room.origin, timeout=30) as phone:
        listed = re.findall(r'rel="prefetch" href="([^"]+)"', phone.get("/").text)
        assert listed
        for address in listed:
            assert phone.head(address).status_code == 200, address
