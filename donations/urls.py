"""/programmes/, /gifts/, /tax/, /partner/gifts/, /webhooks/"""

from django.urls import path

from donations.views import disputes, gifts, lines, partner, plans, programmes, refunds, returning, tax, webhook

urlpatterns = [
    path("programmes/", programmes.programme_list, name="programmes"),
    path("programmes/<str:reference>/", programmes.programme_page, name="programme"),
    path("programmes/<str:reference>/give/", programmes.give, name="give"),
    path("gifts/return/", returning.gift_return, name="gift_return"),
    path("gifts/<str:secret>/", gifts.gift_page, name="gift"),
    path("gifts/<str:secret>/pay/", gifts.gift_pay, name="gift_pay"),
    path("gifts/<str:secret>/transfer/", gifts.gift_transfer, name="gift_transfer"),
    path("gifts/<str:secret>/abandon/", gifts.gift_abandon, name="gift_abandon"),
    path("gifts/<str:secret>/certificate.pdf", gifts.gift_certificate, name="gift_certificate"),
    path("gifts/<str:secret>/acknowledgement.pdf", gifts.gift_acknowledgement, name="gift_acknowledgement"),
    path("tax/", tax.estimate, name="tax"),
    path("partner/gifts/", partner.gift_list, name="partner_gifts"),
    path("partner/gifts/statement/", lines.statement, name="import_statement"),
    path("partner/gifts/statement/<str:reference>/", lines.import_page, name="statement"),
    path("partner/gifts/lines/", lines.line_list, name="bank_lines"),
    path("partner/gifts/lines/<str:reference>/", lines.line_page, name="bank_line"),
    path("partner/gifts/refunds/", refunds.refund_list, name="refunds"),
    path("partner/gifts/refunds/<str:reference>/", refunds.refund_page, name="refund"),
    path("partner/gifts/disputes/", disputes.dispute_list, name="disputes"),
    path("partner/gifts/disputes/<str:reference>/", disputes.dispute_page, name="dispute"),
    path("partner/gifts/<str:reference>/", partner.gift_detail, name="partner_gift"),
    path("partner/gifts/<str:reference>/confirm/", partner.confirm_gift, name="confirm_gift"),
    path("partner/gifts/<str:reference>/receipt/", partner.receipt_gift, name="receipt_gift"),
    path("partner/gifts/<str:reference>/red-letter/", partner.red_letter_gift, name="red_letter_gift"),
    path("partner/gifts/<str:reference>/refund/", refunds.new_refund, name="refund_gift"),
    path("partner/programmes/", partner.programme_books, name="partner_programmes"),
    path("partner/programmes/new/", plans.new_plan, name="new_plan"),
    path("partner/programmes/accounts/", plans.payee_accounts, name="payee_accounts"),
    path("partner/programmes/<str:reference>/", plans.plan_page, name="plan"),
    path("partner/programmes/<str:reference>/edit/", plans.edit_plan, name="edit_plan"),
    path("webhooks/stripe/", webhook.stripe_webhook, name="stripe_webhook"),
]
