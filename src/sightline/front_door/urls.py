"""The addresses of the front_door."""

from django.urls import URLPattern

app_name = "front_door"
urlpatterns: list[URLPattern] = []
