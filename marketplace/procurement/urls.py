"""/procurement/: the public pages, the desk of buyers and officers, the panel, contracts; /partner/bids/"""

from django.urls import path

from marketplace.procurement.views import awarding, bids, contracts, judging, milestones, papers, public, purchases

TENDER = "procurement/tenders/<str:reference>"
MILESTONE = "procurement/milestones/<str:reference>"
DESK = "procurement/desk/<str:reference>"

urlpatterns = [
    path("procurement/", public.service_list, name="procurement"),
    path(f"{TENDER}/", public.tender_page, name="tender"),
    path(f"{TENDER}/ocds.json", public.ocds, name="tender_ocds"),
    path(f"{TENDER}/contract.pdf", papers.contract_copy, name="contract_copy"),
    path(f"{TENDER}/ask/", bids.ask, name="ask_question"),
    path(f"{TENDER}/bids/<str:organisation>/", bids.write_bid, name="write_bid"),
    path(f"{TENDER}/bids/<str:organisation>/check/", bids.check_bid, name="check_bid"),
    path("partner/bids/", bids.bid_list, name="bids"),
    path("partner/bids/<str:reference>/", bids.bid_page, name="bid"),
    path("procurement/desk/", purchases.purchase_list, name="purchases"),
    path("procurement/desk/new/", purchases.draft, name="draft_tender"),
    path(f"{DESK}/", purchases.purchase, name="purchase"),
    path(f"{DESK}/draft/", purchases.draft, name="revise_tender"),
    path(f"{DESK}/key/", purchases.take_key, name="take_key"),
    path(f"{DESK}/panel/", purchases.panel, name="panel"),
    path(f"{DESK}/opening/", purchases.opening, name="opening"),
    path(f"{DESK}/compliance/", judging.compliance, name="compliance"),
    path(f"{DESK}/compliance/<str:bid>/", judging.judge, name="judge_bid"),
    path(f"{DESK}/award/", awarding.award, name="award"),
    path(f"{DESK}/contract/", contracts.draft_contract, name="draft_contract"),
    path("procurement/questions/<str:reference>/", purchases.answer, name="answer_question"),
    path("procurement/queries/<str:reference>/", awarding.answer_query, name="answer_query"),
    path("procurement/panel/", judging.seat_list, name="seats"),
    path("procurement/panel/<str:reference>/", judging.seat, name="seat"),
    path("procurement/contracts/", contracts.contract_list, name="contracts"),
    path("procurement/contracts/<str:reference>/", contracts.contract, name="contract"),
    path(f"{MILESTONE}/", milestones.milestone, name="milestone"),
    path(f"{MILESTONE}/payments/<int:part>/", milestones.correct_payment, name="correct_payment"),
]
