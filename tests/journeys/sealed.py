"""Where a bid might be read before its opening: pages of officers, exports, the database, files, mail, logs."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.bidding import CANARY, Purchase
from tests.journeys.living import LiveCity
from tests.journeys.visitor import Visitor

ADMIN = ("/cms/", "/cms/search/", "/cms/reports/site-history/")


def found_on_pages(visitor: Visitor, purchase: Purchase) -> list[str]:
    """Addresses at which the words of a bid are shown to somebody who is signed in and should not see them."""
    desk = [purchase.desk(part) for part in ("", "panel/", "opening/", "compliance/", "award/")]
    for part, name in zip(desk, ("purchase", "panel", "opening", "compliance", "award"), strict=True):
        visitor.go(part, f"{name}-sealed")
    visitor.page.goto(f"{visitor.site}/bureau/")
    exports = visitor.main.locator("a[href*='.csv']").evaluate_all("all => all.map(a => a.pathname)")
    assert exports
    around = ["/desk/", "/procurement/desk/", "/procurement/contracts/", purchase.page, f"{purchase.page}ocds.json"]
    around += [*ADMIN, *exports]
    texts = {path: visitor.page.request.get(visitor.site + path).text() for path in [*desk, *around]}
    return [path for path, text in texts.items() if CANARY in text]


def found_in_stores(live: LiveCity) -> list[str]:
    """Files of the whole installation, and the dump and the copy that a backup makes, that hold the words."""
    dump = live.manage("dumpdata")
    assert dump.code == 0, dump.err
    places = {str(file): file.read_bytes() for file in _files(live.folder)} | {"dumpdata": dump.out.encode()}
    spelt = [CANARY.encode(), CANARY.encode("unicode-escape")]
    return [place for place, content in places.items() if any(each in content for each in spelt)]


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
