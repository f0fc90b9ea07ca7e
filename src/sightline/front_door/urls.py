"""The addresses of the front door."""

from django.urls import path

from sightline.front_door.views import (
    attaching,
    batch,
    checks,
    contact,
    deciding,
    ending,
    handing_over,
    matching,
    receiving,
    sharing,
    siblings,
    worklist,
)
from sightline.front_door.views.referring import files, sent, writing

app_name = "front_door"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("export.csv", worklist.export, name="export"),
    path("contacts/new", receiving.receive, name="receive"),
    path("contacts/<number:contact_id>", contact.contact, name="contact"),
    path("contacts/<number:contact_id>/match", matching.match, name="match"),
    path("contacts/<number:contact_id>/triage", contact.triage, name="triage"),
    path("contacts/<number:contact_id>/move", contact.move, name="move"),
    path("contacts/<number:contact_id>/note", contact.note, name="note"),
    path("contacts/<number:contact_id>/escalate", contact.escalate, name="escalate"),
    path("contacts/<number:contact_id>/attach-tool", contact.attach_tool, name="attach_tool"),
    path("contacts/<number:contact_id>/correct", contact.correct, name="correct"),
    path("contacts/<number:contact_id>/ask", checks.ask, name="ask"),
    path("contacts/<number:contact_id>/share", sharing.share, name="share"),
    path("contacts/<number:contact_id>/add-files", attaching.attach, name="attach"),
    path("files/<number:attachment_id>/withdraw", attaching.withdraw_file, name="withdraw_file"),
    path("contacts/<number:contact_id>/decide", deciding.decide, name="decide"),
    path("contacts/<number:contact_id>/decide-together", batch.siblings, name="decide_together"),
    path("contacts/<number:contact_id>/add-child", siblings.add_child, name="add_child"),
    path("contacts/<number:contact_id>/split", siblings.split, name="split"),
    path("contacts/<number:contact_id>/merge", siblings.merge, name="merge"),
    path("contacts/<number:contact_id>/duplicate", ending.duplicate, name="duplicate"),
    path("contacts/<number:contact_id>/withdraw", ending.withdraw, name="withdraw"),
    path("information", batch.information, name="information"),
    path("contacts/<number:contact_id>/sign-off", deciding.sign_off, name="sign_off"),
    path("contacts/<number:contact_id>/correct-decision", deciding.correct_decision, name="correct_decision"),
    path("contacts/<number:contact_id>/tell", deciding.tell, name="tell"),
    path("checks", checks.asked_of_us, name="checks_asked_of_us"),
    path("checks/<number:check_id>/answer", checks.answer, name="answer_check"),
    path("checks/<number:check_id>/add-files", attaching.attach_to_check, name="attach_to_check"),
    path("referrals/", sent.submissions, name="submissions"),
    path("referrals/<number:submission_id>", sent.submission, name="submission"),
    path("referrals/<number:submission_id>/reply/<number:place>", sent.reply, name="reply"),
    path("referrals/new", writing.start, name="refer"),
    path("referrals/new/<number:number>/children", writing.children, name="refer_children"),
    path("referrals/new/<number:number>/children/<number:place>", writing.child, name="refer_child"),
    path(
        "referrals/new/<number:number>/children/<number:place>/remove", writing.remove_child, name="refer_remove_child"
    ),
    path("referrals/new/<number:number>/check", writing.check, name="refer_check"),
    path("referrals/new/<number:number>/files", files.files, name="refer_files"),
    path("referrals/new/<number:number>/throw-away", writing.throw_away, name="refer_throw_away"),
    path("referrals/new/<number:number>/<slug:slug>", writing.step, name="refer_step"),
    path("hand-over", handing_over.hand_over, name="hand_over"),
    path("hand-over/<number:note_id>/read", handing_over.read, name="read_hand_over"),
]
