"""Open Contracting Data Standard 1.1.5: immutable releases, written inside the action whose fact they tell.

`ocid` is one per tender, since a tender buys one listed service. The prefix and the identifier scheme are of this
marketplace (DESIGN), until the city registers its own. 竞争性磋商 maps to `limited`, 邀请招标 to `selective`.
"""

from marketplace.procurement.ocds.releases import publish_progress, publish_release, release_package

__all__ = ["publish_progress", "publish_release", "release_package"]
