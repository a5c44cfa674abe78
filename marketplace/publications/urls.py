"""/words/"""

from django.urls import path

from marketplace.publications.views import public, review, writing

urlpatterns = [
    path("words/mine/", writing.my_words, name="my_words"),
    path("words/mine/<str:reference>/", writing.own, name="own_words"),
    path("words/mine/<str:reference>/withdraw/", writing.withdraw, name="withdraw_words"),
    path("words/new/<slug:kind>/<str:reference>/", writing.new_words, name="new_words"),
    path("words/review/", review.review_list, name="words_to_review"),
    path("words/review/<str:reference>/", review.review, name="words_review"),
    path("words/<str:reference>/", public.words_page, name="words"),
    path("words/<str:reference>/picture/", public.picture, name="words_picture"),
]
