"""Public fundraising online only on platforms that the ministry designated: the list, its dates and its links."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django.fixtures import Settings

from donations.rules import designated_platform, designated_platforms

TODAY = date(2026, 11, 24)


def test_every_line_has_its_names_and_its_source() -> None:
    for platform in designated_platforms(TODAY):
        assert platform.name
        assert platform.name_en
        assert platform.source.startswith(("民政部公告", "DESIGN"))


def test_a_platform_counts_from_its_announcement_on() -> None:
    assert designated_platform("bytedance", date(2021, 11, 14)) is None
    assert designated_platform("bytedance", date(2021, 11, 15)) is not None
    assert designated_platform("nobody", TODAY) is None


def test_the_demonstration_platform_counts_on_a_demonstration_machine_only(settings: Settings) -> None:
    assert designated_platform("demonstration", TODAY) is not None
    settings.EMBEDDED = False
    assert designated_platform("demonstration", TODAY) is None
    assert "demonstration" not in {platform.code for platform in designated_platforms(TODAY)}


@pytest.mark.parametrize(
    ("url", "believed"),
    [
        ("https://gongyi.qq.com/succor/1", True),
        ("https://ssl.gongyi.qq.com/x", True),
        ("http://gongyi.qq.com/x", False),
        ("https://gongyi.qq.com.evil.invalid/x", False),
        ("https://evilgongyi.qq.com/x", False),
        ("https://gongyi.qq.com@evil.invalid/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_a_link_is_believed_only_under_the_platforms_own_host(url: str, believed: bool) -> None:
    platform = designated_platform("tencent", TODAY)
    assert platform is not None
    assert platform.owns(url) is believed


def test_a_platform_without_a_confirmed_host_owns_no_link() -> None:
    platform = designated_platform("meituan", TODAY)
    assert platform is not None
    assert not platform.owns("https://www.meituan.com/")


def test_a_platform_is_named_in_the_readers_language() -> None:
    platform = designated_platform("tencent", TODAY)
    assert platform is not None
    assert [platform.title("zh-hans"), platform.title("en")] == ["腾讯公益", "Tencent Charity"]
