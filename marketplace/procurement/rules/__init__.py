"""What procurement refuses, and why: each rule answers with a sentence and a stable code."""

from marketplace.procurement.rules.publishing import (
    faults_of,
    may_draft_tender,
    may_publish_list,
    may_publish_tender,
)

__all__ = ["faults_of", "may_draft_tender", "may_publish_list", "may_publish_tender"]
