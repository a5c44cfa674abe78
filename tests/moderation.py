"""What the page of a moderating officer carries along."""

from __future__ import annotations

import re

from django.http import HttpResponse


def read_on(page: HttpResponse) -> str:
    """The moment at which what the page shows was handed in."""
    found = re.search(r'name="read" value="([^"]+)"', page.content.decode())
    assert found
    return found.group(1)
