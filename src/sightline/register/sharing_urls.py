"""The addresses of sharing: children shared with us, the ledger, agreements, changes of worker."""

from django.urls import path

from sightline.register.views import agreements, ledger, sharing, worker_changes

app_name = "sharing"
urlpatterns = [
    path("with-us", sharing.shared_with_us, name="shared_with_us"),
    path("with-us/<number:grant_id>", sharing.shared_child, name="shared_child"),
    path("ledger", ledger.ledger, name="ledger"),
    path("ledger/export.csv", ledger.export, name="export"),
    path("ledger/<number:disclosure_id>", ledger.line, name="line"),
    path("ledger/of/<number:child_id>", ledger.of_child, name="of_child"),
    path("agreements", agreements.agreements, name="agreements"),
    path("agreements/add", agreements.add, name="add_agreement"),
    path("agreements/<number:agreement_id>", agreements.agreement, name="agreement"),
    path("agreements/<number:agreement_id>/new-version", agreements.new_version, name="new_version"),
    path("agreements/<number:agreement_id>/end", agreements.end, name="end_agreement"),
    path("changes-of-worker", worker_changes.changes, name="worker_changes"),
    path("changes-of-worker/<number:telling_id>/seen", worker_changes.seen, name="change_seen"),
]
