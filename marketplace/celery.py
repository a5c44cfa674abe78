"""Celery in production: a worker delivers what the outbox holds, its clock runs the sweeps; nobody else publishes."""

import os

import django
from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production")
django.setup()

from marketplace.common.events.dispatch import deliver_due  # noqa: E402 - needs the applications
from marketplace.operations.sweeps import SWEEPS, run_sweep  # noqa: E402

OUTBOX_SECONDS = 2.0

app = Celery("zhulin")
app.conf.update(**settings.CELERY)


@app.task(name="outbox")
def outbox() -> None:
    """Deliver what is due; leased rows make two workers at once harmless."""
    deliver_due()


@app.task(name="sweep")
def sweep(name: str) -> None:
    """Run one sweep by its name."""
    run_sweep(name)


app.conf.beat_schedule = {
    "outbox": {"task": "outbox", "schedule": OUTBOX_SECONDS},
    **{
        name: {"task": "sweep", "args": [name], "schedule": each.every.total_seconds()} for name, each in SWEEPS.items()
    },
}
