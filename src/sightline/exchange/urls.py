"""The addresses of what imports leave to look into."""

from django.urls import path

from sightline.exchange import views

app_name = "exchange"
urlpatterns = [
    path("absent", views.absent_rows, name="absent_rows"),
]
