"""Named reads of volunteers and their service."""

from marketplace.volunteers.queries.activities import (
    activities_of,
    coming_activities,
    hours_of,
    my_sign_ups,
    sign_ups_of_host,
    visible_activities,
)
from marketplace.volunteers.queries.people import active_volunteers, volunteer_of, volunteers_of
from marketplace.volunteers.queries.records import (
    certificates_of,
    corrections_of_host,
    my_records,
    recorded_by_groups,
    records_of_host,
    records_to_check,
    requests_of_host,
)

__all__ = [
    "active_volunteers",
    "activities_of",
    "certificates_of",
    "coming_activities",
    "corrections_of_host",
    "hours_of",
    "my_records",
    "my_sign_ups",
    "recorded_by_groups",
    "records_of_host",
    "records_to_check",
    "requests_of_host",
    "sign_ups_of_host",
    "visible_activities",
    "volunteer_of",
    "volunteers_of",
]
