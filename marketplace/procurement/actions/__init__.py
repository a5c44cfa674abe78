"""Verbs of procurement: the only writers."""

from marketplace.procurement.actions.awarding import answer_query, award_tender, file_query, pass_over
from marketplace.procurement.actions.bidding import (
    Receipt,
    WrongCode,
    draft_bid,
    drafted,
    read_own_copy,
    seal_bid,
    withdraw_bid,
)
from marketplace.procurement.actions.clarifying import answer_question, ask_question
from marketplace.procurement.actions.judging import (
    agree,
    appoint,
    declare_interests,
    hand_in_marks,
    judge_bid,
    let_stand_aside,
    revise_marks,
    settle_compliance,
)
from marketplace.procurement.actions.opening import close_due_tenders, close_tender, give_code
from marketplace.procurement.actions.papers import (
    countersign_contract,
    give_contract_copy,
    give_contract_paper,
    refuse_contract_paper,
    release_contract_copy,
    sign_contract,
)
from marketplace.procurement.actions.paying import correct_payment, pay_milestone
from marketplace.procurement.actions.performing import (
    Part,
    accept_milestone,
    deliver_milestone,
    draft_contract,
    return_milestone,
)
from marketplace.procurement.actions.publishing import (
    cancel_tender,
    draft_tender,
    publish_service_list,
    publish_tender,
    revise_tender,
    take_opening_key,
)

__all__ = [
    "Part",
    "Receipt",
    "WrongCode",
    "accept_milestone",
    "agree",
    "answer_query",
    "answer_question",
    "appoint",
    "ask_question",
    "award_tender",
    "cancel_tender",
    "close_due_tenders",
    "close_tender",
    "correct_payment",
    "countersign_contract",
    "declare_interests",
    "deliver_milestone",
    "draft_bid",
    "draft_contract",
    "draft_tender",
    "drafted",
    "file_query",
    "give_code",
    "give_contract_copy",
    "give_contract_paper",
    "hand_in_marks",
    "judge_bid",
    "let_stand_aside",
    "pass_over",
    "pay_milestone",
    "publish_service_list",
    "publish_tender",
    "read_own_copy",
    "refuse_contract_paper",
    "release_contract_copy",
    "return_milestone",
    "revise_marks",
    "revise_tender",
    "seal_bid",
    "settle_compliance",
    "sign_contract",
    "take_opening_key",
    "withdraw_bid",
]
