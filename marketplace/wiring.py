"""THE map: which listener hears which event, and which higher package answers which port.

The one place where a lower package reaches a higher one.
"""

from __future__ import annotations

from cms.reports import events as report_events
from cms.reports import messages as report_messages
from cms.stories.actions import publish_approved_story, send_story_back, take_story_away
from cms.stories.words import StoryWords
from donations import events as gift_events
from donations import messages as gift_messages
from donations.actions import close_pages_of_abandoned, handle_webhook, send_approved_refund, take_back_dedication
from donations.adoption import events as project_events
from donations.adoption import messages as project_messages
from donations.adoption.rules import may_read_agreement
from donations.certificates import listeners as certificates
from donations.cooperation import events as cooperation_events
from donations.cooperation import messages as cooperation_messages
from donations.cooperation.rules import may_read_agreement as may_read_cooperation
from donations.models import Certificate
from donations.queries.funds import ProgrammeFunds
from donations.receipts import events as receipt_events
from donations.words import GiftWords, PlanWords, ProgrammeWords, ReportWords
from marketplace.accounts.rules import MUST_USE_TWO_FACTORS
from marketplace.casework import events as casework_events
from marketplace.casework import messages as casework_messages
from marketplace.casework.entrusting import RegisterEntrusting
from marketplace.casework.file_behind import RegisterFile
from marketplace.casework.gate import RegisterGate
from marketplace.casework.pairs import RegisterPairs
from marketplace.casework.ports import proposals_made
from marketplace.casework.words import NeedWords
from marketplace.common.certificates.verification import REGISTERS, Register
from marketplace.common.events import listen
from marketplace.common.events.wagtail_tasks import LibraryTaskEnqueued, run_library_task
from marketplace.documents.rules import READERS
from marketplace.fulfilment import events as fulfilment_events
from marketplace.fulfilment import messages as fulfilment_messages
from marketplace.fulfilment.ports import file_behind
from marketplace.fulfilment.queries import PublicDemand
from marketplace.fulfilment.rules import CONCERNS, may_read_proof
from marketplace.insurance import events as insurance_events
from marketplace.insurance import messages as insurance_messages
from marketplace.insurance.ports import group_counter
from marketplace.insurance.rules import may_read_policy
from marketplace.needs import events as needs_events
from marketplace.needs import messages as needs_messages
from marketplace.needs.ports import publication_gate, review_desk
from marketplace.needs.review_desk import OfficersReviewDesk
from marketplace.notifications.actions import send_owed_mail
from marketplace.notifications.events import MailOwed
from marketplace.notifications.ports import audience
from marketplace.offers import events as offer_events
from marketplace.offers import messages as offer_messages
from marketplace.operations.group_counts import RegisterCounts
from marketplace.organisations import events as organisation_events
from marketplace.organisations import messages as organisation_messages
from marketplace.organisations.queries import OrganisationAudience, acts_for_any
from marketplace.organisations.rules import may_read_paper
from marketplace.procurement import events as purchase_events
from marketplace.procurement import messages as purchase_messages
from marketplace.procurement.queries import sits_on_a_panel
from marketplace.procurement.rules.papers import may_read_contract_paper
from marketplace.procurement.rules.performing import may_read_evidence
from marketplace.publications import events as words_events
from marketplace.publications import messages as words_messages
from marketplace.publications.ports import SUBJECTS
from marketplace.publications.states import Kind
from marketplace.volunteers import events as service_events
from marketplace.volunteers import messages as service_messages
from marketplace.volunteers.models import ServiceCertificate
from marketplace.volunteers.ports import open_demand
from matching import events as matching_events
from matching import messages as matching_messages
from matching.actions.forgetting import ProposalsMade
from matching.ports import entrusting, fund_source, need_source
from matching.queries import was_proposed


def wire() -> None:
    """Called once at start, after all models are loaded."""
    bind_ports()
    join_events()


