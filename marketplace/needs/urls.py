"""/review/ and /releases/"""

from django.urls import path

from marketplace.needs.views.releases import releases
from marketplace.needs.views.review import review_list, review_need

urlpatterns = [
    path("review/", review_list, name="needs_to_review"),
    path("review/<str:reference>/", review_need, name="need_review"),
    path("releases/", releases, name="needs_releases"),
]
