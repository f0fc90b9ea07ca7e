"""What reached the front door: one event, and one contact for each child it is about."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sightline.common.access import Reach, Record
from sightline.front_door import codes
from sightline.front_door.models.running import RunningClock, clocks_of, most_urgent
from sightline.register.models import Agency, Child, Staff, Team


class ContactEvent(models.Model):
    """One communication about one child or several, as it was received. Its text is never changed."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="Holds the front door")
    reference = models.CharField(max_length=12, unique=True)
    received_at = models.DateTimeField(help_text="When it arrived, also where it was typed later")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    contact_type = models.CharField(max_length=24, choices=codes.ContactType, blank=True)
    channel = models.CharField(max_length=20, choices=codes.Channel)
    source = models.CharField(max_length=2, choices=codes.EVERY_SOURCE)
    referrer_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    referrer_name = models.CharField(max_length=120, blank=True)
    referrer_role = models.CharField(max_length=120, blank=True)
    referrer_telephone = models.CharField(max_length=30, blank=True)
    referrer_email = models.EmailField(blank=True)
    referral_text = models.TextField(blank=True, help_text="As received; empty where an extract has none")
    consent = models.CharField(max_length=20, choices=codes.Consent, blank=True)
    consent_reason = models.CharField(max_length=400, blank=True)
    competence = models.CharField(max_length=13, choices=codes.Competence, default=codes.Competence.NOT_RELEVANT)
    competence_note = models.CharField(max_length=400, blank=True)
    article_6_basis = models.CharField(max_length=20, choices=codes.Article6Basis, blank=True)
    special_category_condition = models.CharField(max_length=24, choices=codes.SpecialCategoryCondition, blank=True)
    law_enforcement = models.BooleanField(default=False, help_text="Data Protection Act 2018, part 3")
    acknowledge_by = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    from_extract = models.CharField(max_length=60, blank=True, help_text="The extract it was brought in from")

    class Meta:
        indexes = [models.Index(fields=["received_at"])]

    class Retention:
        keep = (
            "id",
            "agency",
            "reference",
            "received_at",
            "recorded_at",
            "recorded_by",
            "contact_type",
            "channel",
            "source",
            "referrer_agency",
            "consent",
            "competence",
            "article_6_basis",
            "special_category_condition",
            "law_enforcement",
            "acknowledge_by",
            "acknowledged_at",
            "from_extract",
        )
        remove = (
            "referrer_name",
            "referrer_role",
            "referrer_telephone",
            "referrer_email",
            "referral_text",
            "consent_reason",
            "competence_note",
        )

    @property
    def is_professional(self) -> bool:
        return self.source in codes.PROFESSIONAL_SOURCES

    @property
    def source_group(self) -> codes.SourceGroup:
        return codes.SOURCE_GROUPS[self.source]

    @property
    def referrer(self) -> str:
        """Who was worried, as a list shows it: agency, else the kind of person."""
        return self.referrer_agency.name if self.referrer_agency else self.get_source_display()


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, staff: Staff) -> "ContactQuerySet":
        """Contacts of the agencies open to the person, less those about restricted children.

        Early help sees those about early help, and what its worker recorded or has in hand.
        """
        seen = models.Q(agency_id__in=staff.agencies_open(Record.CONTACT))
        if about := staff.agencies_within(Record.CONTACT, Reach.ABOUT_EARLY_HELP):
            theirs = models.Q(about_early_help=True) | models.Q(owner=staff) | models.Q(recorded_by=staff)
            seen |= models.Q(agency_id__in=about) & theirs
        return self.filter(seen).exclude(child_id__in=Child.objects.closed_to(staff).values("pk"))

    def with_everything_for_a_list(self) -> "ContactQuerySet":
        return self.select_related("event", "event__referrer_agency", "child", "child__school", "owner", "team")

    def undecided(self) -> "ContactQuerySet":
        return self.filter(state__in=codes.UNDECIDED)

    def breached_first(self) -> "ContactQuerySet":
        """By what is most urgent: the earlier of the two clocks, then priority, then arrival."""
        priority = models.Case(
            *[models.When(rag=rag, then=place) for place, rag in enumerate(codes.Rag)],
            default=len(codes.Rag),
        )
        return self.annotate(priority=priority).order_by(
            models.F("urgent_at").asc(nulls_last=True), "priority", "received_at", "pk"
        )

    def received_between(self, first_day: date, last_day: date) -> "ContactQuerySet":
        return self.filter(received_on__range=(first_day, last_day))