def bind_ports() -> None:
    """Ports: a lower package asks, a higher one answers inside the same transaction."""
    publication_gate.bind(RegisterGate())
    review_desk.bind(OfficersReviewDesk())
    need_source.bind(RegisterPairs())
    proposals_made.bind(ProposalsMade())
    fund_source.bind(ProgrammeFunds())
    entrusting.bind(RegisterEntrusting())
    audience.bind(OrganisationAudience())
    group_counter.bind(RegisterCounts())
    open_demand.bind(PublicDemand())
    MUST_USE_TWO_FACTORS[:] = [acts_for_any, sits_on_a_panel]
    CONCERNS[:] = [was_proposed]
    file_behind.bind(RegisterFile())
    READERS["proof"] = may_read_proof
    REGISTERS["donation"] = Register(
        Certificate, "donations/_finding.html", "donations/_certified.html", ("gift__programme__charity", "receipt")
    )
    READERS["milestone"] = may_read_evidence
    READERS["contract_paper"] = may_read_contract_paper
    REGISTERS["service"] = Register(
        ServiceCertificate, "volunteers/_finding.html", "volunteers/_certified.html", ("organisation",)
    )
    READERS["adoption_agreement"] = may_read_agreement
    READERS["cooperation_agreement"] = may_read_cooperation
    READERS["group_policy"] = may_read_policy
    READERS["organisation_paper"] = may_read_paper
    READERS["licence_paper"] = may_read_paper
    SUBJECTS[Kind.NEED_UPDATE] = NeedWords(Kind.NEED_UPDATE)
    SUBJECTS[Kind.THANKS] = NeedWords(Kind.THANKS)
    SUBJECTS[Kind.DEDICATION] = GiftWords()
    SUBJECTS[Kind.PROGRAMME] = ProgrammeWords()
    SUBJECTS[Kind.PLAN] = PlanWords()
    SUBJECTS[Kind.REPORT] = ReportWords()
    SUBJECTS[Kind.STORY] = StoryWords()


