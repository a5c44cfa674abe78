"""Everything one run looks at, read once."""

from __future__ import annotations

from marketplace.common import clock
from marketplace.fulfilment.models import Assignment, SupplierKind
from marketplace.fulfilment.states import ENDED
from marketplace.insurance.queries import programmes_in_force
from matching.facts import MatchFacts, NeedFacts, PairFacts, SupplierFacts
from matching.models import Proposal
from matching.policies import Policy
from matching.ports import need_source
from matching.sources.directory import Directory
from matching.sources.needs import need_facts, open_needs
from matching.sources.suppliers import listed_suppliers
from matching.states import ProposalStatus

NO_AGAIN = (ProposalStatus.DECLINED, ProposalStatus.EXPIRED)


def gather_facts(policy: Policy, asked_about: str = "") -> tuple[MatchFacts, Directory]:
    """The facts of a run now, and the rows behind their keys; `asked_about`: see `open_needs`."""
    rows, listed = open_needs(asked_about), list(listed_suppliers())
    needs = NeedFacts.of(need_facts(rows, policy))
    suppliers = SupplierFacts.of(supplier for _helper, supplier in listed)
    pairs = pairs_between(needs, suppliers)
    directory = Directory(
        {row.reference: row for row in rows}, {helper.reference: helper for helper, _supplier in listed}
    )
    return MatchFacts(needs, suppliers, pairs, clock.today()), directory


def pairs_between(needs: NeedFacts, suppliers: SupplierFacts) -> PairFacts:
    """What the register and earlier answers say about these needs and suppliers, as yes or no."""
    known = set(suppliers.key)
    groups = {p.reference: p.insured_registers for p in programmes_in_force() if p.reference in known}
    source = need_source()
    no_before = Proposal.objects.filter(status__in=NO_AGAIN, need__reference__in=needs.key)
    no_before = no_before.exclude(supplier_kind=SupplierKind.GROUP_PROGRAMME)
    ended = Assignment.objects.filter(status__in=ENDED, need__reference__in=needs.key)
    declined = [
        *no_before.values_list("need__reference", "supplier_reference"),
        *ended.values_list("need__reference", "supplier_reference"),
    ]
    return PairFacts.of(
        needs,
        suppliers,
        insured=source.insured(needs.key, groups),
        contact=source.contact(needs.key, known),
        declined=[pair for pair in declined if pair[1] in known],
    )
