"""Somebody with a browser: goes through the site, and every page seen is judged, wide and narrow, and pictured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FilePayload, Locator, Page, Response

from tests.browser.judges import Watch, accessibility_faults, pixels_outside, watch

SCREENS = Path(__file__).resolve().parents[1] / "browser" / "screens"
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
EXPECTED_LANG = {"zh": "zh-hans", "en": "en"}
"""Case does not matter in a language tag."""
OTHER = {"zh": "en", "en": "zh"}
WIDTHS = (1280, 360)
OK = 200
PATIENCE_MS = 30_000
"""How long a slow machine may take over one page before we call it broken."""

LOOKS_IN_TURN = (360, 1280)
"""A page is looked at on a telephone in the first language in which it is met, on a computer in the other one."""
LOOKED_AT: dict[str, list[str]] = {}
"""By page, with and without scripts: the languages in which it was met in this run."""
LOOKS, BETWEEN_LOOKS_MS = 60, 500


@dataclass
class Visitor:
    """One person in one language, on a computer and, at every page, on a telephone too."""

    page: Page
    site: str
    watcher: Watch
    language: str
    scripts: bool
    faults: dict[str, list[str]] = field(default_factory=dict)
    """What is wrong with each page seen; must stay empty."""
    reader: Visitor | None = None
    """The same person, who opens every page in the other language too, as far as it is not met there yet."""

    def go(self, path: str, name: str, *, status: int = 200) -> None:
        """Open a page of the site and judge it."""
        self._arrived(self.page.goto(self.site + path), name, status)

    def follow(self, target: Locator, name: str, *, status: int = 200) -> None:
        """Press a link or a button, wait for the page it leads to, and judge that."""
        with self.page.expect_navigation() as arriving:
            target.click()
        self._arrived(arriving.value, name, status)

    def _arrived(self, response: Response | None, name: str, status: int) -> None:
        assert response is not None
        assert response.status == status, f"{self.page.url}: {response.status}\n{self.words}"
        if status >= 400:  # the browser's console repeats a refusal that we came to see
            self.watcher.faults[:] = [fault for fault in self.watcher.faults if f"status of {status} " not in fault]
        self.judge(name)
        if self.reader and status == OK and response.request.method == "GET" and not self.reader.has_met(name):
            self.reader.go(response.url.removeprefix(self.site), name)

    def has_met(self, name: str) -> bool:
        """Whether this page was met in this language."""
        return self.language in LOOKED_AT.get(f"{name}-{self.scripts}", [])

    def reload_until(self, words: str, *, without: str = "") -> None:
        """Look again until the page says it, and no longer the other; what happens behind it takes a few seconds."""
        for _look in range(LOOKS):
            if words in self.words and not (without and without in self.words):
                return
            self.page.wait_for_timeout(BETWEEN_LOOKS_MS)
            self.page.reload()
        raise AssertionError(f"{self.page.url} never says {words!r}:\n{self.words}")

    def link(self, href: str) -> Locator:
        """The first link of the page's own part whose address holds `href`."""
        return self.main.locator(f"a[href*='{href}']").first

    def button(self, action: str = "") -> Locator:
        """The button that sends the form with this action; without one, the form that answers to this page itself."""
        form = f"form[method=post][action*='{action}']" if action else "form[method=post]:not([action])"
        return self.main.locator(f"{form} button").last

    @property
    def twin(self) -> str:
        """The address of the payment twin."""
        return f"http://127.0.0.1:{int(self.site.rsplit(':', 1)[1]) + 1}"

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def words(self) -> str:
        """What the page says in its own part."""
        return self.main.inner_text()

    def fill(self, **values: str | FilePayload) -> None:
        """Fill in fields by name: text, a choice, a day or a file."""
        for name, value in values.items():
            self._fill(self.main.locator(f"[name='{name.replace('__', '-')}']"), value)

    def _fill(self, place: Locator, value: str | FilePayload) -> None:
        kind = place.first.get_attribute("type") or place.first.evaluate("e => e.localName")
        if not isinstance(value, str):
            place.set_input_files(value)
        elif kind in {"radio", "checkbox"}:
            place.locator(f"xpath=self::*[@value='{value}' or not(@value)]").check()
        elif kind == "select":
            place.select_option(value)
        else:
            place.fill(value)

    def judge(self, name: str) -> None:
        """Look at the page that is open now, at each width."""
        found = [*self.watcher.faults]
        self.watcher.faults.clear()
        if (headings := self.page.locator("h1").count()) != 1:
            found.append(f"{headings} h1")
        if (spoken := (self.page.locator("html").get_attribute("lang") or "").lower()) != EXPECTED_LANG[self.language]:
            found.append(f"speaks {spoken}")
        turn = self._turn(name)
        for width in WIDTHS if turn is not None else ():
            self.page.set_viewport_size({"width": width, "height": 800})
            if outside := pixels_outside(self.page):
                found.append(f"{outside} pixels to scroll sideways at {width} pixels")
            if width == LOOKS_IN_TURN[turn or 0]:
                found += [f"{fault} at {width} pixels" for fault in self._look(f"{name}-{self.language}-{width}")]
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        if found:
            self.faults[f"{name} {self.page.url}"] = found

    def _turn(self, name: str) -> int | None:
        """In how many other languages this page was met; None if in this one too: then only what is behind counts."""
        if self.has_met(name):
            return None
        met = LOOKED_AT.setdefault(f"{name}-{self.scripts}", [])
        met.append(self.language)
        return len(met) - 1

    def _look(self, picture: str) -> list[str]:
        SCREENS.mkdir(exist_ok=True)
        end = "" if self.scripts else "-noscript"
        self.page.screenshot(path=SCREENS / f"{picture}{end}.png", full_page=True)
        # axe waits for timers, which a page without scripts never fires
        return accessibility_faults(self.page) if self.scripts else []


@contextmanager
def visiting(
    browser: Browser, site: str, *, language: str = "zh", scripts: bool = True, known: Any = None, both: bool = False
) -> Iterator[Visitor]:
    """A fresh browser profile, or with `known` that of somebody who signed in; leaves only if no page had a fault.

    The payment twin on the next port belongs to the way. With `both` every page is read in the other language, too.
    """
    if both:
        with (
            visiting(browser, site, language=OTHER[language], scripts=scripts, known=known) as reader,
            visiting(browser, site, language=language, scripts=scripts, known=known) as visitor,
        ):
            visitor.reader = reader
            yield visitor
        return
    context = browser.new_context(
        viewport={"width": WIDTHS[0], "height": 800},
        locale=LOCALES[language],
        java_script_enabled=scripts,
        storage_state=known,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    visitor = Visitor(page, site, watch(page, site), language, scripts)
    visitor.watcher.origins |= {visitor.twin}
    try:
        yield visitor
    finally:
        context.close()
    assert visitor.faults == {}, visitor.faults
