"""/documents/"""

from django.urls import path

from marketplace.documents import views

urlpatterns = [path("documents/<str:reference>/", views.download, name="private_file")]
