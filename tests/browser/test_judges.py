"""The judges see what they are there to see, and are quiet about a good page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.judges import accessibility_faults, html_faults, pixels_outside, watch

GOOD = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>助邻</title></head>
<body><main><h1>邻里互助</h1><p>一份心意，一份收据。</p></main></body></html>"""
BAD = """<!doctype html><html><head><meta charset="utf-8"><title>x</title></head>
<body><main><h1>x</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><div style="width:900px">x</div></p>
<script>document.title = "run"</script><img alt="" src="http://127.0.0.1:9/outside.png"></main></body></html>"""

POLICY = "default-src 'self'; style-src 'unsafe-inline'; img-src data: http:"


class Pages(BaseHTTPRequestHandler):
    """Two pages under the policy that the site has."""

    def do_GET(self) -> None:
        found = {"/good": GOOD, "/bad": BAD}.get(self.path)
        self.send_response(200 if found else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write((found or "").encode())

    def log_message(self, *_: object) -> None:
        """Say nothing on stderr."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_a_good_page_has_no_faults(page: Page, site: str) -> None:
    watcher = watch(page, site)
    page.goto(f"{site}/good")
    assert watcher.faults == []
    assert accessibility_faults(page) == []
    assert pixels_outside(page) == 0
    assert html_faults(GOOD) == []


@pytest.mark.browser
def test_a_bad_page_is_told_each_of_its_faults(page: Page, site: str) -> None:
    watcher = watch(page, site)
    page.goto(f"{site}/bad")
    faults = "\n".join(watcher.faults)
    assert "Content Security Policy" in faults
    assert "outside request: http://127.0.0.1:9/outside.png" in faults
    assert page.title() == "x"
    assert {fault.split(":")[0] for fault in accessibility_faults(page)} >= {"html-has-lang", "image-alt"}
    assert pixels_outside(page) > 500
    assert any("page1.html" in fault for fault in html_faults(GOOD, BAD))


@pytest.mark.browser
def test_chinese_is_drawn_with_a_font_that_has_it(page: Page, site: str) -> None:
    page.goto(f"{site}/good")
    ink = """c => { const canvas = document.createElement('canvas'); canvas.width = canvas.height = 48;
        const pen = canvas.getContext('2d'); pen.font = '40px serif'; pen.fillText(c, 4, 40);
        return Array.from(pen.getImageData(0, 0, 48, 48).data).join(); }"""
    drawn = [page.evaluate(ink, character) for character in " 助邻"]
    assert len(set(drawn)) == 3, "every character a shape of its own: neither nothing nor the box for a missing one"