class Contact(models.Model):
    """One child in one contact event: the unit the front door decides and counts."""

    event = models.ForeignKey(ContactEvent, on_delete=models.PROTECT, related_name="contacts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    came_in = models.ForeignKey(
        ContactEvent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The event it was received in, where it was moved to another one since; its words still count",
    )
    received_at = models.DateTimeField(help_text="As the event's; later for a child added afterwards")
    received_on = models.DateField(help_text="The day of receipt in London")

    # The child, first as described by whoever was worried, then as found in the register.
    described_given_name = models.CharField(max_length=80, blank=True)
    described_family_name = models.CharField(max_length=80, blank=True)
    described_born_on = models.DateField(null=True, blank=True)
    described_expected_on = models.DateField(null=True, blank=True)
    described_address = models.CharField(max_length=200, blank=True)
    described_postcode = models.CharField(max_length=8, blank=True)
    described_school = models.CharField(max_length=120, blank=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    match_status = models.CharField(max_length=6, choices=codes.MatchStatus, blank=True)
    ward = models.CharField(max_length=60, blank=True)

    primary_concern = models.CharField(max_length=6, choices=codes.Concern, blank=True)
    concerns = ArrayField(models.CharField(max_length=6, choices=codes.Concern), default=list, blank=True)
    level_as_referred = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=24, choices=codes.State, default=codes.State.RECEIVED)
    lane = models.CharField(max_length=14, choices=codes.Lane, default=codes.Lane.FRONT_DOOR)
    about_early_help = models.BooleanField(
        default=False, help_text="Was in the Early Help Hub's lane, or became a request for early help: it stays so"
    )
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    # The clock that applied, stored when it started; the standing is always computed.
    decide_by = models.DateTimeField(null=True, blank=True)
    decide_rule = models.CharField(max_length=20, blank=True)
    decide_rule_version = models.CharField(max_length=40, blank=True)
    decide_basis = models.CharField(max_length=300, blank=True)
    rag = models.CharField(max_length=5, choices=codes.Rag, blank=True)
    rag_reason = models.CharField(max_length=400, blank=True)
    rag_by = models.DateTimeField(null=True, blank=True)
    rag_rule = models.CharField(max_length=20, blank=True)
    rag_rule_version = models.CharField(max_length=40, blank=True)
    urgent_at = models.DateTimeField(null=True, blank=True, help_text="The earlier of the two clocks")

    is_on_open_case = models.BooleanField(default=False)
    earlier_contact = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    again_reason = models.CharField(max_length=24, choices=codes.AgainReason, blank=True)

    # What was decided last; every decision stands in its own row.
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=24, choices=codes.Outcome, blank=True)
    level_concluded = models.CharField(max_length=2, blank=True)
    neglect_tool = models.CharField(max_length=14, choices=codes.NeglectTool, blank=True)
    neglect_tool_completed_on = models.DateField(null=True, blank=True)
    screening_tool = models.ForeignKey(
        "instruments.CompletedTool", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    referral = models.ForeignKey(
        "front_door.Referral", on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    feedback_by = models.DateTimeField(null=True, blank=True)
    feedback_rule_version = models.CharField(max_length=40, blank=True)
    feedback_sent_at = models.DateTimeField(null=True, blank=True)

    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "state", "urgent_at"]),
            models.Index(fields=["agency", "received_on"]),
            models.Index(fields=["agency", "-received_at", "-id"], name="contacts_newest_first"),
            models.Index(
                fields=["agency", "feedback_by"],
                condition=models.Q(feedback_by__isnull=False, feedback_sent_at=None),
                name="contacts_with_feedback_due",
            ),
            models.Index(fields=["child", "received_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "child"],
                condition=models.Q(child__isnull=False) & ~models.Q(state="DUPLICATE"),
                name="one_contact_per_child_in_an_event",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["DECIDED", "CLOSED"])
                | (models.Q(decided_at__isnull=False) & ~models.Q(outcome="")),
                name="a_decided_contact_has_a_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(about_early_help=True)
                | ~(models.Q(lane="EARLY_HELP_HUB") | models.Q(outcome="EH_REFERRAL")),
                name="what_the_hub_works_is_about_early_help",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True) | models.Q(decided_at__gte=models.F("received_at")),
                name="a_contact_is_decided_after_it_is_received",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "event",
            "came_in",
            "agency",
            "received_at",
            "received_on",
            "child",
            "match_status",
            "ward",
            "primary_concern",
            "concerns",
            "level_as_referred",
            "state",
            "lane",
            "about_early_help",
            "owner",
            "team",
            "decide_by",
            "decide_rule",
            "decide_rule_version",
            "decide_basis",
            "rag",
            "rag_by",
            "rag_rule",
            "rag_rule_version",
            "urgent_at",
            "is_on_open_case",
            "earlier_contact",
            "again_reason",
            "decided_at",
            "outcome",
            "level_concluded",
            "neglect_tool",
            "neglect_tool_completed_on",
            "screening_tool",
            "referral",
            "feedback_by",
            "feedback_rule_version",
            "feedback_sent_at",
            "recorded_by",
            "recorded_at",
            "version",
        )
        scrub = ("described_born_on", "described_expected_on")
        remove = (
            "described_given_name",
            "described_family_name",
            "described_address",
            "described_postcode",
            "described_school",
            "rag_reason",
        )

    @property
    def child_name(self) -> str:
        """The child's name as the register has it, else as described."""
        if self.child:
            return self.child.name
        described = f"{self.described_given_name} {self.described_family_name}".strip()
        return described or "Name not given"

    @property
    def clocks(self) -> list[RunningClock]:
        return clocks_of(self)

    @property
    def most_urgent_clock(self) -> RunningClock | None:
        return most_urgent(self)

    @property
    def told_through(self) -> ContactEvent:
        """The event whose referrer hears of this child: the one it came in, unless that is hidden from who acts."""
        first = ContactEvent.objects.filter(pk=self.came_in_id).first() if self.came_in_id else None
        return first or self.event

    @property
    def heard_in(self) -> list[ContactEvent]:
        """The events whose words count here, in order: its own, and those that contacts moved into it came in."""
        moved = self.event.contacts.exclude(came_in=None).select_related("came_in").order_by("pk")
        found = {self.event.referral_text: self.event}
        for first in (each.came_in for each in moved):
            if first:
                found.setdefault(first.referral_text, first)
        return sorted(found.values(), key=lambda event: event.received_at)

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None

    @property
    def needs_neglect_tool(self) -> bool:
        """A professional's contact about neglect without the screening tool: shown wherever it matters."""
        return (
            "NEG" in (self.concerns or [self.primary_concern])
            and self.event.is_professional
            and self.neglect_tool != codes.NeglectTool.YES
        )
