"""Verbs on needs: the only writers."""

from marketplace.needs.actions.keeping import (
    ClassTooSmall,
    expire_need,
    expire_overdue,
    hide_promised,
    hold_need,
    recheck_published,
    show_again,
    show_promised_again,
    withdraw_need,
)
from marketplace.needs.actions.release import ReleaseTooEarly, release_batch
from marketplace.needs.actions.review import (
    CommentUnfit,
    ReasonUnknown,
    approve_need,
    keep_need_private,
    return_need,
)
from marketplace.needs.actions.serving import (
    close_need,
    evaluate_need,
    mark_delivered,
    mark_matched,
    reopen_need,
    resume_delivery,
    start_delivery,
)
from marketplace.needs.actions.submission import (
    NothingMayBeShown,
    TextDoesNotFit,
    resubmit_need,
    submit_need,
    submit_private_need,
)
from marketplace.needs.actions.workflow import ReviewOutOfDate

__all__ = [
    "ClassTooSmall",
    "CommentUnfit",
    "NothingMayBeShown",
    "ReasonUnknown",
    "ReleaseTooEarly",
    "ReviewOutOfDate",
    "TextDoesNotFit",
    "approve_need",
    "close_need",
    "evaluate_need",
    "expire_need",
    "expire_overdue",
    "hide_promised",
    "hold_need",
    "keep_need_private",
    "mark_delivered",
    "mark_matched",
    "recheck_published",
    "release_batch",
    "reopen_need",
    "resubmit_need",
    "resume_delivery",
    "return_need",
    "show_again",
    "show_promised_again",
    "start_delivery",
    "submit_need",
    "submit_private_need",
    "withdraw_need",
]
