"""Who may join, decide, act and speak, and why not."""

from marketplace.organisations.rules.expiry import may_renew, notice_days
from marketplace.organisations.rules.joining import (
    application_is_complete,
    capability_fits,
    claimable_kinds,
    code_is_free,
    identity_may_change,
    may_begin,
    may_edit,
    missing_parts,
    name_is_free,
    paper_may_change,
    words_name_nobody,
)
from marketplace.organisations.rules.members import acts_in, may_invite, may_manage, may_stop_acting
from marketplace.organisations.rules.officers import (
    handles,
    may_admit,
    may_decide,
    may_decide_claim,
    may_read_paper,
    may_see_application,
    may_verify,
)
from marketplace.organisations.rules.replies import may_enter_licence, may_import_lists, may_reply
from marketplace.organisations.rules.suspending import may_lift, may_suspend
from marketplace.organisations.rules.undertakings import (
    is_entrusted,
    may_end_undertaking,
    may_sign_undertaking,
    may_vet,
)

__all__ = [
    "acts_in",
    "application_is_complete",
    "capability_fits",
    "claimable_kinds",
    "code_is_free",
    "handles",
    "identity_may_change",
    "is_entrusted",
    "may_admit",
    "may_begin",
    "may_decide",
    "may_decide_claim",
    "may_edit",
    "may_end_undertaking",
    "may_enter_licence",
    "may_import_lists",
    "may_invite",
    "may_lift",
    "may_manage",
    "may_read_paper",
    "may_renew",
    "may_reply",
    "may_see_application",
    "may_sign_undertaking",
    "may_stop_acting",
    "may_suspend",
    "may_verify",
    "may_vet",
    "missing_parts",
    "name_is_free",
    "notice_days",
    "paper_may_change",
    "words_name_nobody",
]
