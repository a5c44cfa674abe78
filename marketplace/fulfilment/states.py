"""The life of a commitment and of a wish that is being held."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.common.lifecycle import Lifecycle, Told


class AssignmentStatus(models.TextChoices):
    ASSIGNED = "assigned", _("agreed")
    APPOINTED = "appointed", _("a day is agreed")
    NO_SHOW = "no_show", _("the helper did not come")
    UNDER_WAY = "under_way", _("under way")
    IN_PART = "in_part", _("delivered in part")
    DELIVERED = "delivered", _("delivered, waiting for confirmation")
    CONFIRMED = "confirmed", _("confirmed")
    EVALUATED = "evaluated", _("evaluated")
    CLOSED = "closed", pgettext_lazy("assignment", "closed")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
    RETURNED = "returned", _("taken back")
    REMATCHED = "rematched", _("given to others")


class ClaimStatus(models.TextChoices):
    HELD = "held", _("held")
    KEPT = "kept", _("kept")
    LAPSED = "lapsed", _("lapsed")
    RELEASED = "released", _("released")


class EndReason(models.TextChoices):
    """Why help ended before it arrived."""

    NO_CAPACITY = "no_capacity", _("no capacity any more")
    NOT_REACHED = "not_reached", _("the household could not be reached")
    NOT_WANTED = "not_wanted", _("the household does not want it any more")
    NOT_ARRIVED = "not_arrived", _("it did not arrive")
    NO_NEW_DAY = "no_new_day", _("nobody came, and no new day was agreed")
    OTHER = "other", _("another reason")


class DisputeReason(models.TextChoices):
    """Why a reported delivery is not confirmed."""

    NOT_ARRIVED = "not_arrived", _("nothing arrived")
    INCOMPLETE = "incomplete", _("something is missing")
    DAMAGED = "damaged", _("it is damaged or unsuitable")


class MissReason(models.TextChoices):
    """What was wrong with the day that was agreed."""

    NOBODY_CAME = "nobody_came", _("nobody came")
    WRONG_TIME = "wrong_time", _("they came at another time, when nobody could open")
    EMPTY_HANDED = "empty_handed", _("they came without what was promised")


class MoveReason(models.TextChoices):
    """Why a day that was agreed is moved."""

    HELPER = "helper", _("the helper cannot come")
    HOUSEHOLD = "household", _("the household cannot be there")
    SUPPLY = "supply", _("the goods are not there yet")
    WEATHER = "weather", _("weather or traffic")


class ReturnReason(models.TextChoices):
    """Why what was brought does not stay."""

    DAMAGED = "damaged", _("it is damaged or unsuitable")
    WRONG = "wrong", _("it is not what was promised")
    NOT_WANTED = "not_wanted", _("the household does not want it any more")


class ProofStatus(models.TextChoices):
    WAITING = "waiting", _("waiting for a look")
    ACCEPTED = "accepted", pgettext_lazy("proof", "accepted")
    REFUSED = "refused", _("refused and erased")


class ProofFault(models.TextChoices):
    """Why a proof is refused."""

    FACE = "face", _("it shows a face")
    DOOR = "door", _("it shows a door or house number")
    PHONE = "phone", _("it shows a telephone number or a chat")
    UNREADABLE = "unreadable", _("it cannot be read or shows nothing of the delivery")


class MessageStatus(models.TextChoices):
    WAITING = "waiting", _("waiting for an officer")
    RELEASED = "released", _("passed on")
    REFUSED = "refused", _("not passed on")
    WITHDRAWN = "withdrawn", _("taken back by its writer")


class MessageFault(models.TextChoices):
    """Why an officer does not pass a message on."""

    IDENTIFIES = "identifies", _("it may identify the household or a person")
    OFF_TOPIC = "off_topic", _("it is not about this help")
    UNFIT = "unfit", _("its tone is not fit")


class Channel(models.TextChoices):
    """How the household's word reached us."""

    DESK = "desk", _("the caseworker asked the household")
    SLIP = "slip", _("the household itself, with its slip")


A, C, P, M = AssignmentStatus, ClaimStatus, ProofStatus, MessageStatus

BEFORE_DELIVERY = frozenset({A.ASSIGNED, A.APPOINTED, A.NO_SHOW, A.UNDER_WAY})
REPORTED = frozenset({A.IN_PART, A.DELIVERED})
SERVED = frozenset({A.CONFIRMED, A.EVALUATED, A.CLOSED})
"""The household has it: nothing is left to be brought."""
LIVE = BEFORE_DELIVERY | REPORTED | SERVED
"""Statuses that count against the need's demand and the supplier's capacity."""
ENDED = frozenset({A.FAILED, A.CANCELLED, A.RETURNED, A.REMATCHED})
"""Nothing more comes of it; the place is free again."""
RUNNING = LIVE - SERVED
"""Statuses in which a helper has still something to do for the household, or somebody has to confirm it."""

