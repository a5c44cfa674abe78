"""Demonstration staff: one caseworker a township, one officer a district, and the printed logins."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY
from marketplace.common import places
from marketplace.common.actors import SystemActor
from marketplace.operations.demo import canaries

PLAYER = SystemActor("demo")
FIRST_TOWNSHIP = "330203001"
FIRST_DISTRICT = "330203"
LANGUAGE = "zh-hans"


@dataclass(frozen=True, slots=True)
class Login:
    """What is printed for one role."""

    role: str
    email: str
    password: str
    totp_secret: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts in the demonstration."""

    caseworkers: dict[str, User]
    """By township code."""
    officers: dict[str, User]
    """By district code, and 330200 for the city."""
    registrar: User
    """Enters households of the whole city."""
    auditor: User
    editor: User

    def caseworker_for(self, township: str) -> User:
        return self.caseworkers[township]

    def officer_for(self, place: str | None) -> User:
        """A district's officer for its needs, the city's for everything wider."""
        return self.officers.get((place or "")[:6], self.officers[CITY])


def hire() -> Staff:
    """Make the accounts; nobody but the printed logins can sign in."""
    caseworkers = {}
    for township in places.townships():
        user = account(
            f"caseworker.{township.code}@demo.zhulin.invalid", f"{places.place_name(township.code, LANGUAGE)}经办人"
        )
        give_role(by=PLAYER, user=user, role=Role.CASEWORKER, place=township.code)
        caseworkers[township.code] = user
    officers = {}
    for place in [CITY, *(district.code for district in places.districts())]:
        user = account(f"officer.{place}@demo.zhulin.invalid", f"{places.place_name(place, LANGUAGE)}民政干部")
        give_role(by=PLAYER, user=user, role=Role.OFFICER, place=place)
        officers[place] = user
    auditor = account("auditor@demo.zhulin.invalid", "审计员")
    give_role(by=PLAYER, user=auditor, role=Role.AUDITOR, place=CITY)
    editor = account("editor@demo.zhulin.invalid", "编辑")
    give_role(by=PLAYER, user=editor, role=Role.EDITOR, place=CITY)
    registrar = account("registrar@demo.zhulin.invalid", "登记员")
    give_role(by=PLAYER, user=registrar, role=Role.CASEWORKER, place=CITY)
    return Staff(caseworkers, officers, registrar, auditor, editor)


def account(email: str, display_name: str) -> User:
    """A demonstration account without a password."""
    user = User.objects.create_user(email, display_name=display_name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def let_sign_in(role: str, user: User) -> Login:
    """Give one account a random password and a second factor, to be printed."""
    password, secret = canaries.password(), generate_totp_secret()
    user.set_password(password)
    user.save(update_fields=["password"])
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return Login(role, user.email, password, secret)


def write_logins(logins: list[Login], path: Path) -> None:
    """var/demo_logins.json, readable by its owner only."""
    rows = [{"role": n.role, "email": n.email, "password": n.password, "totp_secret": n.totp_secret} for n in logins]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    path.chmod(0o600)
