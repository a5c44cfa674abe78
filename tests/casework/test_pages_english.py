"""Every page of casework speaks English too."""

from __future__ import annotations

import re

import pytest

from marketplace.accounts.models import User
from tests.casework.factories import (
    cleared,
    neighbours,
    registered,
)
from tests.casework.sites import Site

pytestmark = pytest.mark.django_db


def test_every_page_speaks_english_too(worker: User) -> None:
    neighbours(worker, 20)
    made = cleared(worker, registered(worker))
    site = Site(worker)
    site.cookies["language"] = "en"
    addresses = [
        "/casework/",
        "/casework/new/",
        "/casework/import/",
        f"/casework/{made.case.reference}/",
        f"/casework/{made.case.reference}/assessment/",
        f"/casework/{made.case.reference}/drafts/new/",
        f"/casework/drafts/{made.reference}/",
    ]
    for address in addresses:
        heading = re.search(r"<h1>(.*?)</h1>", site.shows(address), re.DOTALL)
        assert heading
        assert not re.search("[\u4e00-\u9fff]", heading.group(1)), address
