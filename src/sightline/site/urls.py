"""The addresses of the service. They read aloud, and no child's name is ever in one."""

from django.urls import include, path

from sightline.site import child_page, views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("drafts/<slug:page>/<int:about>", views.draft, name="draft"),
    path("style-guide/", views.style_guide, name="style_guide"),
    path("health", views.health, name="health"),
    path("children/<int:child_id>/", child_page.child, name="child"),
    path("children/", include("sightline.register.urls")),
    path("front-door/", include("sightline.front_door.urls")),
    path("worried-about-a-child/", include("sightline.front_door.public_urls")),
    path("", include("sightline.report.urls")),
    path("extracts/", include("sightline.exchange.urls")),
    path("tools/", include("sightline.instruments.urls")),
]

handler400 = "sightline.site.errors.bad_request"
handler403 = "sightline.site.errors.refused"
handler404 = "sightline.site.errors.not_found"
handler500 = "sightline.site.errors.fault"
