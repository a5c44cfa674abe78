"""What must never be false of group programmes is noticed when it is."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.insurance.invariants import counts, violations
from marketplace.insurance.models import GroupProgramme, Peril
from marketplace.organisations.models import Organisation
from tests.insurance.policies import begin, enter


def test_each_broken_promise_is_noticed(agent: User, insurer: Organisation, charity: Organisation) -> None:
    programme = begin(agent, enter(agent, insurer, charity))
    assert counts() == {"group_programmes": 1}
    assert not list(violations())
    GroupProgramme.objects.filter(pk=programme.pk).update(payer="fiscal", name="保费优惠")
    Peril.objects.all().delete()
    assert {detail for _name, _subject, detail in violations()} == {"no perils", "WORDS_OF_SALE", "PAYER_DOES_NOT_FIT"}
