"""Gifts made on a designated platform, from its file: looked at first, then counted whole or not at all."""

from donations.reconciliation.platforms.counting import count_platform_file
from donations.reconciliation.platforms.files import (
    PlatformFileRefused,
    forget_old_files,
    forget_platform_file,
    try_platform_file,
)

__all__ = [
    "PlatformFileRefused",
    "count_platform_file",
    "forget_old_files",
    "forget_platform_file",
    "try_platform_file",
]
