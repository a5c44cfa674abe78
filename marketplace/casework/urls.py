"""/casework/: addresses hold opaque references only."""

from django.urls import path

from marketplace.casework.views import case, drafts, handing, households, listing, slips, spoken, uploads

urlpatterns = [
    path("casework/", listing.cases, name="casework_list"),
    path("casework/find/", listing.find, name="casework_find"),
    path("casework/new/", households.new_household, name="casework_new"),
    path("casework/import/", uploads.upload, name="casework_import"),
    path("casework/import/template.<slug:extension>", uploads.template, name="casework_template"),
    path("casework/import/<str:reference>/", uploads.preview, name="casework_upload"),
    path("casework/import/<str:reference>/errors.csv", uploads.errors, name="casework_upload_errors"),
    path("casework/import/<str:reference>/give-up/", uploads.give_up, name="casework_upload_give_up"),
    path("casework/drafts/<str:reference>/", drafts.draft_page, name="casework_draft"),
    path("casework/drafts/<str:reference>/facts/", drafts.facts, name="casework_draft_facts"),
    path("casework/drafts/<str:reference>/submit/", drafts.submit, name="casework_draft_submit"),
    path("casework/drafts/<str:reference>/consent/", drafts.consent, name="casework_draft_consent"),
    path("slip/", slips.slip_code, name="slip_code"),
    path("slip/<str:code>/", slips.slip_page, name="slip"),
    path("slip/<str:code>/<slug:step>/", slips.slip_step, name="slip_step"),
    path("casework/drafts/<str:reference>/slip/", drafts.print_slip, name="casework_slip"),
    path("casework/drafts/<str:reference>/slip/end/", drafts.stop_slip, name="casework_slip_end"),
    path("casework/drafts/<str:reference>/withdraw/", drafts.withdraw, name="casework_draft_withdraw"),
    path("casework/hand-over/<str:reference>/", handing.hand_over, name="casework_hand_over"),
    path("casework/hand-over/<str:reference>/window/", handing.window, name="casework_window"),
    path("casework/hand-over/<str:reference>/revoke/", handing.revoke, name="casework_revoke"),
    path("casework/spoken/<str:reference>/", spoken.spoken, name="casework_spoken"),
    path("casework/contact/<str:reference>/", handing.contact, name="casework_contact"),
    path("casework/<str:reference>/", case.case_page, name="casework_case"),
    path("casework/<str:reference>/edit/", households.edit_household, name="casework_edit"),
    path("casework/<str:reference>/assessment/", case.assessment, name="casework_assessment"),
    path("casework/<str:reference>/erase/", case.erase, name="casework_erase"),
    path("casework/<str:reference>/drafts/new/", drafts.new_draft, name="casework_new_draft"),
]
