"""The addresses of the pages that the public may use."""

from django.urls import path

from sightline.front_door.views import public

app_name = "worried"
urlpatterns = [
    path("", public.start, name="start"),
    path("tell-us", public.tell_us, name="tell_us"),
    path("about-me", public.about_me, name="about_me"),
    path("status", public.status, name="status"),
]
