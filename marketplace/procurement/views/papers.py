"""What the two sides do about the paper of their contract, on its page; and the copy that everybody may read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt
from marketplace.procurement import actions
from marketplace.procurement.clocks import contract_due, publication_due
from marketplace.procurement.forms.papers import FORMS, blank
from marketplace.procurement.models import Contract, PaperKind
from marketplace.procurement.queries import public_copy_of, published_tenders
from marketplace.procurement.rules.papers import (
    may_countersign,
    may_give_copy,
    may_give_paper,
    may_refuse_paper,
    may_release_copy,
    may_sign,
)
from marketplace.procurement.views.pressing import press


def act(request: HttpRequest, row: Contract) -> tuple[dict[str, Any], int]:
    """Do what was sent: (the forms of the page, the refusal in its own; 0 or the status of the refusal)."""
    shown = blank() | {"refused": forms.Form()}
    do = request.POST.get("do", "")
    if request.method != "POST":
        return shown, 0
    if do in FORMS:
        form = shown[do] = FORMS[do](request.POST, request.FILES)
        return shown, attempt(form, lambda: DEEDS[do](request, row, form))
    by, read = user_of(request), request.POST.get("sha256", "")
    shown["refused"], status = press(
        request,
        {
            "sign": (
                lambda: actions.sign_contract(by=by, contract=row, sha256=read),
                _("Confirmed. The buyer confirms the same paper next."),
            ),
            "countersign": (
                lambda: actions.countersign_contract(by=by, contract=row, sha256=read),
                _("Confirmed by both: the contract is in force and public."),
            ),
            "release": (lambda: _release(request, row), _("Released. Everybody can read it now.")),
        },
    )
    return shown, status


def paper_context(request: HttpRequest, row: Contract) -> dict[str, Any]:
    """What the page says of the papers, and what the reader may do about them."""
    copy = row.papers.filter(kind=PaperKind.PUBLIC).select_related("file", "given_by", "released_by").first()
    signed_on = row.signed_on
    return {
        "paper": row.paper,
        "papers": row.papers.filter(kind=PaperKind.SIGNED).select_related("file", "given_by", "refused_by"),
        "copy": copy,
        "due": contract_due(row.award),
        "copy_due": publication_due(signed_on) if signed_on else None,
        "may_give_paper": may_give_paper(request.user, row),
        "may_sign": may_sign(request.user, row),
        "may_countersign": may_countersign(request.user, row),
        "may_refuse_paper": may_refuse_paper(request.user, row),
        "may_give_copy": may_give_copy(request.user, row),
        "may_release": may_release_copy(request.user, copy) if copy else None,
    }


@require_safe
@never_cache
def contract_copy(_request: HttpRequest, reference: str) -> FileResponse:
    """The released copy, as an attachment; before its release there is nothing here."""
    copy = public_copy_of(get_object_or_404(published_tenders(), reference=reference))
    if copy is None:
        raise Http404
    name = f"contract-{reference[:8]}.pdf"
    response = FileResponse(
        copy.file.file.open("rb"), as_attachment=True, filename=name, content_type=copy.file.content_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _give(request: HttpRequest, row: Contract, form: Any) -> None:
    data = form.cleaned_data
    actions.give_contract_paper(
        by=user_of(request),
        contract=row,
        data=form.pdf(),
        signed_on=data["signed_on"],
        late_because=data["late_because"],
    )
    messages.success(request, _("Kept. It counts when both sides have confirmed it."))


def _refuse(request: HttpRequest, row: Contract, form: Any) -> None:
    actions.refuse_contract_paper(by=user_of(request), contract=row, because=form.cleaned_data["because"])
    messages.success(request, _("Sent back. The supplier reads what is wrong with the paper."))


def _copy(request: HttpRequest, row: Contract, form: Any) -> None:
    actions.give_contract_copy(by=user_of(request), contract=row, data=form.pdf())
    messages.success(request, _("Kept. A second person reads it before everybody does."))


def _release(request: HttpRequest, row: Contract) -> None:
    """The copy that the reader has looked at, no newer one."""
    copies = row.papers.filter(kind=PaperKind.PUBLIC, sha256=request.POST.get("sha256", ""))
    copy = copies.first()
    if copy is None:
        raise Http404
    actions.release_contract_copy(by=user_of(request), paper=copy)


DEEDS: Final[dict[str, Callable[[HttpRequest, Contract, Any], None]]] = {
    "give_paper": _give, "refuse_paper": _refuse, "give_copy": _copy,
}  # fmt: skip
