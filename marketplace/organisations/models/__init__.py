"""Organisations, what they were verified to be, who acts for them, and the yearly deduction list."""

from marketplace.organisations.models.capability import Capability, CapabilityKind
from marketplace.organisations.models.eligibility import DeductionEligibility, EligibilityList
from marketplace.organisations.models.joining import Paper, PaperKind, Remark
from marketplace.organisations.models.membership import Invitation, MemberRole, Membership, SocialWorkLicence
from marketplace.organisations.models.organisation import Organisation, OrganisationKind
from marketplace.organisations.models.reply import Reply
from marketplace.organisations.models.suspension import Suspension
from marketplace.organisations.models.undertaking import Undertaking

__all__ = [
    "Capability",
    "CapabilityKind",
    "DeductionEligibility",
    "EligibilityList",
    "Invitation",
    "MemberRole",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Paper",
    "PaperKind",
    "Remark",
    "Reply",
    "SocialWorkLicence",
    "Suspension",
    "Undertaking",
]
