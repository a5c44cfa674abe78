"""The signed contract is given by one side and confirmed by both; a copy without secrets is read by everybody."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.pdf import extract_text, only_pages
from marketplace.documents.actions import store_upload
from marketplace.documents.inspection import inspect_upload
from marketplace.procurement.events import (
    ContractCopyGiven,
    ContractCopyReleased,
    ContractCountersigned,
    ContractPaperRefused,
    ContractSigned,
)
from marketplace.procurement.models import Contract, ContractPaper, PaperKind
from marketplace.procurement.ocds import publish_release
from marketplace.procurement.rules.papers import (
    may_be_public,
    may_countersign,
    may_give_copy,
    may_give_paper,
    may_refuse_paper,
    may_release_copy,
    may_sign,
)
from marketplace.procurement.states import AWARD_LIFECYCLE, CONTRACT_LIFECYCLE, TENDER_LIFECYCLE

PDF = frozenset({"application/pdf"})
PURPOSE = "contract_paper"


@transaction.atomic
def give_contract_paper(
    *, by: User, contract: Contract, data: bytes, signed_on: date, late_because: str = ""
) -> ContractPaper:
    """Either side gives the signed contract as a PDF; one given before is replaced and stays on record."""
    row = _locked(contract)
    may_give_paper(by, row, signed_on=signed_on, late_because=late_because).require()
    return _keep(by, row, PaperKind.SIGNED, data, signed_on=signed_on, late_because=late_because)


@transaction.atomic
def sign_contract(*, by: User, contract: Contract, sha256: str) -> None:
    """The supplier confirms the paper with this SHA-256 as the one that it signed."""
    row = _locked(contract)
    may_sign(by, row, sha256).require()
    moment = clock.now()
    CONTRACT_LIFECYCLE.advance(row, "sign", by=by, supplier_signed_by=by, supplier_signed_at=moment)
    _fill(row.paper, supplier_confirmed_by=by, supplier_confirmed_at=moment)
    announce(ContractSigned(contract_id=row.pk))
    contract.refresh_from_db()


@transaction.atomic
def countersign_contract(*, by: User, contract: Contract, sha256: str) -> None:
    """The buyer confirms the same paper; the contract is in force and public."""
    row = _locked(contract)
    may_countersign(by, row, sha256).require()
    moment = clock.now()
    CONTRACT_LIFECYCLE.advance(row, "countersign", by=by, buyer_signed_by=by, signed_at=moment)
    _fill(row.paper, buyer_confirmed_by=by, buyer_confirmed_at=moment)
    AWARD_LIFECYCLE.advance(row.award, "contract", by=by)
    TENDER_LIFECYCLE.advance(row.award.tender, "contract", by=by)
    publish_release(row.award.tender, "contract")
    announce(ContractCountersigned(contract_id=row.pk))
    contract.refresh_from_db()


@transaction.atomic
def refuse_contract_paper(*, by: User, contract: Contract, because: str) -> None:
    """The buyer does not confirm what the supplier did, and says why; another paper is given."""
    row = _locked(contract)
    may_refuse_paper(by, row).require()
    _fill(row.paper, refused_by=by, refused_at=clock.now(), refused_because=because)
    CONTRACT_LIFECYCLE.advance(row, "send_back", by=by, supplier_signed_by=None, supplier_signed_at=None)
    announce(ContractPaperRefused(contract_id=row.pk))
    contract.refresh_from_db()


@transaction.atomic
def give_contract_copy(*, by: User, contract: Contract, data: bytes) -> ContractPaper:
    """The buyer gives the copy that everybody may read, without what is not printed; a second person reads it."""
    row = _locked(contract)
    may_give_copy(by, row).require()
    printed = only_pages(inspect_upload(data, accept=PDF).data)
    may_be_public(extract_text(printed)).require()
    paper = _keep(by, row, PaperKind.PUBLIC, printed)
    announce(ContractCopyGiven(paper_id=paper.pk))
    return paper


@transaction.atomic
def release_contract_copy(*, by: User, paper: ContractPaper) -> None:
    """Somebody else has read it: it is public from now on, and the open data tell where."""
    row = (
        ContractPaper.objects.select_for_update(of=("self",)).select_related("contract__award__tender").get(pk=paper.pk)
    )
    may_release_copy(by, row).require()
    _fill(row, released_by=by, released_at=clock.now())
    audit.record(by=by, verb="contract.release_copy", subject=row.contract, detail={"version": row.version})
    publish_release(row.contract.award.tender, "contractUpdate")
    announce(ContractCopyReleased(paper_id=row.pk))


def _keep(
    by: User, contract: Contract, kind: str, data: bytes, *, signed_on: date | None = None, late_because: str = ""
) -> ContractPaper:
    file = store_upload(by=by, purpose=PURPOSE, data=data, accept=PDF)
    paper = ContractPaper.objects.create(
        contract=contract,
        kind=kind,
        version=contract.papers.filter(kind=kind).count() + 1,
        file=file,
        sha256=file.sha256,
        signed_on=signed_on,
        late_because=late_because,
        given_by=by,
    )
    detail = {"kind": kind, "version": paper.version, "sha256": file.sha256}
    audit.record(by=by, verb="contract.give_paper", subject=contract, detail=detail)
    return paper


def _fill(paper: ContractPaper | None, **columns: object) -> None:
    """What was not known yet; the database refuses to write it twice."""
    assert paper is not None  # noqa: S101 - the rule has just found it
    ContractPaper.objects.filter(pk=paper.pk).update(**columns)


def _locked(contract: Contract) -> Contract:
    """Its row is locked first, so that no paper is replaced while it is confirmed."""
    rows = Contract.objects.select_for_update(of=("self",)).select_related("award__tender", "award__bid__bidder")
    return rows.get(pk=contract.pk)
