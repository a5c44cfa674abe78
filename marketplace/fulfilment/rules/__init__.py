"""Who may do what with a commitment, and why not."""

from marketplace.fulfilment.rules.course import (
    DayNotOver,
    appointment_fits,
    day_is_over,
    may_add_proof,
    may_appoint,
    outcome_fits,
    proof_allows,
    proof_is_declared,
)
from marketplace.fulfilment.rules.household import account_of, may_speak_for_household
from marketplace.fulfilment.rules.promising import (
    CLAIMABLE,
    judges,
    may_claim,
    may_confirm,
    may_read_proof,
    may_report,
    may_serve,
    may_settle,
    may_step_back,
)
from marketplace.fulfilment.rules.talking import (
    CONCERNS,
    may_pass_on,
    may_withdraw,
    may_write,
    message_fits,
    reads_both_sides,
    writes_as_caseworker,
)

__all__ = [
    "CLAIMABLE",
    "CONCERNS",
    "DayNotOver",
    "account_of",
    "appointment_fits",
    "day_is_over",
    "judges",
    "may_add_proof",
    "may_appoint",
    "may_claim",
    "may_confirm",
    "may_pass_on",
    "may_read_proof",
    "may_report",
    "may_serve",
    "may_settle",
    "may_speak_for_household",
    "may_step_back",
    "may_withdraw",
    "may_write",
    "message_fits",
    "outcome_fits",
    "proof_allows",
    "proof_is_declared",
    "reads_both_sides",
    "writes_as_caseworker",
]
