from django.urls import path

from bench.plain.views import EventList

urlpatterns = [path("api/scheduled-events/", EventList.as_view())]