def join_events() -> None:
    """Events: told after commit, at least once."""
    listen(LibraryTaskEnqueued, run_library_task)
    listen(MailOwed, send_owed_mail)
    listen(needs_events.NeedSubmitted, needs_messages.ask_for_review)
    listen(needs_events.NeedHeld, needs_messages.ask_about_held)
    listen(needs_events.NeedReviewed, needs_messages.review_is_over)
    listen(needs_events.NeedReturned, needs_messages.review_is_over)
    listen(needs_events.NeedReturned, needs_messages.tell_author_of_return)
    listen(needs_events.NeedKeptPrivate, needs_messages.review_is_over)
    listen(needs_events.NeedKeptPrivate, needs_messages.tell_author_it_is_private)
    listen(needs_events.NeedWithdrawn, needs_messages.review_is_over)
    listen(needs_events.NeedChanged, needs_messages.review_is_over)
    listen(needs_events.NeedExpired, needs_messages.review_is_over)
    listen(needs_events.NeedExpired, casework_messages.tell_worker_of_expiry)
    listen(needs_events.NeedsReleased, needs_messages.tell_authors_of_release)
    listen(gift_events.GiftReceived, certificates.certify_received_gift)
    listen(gift_events.GiftClaimed, certificates.certify_claimed_gift)
    listen(gift_events.GiftClaimed, gift_messages.tell_of_claim)
    listen(gift_events.GiftRestored, certificates.certify_restored_gift)
    listen(gift_events.GiftRefunded, certificates.revoke_on_refund)
    listen(gift_events.GiftDisputed, certificates.revoke_on_dispute)
    listen(receipt_events.ReceiptRecorded, certificates.replace_by_receipt)
    listen(receipt_events.ReceiptReversed, certificates.revoke_on_red_letter)
    listen(gift_events.WebhookStored, handle_webhook)
    listen(gift_events.RefundApproved, send_approved_refund)
    listen(gift_events.GiftAbandoned, close_pages_of_abandoned)
    listen(gift_events.ProgrammeChanged, gift_messages.follow_programme)
    listen(gift_events.ProgrammeReported, gift_messages.follow_report)
    listen(gift_events.GiftBegun, gift_messages.answer_announcement)
    listen(gift_events.TransferAnnounced, gift_messages.send_transfer_details)
    listen(gift_events.GiftPaid, gift_messages.thank_for_payment)
    listen(gift_events.GiftReceived, gift_messages.tell_of_confirmation)
    listen(gift_events.GiftRefunded, gift_messages.tell_of_refund)
    listen(gift_events.GiftDisputed, gift_messages.warn_of_dispute)
    listen(gift_events.RefundRequested, gift_messages.ask_second_person)
    listen(gift_events.RefundApproved, gift_messages.follow_decision)
    listen(gift_events.RefundDeclined, gift_messages.follow_decision)
    listen(gift_events.RefundRedirected, gift_messages.ask_to_transfer)
    listen(gift_events.RefundFailed, gift_messages.warn_of_failed_refund)
    listen(gift_events.StatementImported, gift_messages.look_after_statement)
    listen(gift_events.BankLineSettled, gift_messages.close_line_queue)
    listen(gift_events.WebhookParked, gift_messages.alarm_about_webhook)
    listen(report_events.PageReported, report_messages.ask_to_decide)
    listen(report_events.PageReportDecided, report_messages.decision_is_made)
    listen(words_events.WordsSubmitted, words_messages.ask_for_review)
    listen(words_events.WordsReturned, words_messages.review_is_over)
    listen(words_events.WordsReturned, words_messages.tell_author)
    listen(words_events.WordsReturned, gift_messages.tell_donor_of_dedication)
    listen(words_events.WordsPublished, words_messages.review_is_over)
    listen(words_events.WordsPublished, words_messages.tell_author)
    listen(words_events.WordsPublished, words_messages.tell_concerned)
    listen(words_events.WordsPublished, gift_messages.tell_donor_of_dedication)
    listen(words_events.WordsPublished, publish_approved_story)
    listen(words_events.WordsReturned, send_story_back)
    listen(words_events.WordsHidden, words_messages.tell_author)
    listen(words_events.WordsHidden, take_story_away)
    listen(words_events.WordsWithdrawn, take_story_away)
    listen(words_events.WordsWithdrawn, words_messages.review_is_over)
    listen(gift_events.GiftRefunded, take_back_dedication)
    listen(matching_events.NeedsProposed, matching_messages.tell_partners_of_run)
    listen(needs_events.NeedsReleased, matching_messages.tell_who_waits)
    listen(fulfilment_events.AssignmentEnded, matching_messages.tell_who_waits)
    listen(matching_events.AskedByName, matching_messages.ask_partners_to_answer)
    listen(matching_events.ProposalAccepted, matching_messages.answer_is_given)
    listen(matching_events.ProposalDeclined, matching_messages.answer_is_given)
    listen(matching_events.ProposalLapsed, matching_messages.answer_is_given)
    listen(organisation_events.UndertakingEnded, matching_messages.take_back_what_was_entrusted)
    listen(matching_events.ProposalAccepted, matching_messages.finish_when_answered)
    listen(matching_events.ProposalDeclined, matching_messages.finish_when_answered)
    listen(matching_events.ProposalLapsed, matching_messages.finish_when_answered)
    listen(needs_events.NeedHeld, matching_messages.take_back_proposals)
    listen(needs_events.NeedWithdrawn, matching_messages.take_back_proposals)
    listen(needs_events.NeedExpired, matching_messages.take_back_proposals)
    listen(fulfilment_events.AssignmentMade, fulfilment_messages.tell_author_of_promise)
    listen(fulfilment_events.DeliveryReported, fulfilment_messages.ask_for_confirmation)
    listen(fulfilment_events.DeliveryConfirmed, fulfilment_messages.tell_helper_of_confirmation)
    listen(fulfilment_events.DeliveryDisputed, fulfilment_messages.tell_helper_of_dispute)
    listen(fulfilment_events.AssignmentEnded, fulfilment_messages.tell_both_of_end)
    listen(fulfilment_events.WishClaimed, fulfilment_messages.tell_members_of_claim)
    listen(fulfilment_events.DayAgreed, fulfilment_messages.put_into_calendars)
    listen(fulfilment_events.HelperMissed, fulfilment_messages.tell_of_miss)
    listen(fulfilment_events.DeliveryReported, fulfilment_messages.ask_for_a_look)
    listen(fulfilment_events.ProofSent, fulfilment_messages.ask_for_a_look)
    listen(fulfilment_events.ProofDecided, fulfilment_messages.tell_of_decision)
    listen(fulfilment_events.DeliveryReopened, fulfilment_messages.tell_helper_of_reopening)
    listen(fulfilment_events.HelpEvaluated, fulfilment_messages.evaluation_is_in)
    listen(fulfilment_events.MessageWritten, fulfilment_messages.ask_officers_to_read)
    listen(fulfilment_events.MessageDecided, fulfilment_messages.tell_of_decided_message)
    listen(needs_events.NeedWithdrawn, fulfilment_messages.call_off_help)
    listen(needs_events.NeedWithdrawn, fulfilment_messages.forget_words_of_gone_need)
    listen(needs_events.NeedExpired, fulfilment_messages.forget_words_of_gone_need)
    listen(needs_events.NeedChanged, fulfilment_messages.forget_words_of_gone_need)
    listen(fulfilment_events.AssignmentMade, casework_messages.ask_for_hand_over)
    listen(fulfilment_events.AssignmentEnded, casework_messages.hand_over_is_settled)
    listen(casework_events.ContactReleased, casework_messages.hand_over_is_settled)
    listen(casework_events.ContactReleased, casework_messages.tell_helper_of_contact)
    listen(casework_events.ConsentRecorded, casework_messages.objection_is_settled)
    listen(needs_events.NeedWithdrawn, casework_messages.objection_is_settled)
    listen(fulfilment_events.DeliveryConfirmed, casework_messages.household_was_heard)
    listen(fulfilment_events.AssignmentEnded, casework_messages.household_was_heard)
    listen(fulfilment_events.HelperMissed, casework_messages.household_was_heard)
    listen(fulfilment_events.DayAgreed, casework_messages.household_was_heard)
    listen(casework_events.WordAnswered, casework_messages.household_was_heard)
    listen(fulfilment_events.DeliveryConfirmed, casework_messages.close_what_was_told)
    listen(fulfilment_events.AssignmentEnded, casework_messages.close_what_was_told)
    listen(casework_events.HouseholdSpoke, casework_messages.hear_household)
    listen(casework_events.HandOverChosen, casework_messages.hand_over_is_settled)
    listen(casework_events.HandOverChosen, casework_messages.tell_helper_of_window)
    listen(purchase_events.TenderPublished, purchase_messages.tell_bidders_of_tender)
    listen(purchase_events.QuestionAsked, purchase_messages.ask_buyer_to_answer)
    listen(purchase_events.QuestionAnswered, purchase_messages.tell_of_answer)
    listen(purchase_events.BidSealed, purchase_messages.confirm_sealed_bid)
    listen(purchase_events.BidWithdrawn, purchase_messages.confirm_withdrawal)
    listen(purchase_events.TenderClosed, purchase_messages.ask_officers_to_open)
    listen(purchase_events.TenderFailed, purchase_messages.tell_of_failure)
    listen(purchase_events.BidsOpened, purchase_messages.ask_for_compliance)
    listen(purchase_events.SeatGiven, purchase_messages.ask_member_to_declare)
    listen(purchase_events.ScoringBegun, purchase_messages.ask_panel_to_score)
    listen(purchase_events.PanelConfers, purchase_messages.ask_panel_to_agree)
    listen(purchase_events.BidsRanked, purchase_messages.ask_buyer_to_decide)
    listen(purchase_events.TenderAwarded, purchase_messages.tell_bidders_of_award)
    listen(purchase_events.QueryFiled, purchase_messages.ask_buyer_to_reply)
    listen(purchase_events.QueryAnswered, purchase_messages.tell_of_reply)
    listen(purchase_events.ContractDrafted, purchase_messages.ask_supplier_to_sign)
    listen(purchase_events.ContractSigned, purchase_messages.ask_buyer_to_sign)
    listen(purchase_events.ContractCountersigned, purchase_messages.tell_supplier_of_contract)
    listen(purchase_events.ContractPaperRefused, purchase_messages.tell_supplier_of_refused_paper)
    listen(purchase_events.ContractCopyGiven, purchase_messages.ask_officers_to_release)
    listen(purchase_events.ContractCopyReleased, purchase_messages.tell_of_public_contract)
    listen(purchase_events.MilestoneDelivered, purchase_messages.ask_buyer_to_accept)
    listen(purchase_events.MilestoneReturned, purchase_messages.tell_supplier_of_return)
    listen(purchase_events.MilestoneAccepted, purchase_messages.tell_supplier_of_acceptance)
    listen(purchase_events.MilestonePaid, purchase_messages.tell_supplier_of_payment)
    listen(purchase_events.PaymentCorrected, purchase_messages.tell_supplier_of_correction)
    listen(service_events.VolunteerApplied, service_messages.ask_group_to_admit)
    listen(service_events.VolunteerAdmitted, service_messages.tell_of_admission)
    listen(service_events.VolunteerDeclined, service_messages.tell_of_refusal)
    listen(service_events.ActivityCancelled, service_messages.tell_of_cancellation)
    listen(service_events.ActivityEnded, service_messages.ask_host_to_record)
    listen(service_events.ActivityRecorded, service_messages.recording_is_over)
    listen(service_events.ServiceRecorded, service_messages.tell_of_record)
    listen(service_events.RecordCorrected, service_messages.tell_of_correction)
    listen(service_events.RecordCorrected, service_messages.replace_after_correction)
    listen(service_events.RecordStruck, service_messages.tell_of_striking)
    listen(service_events.RecordStruck, service_messages.replace_after_striking)
    listen(service_events.CorrectionAsked, service_messages.ask_host_to_correct)
    listen(service_events.CorrectionDeclined, service_messages.tell_of_declined_correction)
    listen(service_events.CertificateAsked, service_messages.ask_group_to_certify)
    listen(service_events.CertificateDeclined, service_messages.tell_of_declined_certificate)
    listen(service_events.ServiceCertificateIssued, service_messages.tell_of_certificate)
    listen(service_events.ServiceCertificateRevoked, service_messages.tell_of_revocation)
    listen(organisation_events.ApplicationSubmitted, organisation_messages.ask_officers)
    listen(organisation_events.ApplicationReturned, organisation_messages.application_is_answered)
    listen(organisation_events.ApplicationRefused, organisation_messages.application_is_answered)
    listen(organisation_events.ApplicationWithdrawn, organisation_messages.application_is_answered)
    listen(organisation_events.OrganisationAdmitted, organisation_messages.application_is_answered)
    listen(organisation_events.CapabilityClaimed, organisation_messages.ask_about_claim)
    listen(organisation_events.CapabilityDoubted, organisation_messages.ask_about_claim)
    listen(organisation_events.CapabilityProposed, organisation_messages.ask_second_officer)
    listen(organisation_events.CapabilityVerified, organisation_messages.claim_is_decided)
    listen(organisation_events.CapabilityRefused, organisation_messages.claim_is_decided)
    listen(organisation_events.CapabilityRunsOut, organisation_messages.warn_of_end)
    listen(organisation_events.CapabilityExpired, organisation_messages.tell_of_expiry)
    listen(organisation_events.Suspended, organisation_messages.tell_of_suspension)
    listen(organisation_events.Suspended, matching_messages.take_back_from_suspended)
    listen(organisation_events.Suspended, fulfilment_messages.tell_caseworkers_of_suspension)
    listen(organisation_events.SuspensionLifted, organisation_messages.tell_of_lifting)
    listen(organisation_events.MemberInvited, organisation_messages.send_invitation)
    listen(organisation_events.MemberJoined, organisation_messages.tell_managers_who_joined)
    listen(organisation_events.MemberLeft, organisation_messages.tell_managers_who_left)
    listen(organisation_events.LicenceEntered, organisation_messages.ask_about_licence)
    listen(organisation_events.LicenceDecided, organisation_messages.licence_is_decided)
    listen(organisation_events.LicenceExpired, organisation_messages.tell_of_ended_licence)
    listen(organisation_events.UndertakingSigned, organisation_messages.ask_to_vet)
    listen(organisation_events.UndertakingDecided, organisation_messages.undertaking_is_decided)
    listen(organisation_events.UndertakingEnded, organisation_messages.undertaking_is_over)
    listen(organisation_events.ReplyWritten, organisation_messages.ask_about_reply)
    listen(organisation_events.ReplyDecided, organisation_messages.reply_is_decided)
    listen(organisation_events.EligibilityListEntered, organisation_messages.ask_second_person)
    listen(organisation_events.EligibilityListDecided, organisation_messages.list_is_decided)
    listen(offer_events.OfferSubmitted, offer_messages.ask_officers)
    listen(offer_events.OfferReturned, offer_messages.tell_of_return)
    listen(offer_events.OfferApproved, offer_messages.tell_of_approval)
    listen(offer_events.OfferEnded, offer_messages.offer_is_over)
    listen(insurance_events.ProgrammeSubmitted, insurance_messages.ask_officers)
    listen(insurance_events.ProgrammeReturned, insurance_messages.tell_of_return)
    listen(insurance_events.ProgrammeStarted, insurance_messages.tell_of_start)
    listen(insurance_events.ProgrammeRunsOut, insurance_messages.warn_of_end)
    listen(insurance_events.ProgrammeEnded, insurance_messages.tell_of_end)
    listen(cooperation_events.CooperationAsked, cooperation_messages.ask_qualified_charity)
    listen(cooperation_events.CooperationConfirmed, cooperation_messages.ask_officers)
    listen(cooperation_events.CooperationReturned, cooperation_messages.tell_of_return)
    listen(cooperation_events.CooperationApproved, cooperation_messages.tell_of_approval)
    listen(cooperation_events.CooperationEnded, cooperation_messages.tell_of_end)
    listen(project_events.ProjectSubmitted, project_messages.ask_officers)
    listen(project_events.ProjectReturned, project_messages.tell_of_return)
    listen(project_events.ProjectPublished, project_messages.tell_charities)
    listen(project_events.ProjectAdopted, project_messages.tell_of_adoption)
    listen(project_events.AgreementSigned, project_messages.ask_other_side)
    listen(project_events.AdoptionBegun, project_messages.tell_of_programme)
    listen(project_events.ProjectClosed, project_messages.project_is_closed)
