"""One organisation is suspended while it has still something to bring: it reads why, replies, and finishes."""

from __future__ import annotations

from marketplace.common.events.dispatch import deliver_due
from marketplace.fulfilment.actions import write_message
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import BEFORE_DELIVERY
from marketplace.needs.states import GONE
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff
from marketplace.organisations.actions import suspend, write_reply
from marketplace.organisations.models import OrganisationKind

REASON = "年度检查材料尚未补齐，请在三十日内补报；期间不接新的帮扶，已答应的请继续完成。"
REPLY = "材料已在准备，预计十日内补报。已答应的帮扶照常进行。"
WORDS = "我们照常送达，时间不变。"


def stop_one(staff: Staff, partners: Partners) -> int:
    """The first social-service agency or volunteer group with running help; returns how many were stopped."""
    known = {each.pk for each in partners.of_kind(OrganisationKind.SERVICE_AGENCY, OrganisationKind.VOLUNTEER_GROUP)}
    signs_in = {user.pk for _role, user in partners.logins}
    running = Assignment.objects.filter(status__in=sorted(BEFORE_DELIVERY), organisation__in=known)
    for promise in running.exclude(need__status__in=sorted(GONE)).select_related("need", "organisation").order_by("pk"):
        organisation, person = promise.organisation, partners.person_of(promise.organisation)
        if person.pk in signs_in:
            continue
        suspend(by=staff.officer_for(organisation.district), organisation=organisation, because=REASON)
        deliver_due()
        write_reply(by=person, organisation=organisation, text=REPLY)
        write_message(by=person, need=promise.need, organisation=organisation, text=WORDS)
        return 1
    return 0