ASSIGNMENT_LIFECYCLE = Lifecycle(
    "assignment",
    {
        "appoint": ({A.ASSIGNED, A.NO_SHOW, A.UNDER_WAY, A.IN_PART}, A.APPOINTED),
        "reschedule": ({A.APPOINTED}, A.APPOINTED),
        "start": ({A.ASSIGNED, A.APPOINTED}, A.UNDER_WAY),
        "deliver_in_part": ({A.ASSIGNED, A.APPOINTED, A.UNDER_WAY}, A.IN_PART),
        "deliver": ({A.ASSIGNED, A.APPOINTED, A.UNDER_WAY, A.IN_PART}, A.DELIVERED),
        "confirm": (REPORTED, A.CONFIRMED),
        "dispute": (REPORTED, A.UNDER_WAY),
        "miss": ({A.APPOINTED, A.UNDER_WAY}, A.NO_SHOW),
        "reopen": ({A.CONFIRMED, A.EVALUATED}, A.UNDER_WAY),
        "evaluate": ({A.CONFIRMED}, A.EVALUATED),
        "close": ({A.EVALUATED}, A.CLOSED),
        "fail": (BEFORE_DELIVERY, A.FAILED),
        "cancel": (BEFORE_DELIVERY, A.CANCELLED),
        "return": (REPORTED | {A.CONFIRMED}, A.RETURNED),
        "rematch": (BEFORE_DELIVERY | {A.IN_PART}, A.REMATCHED),
    },
    start=A.ASSIGNED,
    told={
        "appoint": Told(_("agree a day"), _("the helper's organisation or the caseworker")),
        "reschedule": Told(_("move the day"), _("the helper's organisation or the caseworker")),
        "start": Told(_("begin"), _("the helper's organisation")),
        "deliver_in_part": Told(_("report a part as delivered"), _("the helper's organisation")),
        "deliver": Told(_("report the delivery"), _("the helper's organisation")),
        "confirm": Told(_("confirm the delivery"), _("the caseworker, an officer or the household")),
        "dispute": Told(_("send the delivery back"), _("the caseworker, an officer or the household")),
        "miss": Told(_("report that nobody came"), _("the caseworker, an officer or the household")),
        "reopen": Told(_("open the delivery again"), _("the caseworker or an officer")),
        "evaluate": Told(_("evaluate the help"), _("the caseworker or the household")),
        "close": Told(_("close the help"), _("the caseworker, an officer or the calendar")),
        "fail": Told(_("record that the help failed"), _("the caseworker or an officer")),
        "cancel": Told(_("step back"), _("the helper's organisation, the caseworker or an officer")),
        "return": Told(_("record that it was taken back"), _("the caseworker or an officer")),
        "rematch": Told(_("give the place to others"), _("the caseworker or an officer")),
    },
)

CLAIM_LIFECYCLE = Lifecycle(
    "claim",
    {
        "keep": ({C.HELD}, C.KEPT),
        "lapse": ({C.HELD}, C.LAPSED),
        "release": ({C.HELD}, C.RELEASED),
    },
    start=C.HELD,
)

PROOF_LIFECYCLE = Lifecycle(
    "proof",
    {"accept": ({P.WAITING}, P.ACCEPTED), "refuse": ({P.WAITING, P.ACCEPTED}, P.REFUSED)},
    start=P.WAITING,
    told={
        "accept": Told(_("accept a proof"), _("the caseworker or an officer")),
        "refuse": Told(_("refuse a proof"), _("the caseworker or an officer")),
    },
)

MESSAGE_LIFECYCLE = Lifecycle(
    "message",
    {
        "release": ({M.WAITING}, M.RELEASED),
        "refuse": ({M.WAITING}, M.REFUSED),
        "withdraw": ({M.WAITING}, M.WITHDRAWN),
    },
    start=M.WAITING,
    told={
        "release": Told(_("pass a message on"), _("an officer who did not write it")),
        "refuse": Told(_("refuse a message"), _("an officer who did not write it")),
        "withdraw": Told(_("take a message back"), _("whoever wrote it")),
    },
)

BEGUN = frozenset({A.UNDER_WAY}) | REPORTED | SERVED
"""The helper has something to tell."""

ARRIVED = REPORTED | SERVED
"""The household has something to be thankful for."""
