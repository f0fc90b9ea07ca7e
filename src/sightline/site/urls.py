"""The addresses of the service. They read aloud, and no child's name is ever in one."""

from django.urls import include, path

from sightline.common.files import serving
from sightline.site import change_pages, child_page, public_pages, running, trail_pages, views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("sightline.site.sign_in.urls")),
    path("drafts/<slug:page>/<number:about>", views.draft, name="draft"),
    path("style-guide/", views.style_guide, name="style_guide"),
    path("health", views.health, name="health"),
    path("children/<number:child_id>/", child_page.child, name="child"),
    path("children/<number:child_id>/history", change_pages.child, name="child_history"),
    path("children/<number:child_id>/who-has-opened", trail_pages.who_has_opened, name="who_has_opened"),
    path("children/refused-or-emergency", trail_pages.refused_or_emergency, name="refused_or_emergency"),
    path("front-door/contacts/<number:contact_id>/history", change_pages.contact, name="contact_history"),
    path("files/<uuid:address>", serving.open_file, name="file"),
    path("service", running.the_service, name="service"),
    path("roles", views.roles, name="roles"),
    path("privacy", public_pages.privacy, name="privacy"),
    path("cookies", public_pages.cookies, name="cookies"),
    path("accessibility", public_pages.accessibility, name="accessibility"),
    path("children/", include("sightline.register.urls")),
    path("staff/", include("sightline.register.staff_urls")),
    path("records/", include("sightline.register.record_urls")),
    path("sharing/", include("sightline.register.sharing_urls")),
    path("front-door/", include("sightline.front_door.urls")),
    path("worried-about-a-child/", include("sightline.front_door.public_urls")),
    path("", include("sightline.report.urls")),
    path("extracts/", include("sightline.exchange.urls")),
    path("tools/", include("sightline.instruments.urls")),
    path("api/v1/", include("sightline.site.api")),
]

handler400 = "sightline.site.errors.bad_request"
handler403 = "sightline.site.errors.refused"
handler404 = "sightline.site.errors.not_found"
handler500 = "sightline.site.errors.fault"
