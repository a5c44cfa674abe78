"""The hosted payment page and the onboarding page: plain forms, no script."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from tests.stripe_twin.api import accounts, payments
from tests.stripe_twin.hosted.templates import filled, page, stylesheet
from tests.stripe_twin.hosted.texts import OUTCOMES, TEXTS, language, shown
from tests.stripe_twin.state.store import PLATFORM
from tests.stripe_twin.state.world import World
from tests.stripe_twin.wire.messages import Request, Response

CHECKOUT, SETUP = "/c/pay/", "/setup/s/"


class Pages:
    """Answers everything outside `/v1/` and `/_twin/`."""

    def __init__(self, world: World) -> None:
        self.world = world

    def answer(self, request: Request) -> Response:
        if request.path == "/assets/page.css":
            return stylesheet()
        with self.world.lock:
            if request.path.startswith(CHECKOUT):
                return self.checkout(request, request.path.removeprefix(CHECKOUT))
            if request.path.startswith(SETUP):
                return self.setup(request, request.path.removeprefix(SETUP))
        return notice(request, words_for(request, None), 404, "unknown")

    def checkout(self, request: Request, key: str) -> Response:
        """GET shows the form, POST carries out the chosen outcome."""
        account = self.world.store.owner_of("checkout.session", key)
        if account is None:
            return notice(request, words_for(request, None), 404, "unknown")
        session = self.world.store.get(account, "checkout.session", key)
        words = words_for(request, session["locale"])
        if session["status"] != "open":
            return notice(request, words, 200, session["status"])
        if request.method != "POST":
            return self.form(request, words, account, session)
        chosen = parse_qs(request.body.decode(errors="replace"))
        method, outcome = chosen.get("method", [""])[0], chosen.get("outcome", [""])[0]
        if method not in session["twin_methods"] or outcome not in OUTCOMES:
            return self.form(request, words, account, session, alert="bad_choice", status=400)
        if outcome == "decline":
            payments.decline(self.world, account, session, method)
            return self.form(request, words, account, session, alert="declined", method=method)
        self.pay(account, session, method, outcome)
        return see_other(session["success_url"].replace("{CHECKOUT_SESSION_ID}", key))

    def pay(self, account: str, session: dict[str, Any], method: str, outcome: str) -> None:
        if outcome == "succeed":
            payments.succeed(self.world, account, session, method)
        else:
            settled = "succeeded" if outcome == "delay_succeed" else "failed"
            payments.start_delayed(self.world, account, session, method, settled)

    def form(
        self,
        request: Request,
        words: dict[str, str],
        account: str,
        session: dict[str, Any],
        *,
        alert: str = "",
        method: str = "",
        status: int = 200,
    ) -> Response:
        """The payment form, with what went wrong above it."""
        amount = shown(session["amount_total"], session["currency"], words["lang"])
        values = {
            "action": f"{request.path}?lang={words['lang'][:2]}",
            "amount": amount,
            "for_what_label": words["for_what"],
            "method_label": words["method"],
            "outcome_label": words["outcome"],
            "pay_to_label": words["pay_to"],
            "payee": self.payee(account),
            "product": product_of(session),
            "submit": words["submit"],
        }
        html = {
            "abandon": link(session["cancel_url"], words["abandon"]),
            "alert": warning(words, alert) if alert else "",
            "methods": self.methods(words, session, method),
            "outcomes": self.outcomes(words),
        }
        title = f"{words['title']} {amount}"
        return page(status, words, title, filled("checkout.html", values, html=html), other_language(request, words))

    def methods(self, words: dict[str, str], session: dict[str, Any], chosen: str) -> str:
        """The ways of paying that the session allows, the first one chosen unless the payer chose before."""
        names = session["twin_methods"]
        chosen = chosen if chosen in names else names[0]
        return "".join(choice("method", name, words[name], "", name == chosen) for name in names)

    def outcomes(self, words: dict[str, str]) -> str:
        rows = []
        for name in OUTCOMES:
            hint = words[f"{name}_hint"].format(seconds=self.world.settle_after)
            rows.append(choice("outcome", name, words[name], hint, name == OUTCOMES[0]))
        return "".join(rows)

    def payee(self, account: str) -> str:
        """The charity's name as its account states it, else the account's id."""
        thing = self.world.store.shelf(PLATFORM, "account").get(account)
        return str((thing or {}).get("business_profile", {}).get("name") or account or "—")

    def setup(self, request: Request, key: str) -> Response:
        """GET explains, POST enables the account and leads back to the site."""
        words = words_for(request, None)
        account = self.world.store.shelf(PLATFORM, "account").get(key)
        if account is None or "twin_return_url" not in account:
            return notice(request, words, 404, "unknown")
        if request.method == "POST":
            accounts.enable(self.world, account)
            return see_other(account["twin_return_url"])
        values = {
            "title": words["setup_title"],
            "text": words["setup_text"],
            "account_label": words["account"],
            "account": self.payee(key),
            "action": request.path,
            "submit": words["setup_submit"],
        }
        return page(200, words, words["setup_title"], filled("setup.html", values), other_language(request, words))


def words_for(request: Request, locale: str | None) -> dict[str, str]:
    wish = parse_qs(request.query).get("lang", [None])[0]
    return TEXTS[language(wish, locale, request.headers.get("accept-language", ""))]


def other_language(request: Request, words: dict[str, str]) -> str:
    return f"{request.path}?lang={'en' if words['lang'].startswith('zh') else 'zh'}"


def notice(request: Request, words: dict[str, str], status: int, name: str) -> Response:
    """A page that only says how things stand."""
    title = words[f"{name}_title"]
    body = filled("notice.html", {"title": title, "text": words[f"{name}_text"]})
    return page(status, words, title, body, other_language(request, words))


def warning(words: dict[str, str], name: str) -> str:
    return filled("alert.html", {"title": words[f"{name}_title"], "text": words[f"{name}_text"]})


def choice(group: str, value: str, text: str, hint: str, checked: bool) -> str:
    values = {"group": group, "value": value, "text": text, "hint": hint, "checked": "checked" if checked else ""}
    return filled("choice.html", values)


def link(url: str | None, text: str) -> str:
    return filled("link.html", {"url": url, "text": text}) if url else ""


def product_of(session: dict[str, Any]) -> str:
    return str(session["twin_line_items"][0]["price_data"].get("product_data", {}).get("name", ""))


def see_other(url: str) -> Response:
    return Response(303, b"", "text/plain", {"Location": url})
