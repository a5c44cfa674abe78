"""Users and the roles they hold for a part of the city."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.references import new_reference
from marketplace.common.rows import Row


class Role(models.TextChoices):
    """Staff roles. What a person may do for an organisation is `organisations.Membership`."""

    GRID_WORKER = "grid_worker", _("grid worker")
    CASEWORKER = "caseworker", _("caseworker")
    OFFICER = "officer", _("bureau officer")
    AUDITOR = "auditor", _("auditor")
    EDITOR = "editor", _("editor")


class UserAccounts(BaseUserManager["User"]):
    """Accounts are made with an e-mail address; there are no user names."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without a password it cannot sign in until one is set by mail."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """For the first operator only."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person who signs in. The e-mail address is the name of the account."""

    wagtail_reference_index_ignore = True

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name shown to colleagues"), max_length=60, blank=True)
    reference = models.CharField(max_length=32, unique=True, default=new_reference, editable=False)
    language = models.CharField(max_length=10, default="zh-hans")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserAccounts()  # type: ignore[assignment,misc]

    def __str__(self) -> str:
        return self.display_name or self.reference

    def get_full_name(self) -> str:
        return str(self)


class RoleAssignment(Row):
    """A role for the city, a district or a township, until it ends."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    place = models.CharField(max_length=9)
    """330200 for the city, six digits for a district, nine for a township."""
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "place"], name="one_assignment_per_user_role_and_place"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_one_we_know"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.place}"

    @property
    def is_current(self) -> bool:
        """Whether the role still holds."""
        return self.ends_at is None or self.ends_at > clock.now()
