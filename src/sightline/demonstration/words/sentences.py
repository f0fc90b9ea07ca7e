"""Sentences that go with an outcome, a priority, a consent or a check, whatever the concern."""

BECAUSE: dict[str, tuple[str, ...]] = {
    "CSC_REFERRAL": (
        "The worries are serious and go back some time; a social worker needs to see {n} and the family.",
        "What we know now, with what was known before, is more than early help can meet.",
        "Agencies' replies point the same way: {n} needs an assessment by a social worker.",
        "Earlier support ended without lasting change, so an assessment under section 17 is needed.",
        "{n} may be at risk of significant harm; an assessment is needed and a strategy discussion considered.",
    ),
    "EH_REFERRAL": (
        "The family agrees to help, and the needs can be met by a team around the family.",
        "There is no sign of significant harm; with a lead practitioner things can improve.",
        "The family would like help with routines and money, and early help can begin next week.",
        "Several small needs together make a plan worth while; a worker of the hub will visit.",
    ),
    "INFO_ADVICE": (
        "Advice was given to the referrer, who will go on supporting the family.",
        "The school will speak with the parents first, and come back to us if things do not improve.",
        "We talked through the level of need; the agency's own support is right for now.",
        "The parents were given numbers to ring and welcomed them.",
    ),
    "NFA": (
        "Checks found nothing that needs more from us; the account given is a likely one.",
        "The matter was looked into and explained; no further action is needed.",
        "No further worry came to light, and the family is known to manage well.",
        "Earlier contacts were read; taken together they do not change the picture.",
    ),
    "SIGNPOST": (
        "The family was told of the parenting group at the Lanternhouse centre.",
        "The bereavement service is the right help, and has a place.",
        "The debt advice at the community shop fits what the family asks for.",
    ),
    "OPEN_CASE_FORWARDED": (
        "{n} has a social worker, who was told at once and will act on it.",
        "Passed to the worker of the open case, to be read at the next visit.",
        "The plan in place covers this; the worker will bring it to the next review.",
    ),
    "OTHER_LA": (
        "{n} lives in another authority's area; its front door was told by telephone and in writing.",
        "The home authority has accepted the information and will decide.",
    ),
    "INFO_REQUEST_ANSWERED": (
        "The request was lawful and proportionate; what was asked for was sent.",
        "We answered what was asked and no more.",
        "What is held was shared for the purpose stated; the rest was withheld.",
        "There is nothing held that answers the question, and we said so.",
        "Sent by secure e-mail to the officer named, with the dates of earlier contacts.",
    ),
}

FEEDBACK: dict[str, tuple[str, ...]] = {
    "CSC_REFERRAL": (
        "Thank you for telling us. A social worker will see the family and be in touch with you.",
        "A social worker will assess. Please go on telling us what you see.",
    ),
    "EH_REFERRAL": (
        "Thank you. The Early Help Hub will offer the family help, with their agreement.",
        "An early help worker will ring you this week to plan together.",
    ),
    "INFO_ADVICE": (
        "Thank you. As we discussed, please carry on with your own support and ring us if things change.",
        "We have given advice and will not take this further now. Ring us if you disagree.",
    ),
    "NFA": (
        "Thank you. We looked into this and need to do nothing more now. If you disagree, please ring.",
        "No further action by us at this time. Your information is kept and will count if we hear again.",
    ),
    "SIGNPOST": ("Thank you. The family has been told of a service that fits what they asked for.",),
    "OPEN_CASE_FORWARDED": ("Thank you. This was passed to the right worker today.",),
    "OTHER_LA": ("Thank you. The authority where the family lives has been told.",),
    "INFO_REQUEST_ANSWERED": ("Your request for information has been answered.",),
}

RAG: dict[str, tuple[str, ...]] = {
    "RED": (
        "May be in danger now; needs a decision this morning.",
        "Injury with no clear account; who is at home tonight is not known.",
        "A child has told somebody of harm and goes home at three.",
    ),
    "AMBER": (
        "Worrying and not yet clear; needs checks today.",
        "Third contact in a year; the pattern matters.",
        "Young children in the home; safe tonight with a relative.",
    ),
    "GREEN": (
        "No immediate danger; needs looking at within the time allowed.",
        "Family is known to cope; help may be needed.",
        "Professional is seeing the child again this week.",
    ),
    "BLUE": ("Information only; no concern about need.", "A request to be answered."),
}

NOT_ASKED = (
    "Asking first could put the child at greater risk.",
    "The parent could not be reached and waiting was not safe.",
    "Police advised not to speak with the family before the front door had decided.",
)
REFUSED = ("The parent was told of the referral and does not agree with it.",)
COMPETENT = ("Understands what will be shared, and with whom, and agrees.",)

ASKED: dict[str, tuple[str, ...]] = {
    "POL": ("Have officers been called to this address in the last twelve months, and to whom?",),
    "HEA": (
        "When was the child last seen, and were appointments kept?",
        "Is there any injury or illness on record in the last six months that bears on this?",
    ),
    "EDU": ("What is attendance this term, and what does the child say about home?",),
    "HOU": ("Who holds the tenancy, and is there any notice on it?",),
    "PRO": ("Is anybody in the household under supervision, and with what conditions?",),
    "SUB": ("Is either parent in treatment, and how is it going?",),
    "LA": ("Has early help been offered before, and how did it end?",),
}
ANSWERED: tuple[tuple[str, str, str], ...] = (
    ("Nothing known in the time asked about.", "No cause for worry from our side.", "SHAREABLE"),
    (
        "Two calls in the last year, both about noise; children seen well each time.",
        "A pattern of stress.",
        "NOT_FAMILY",
    ),
    ("Last seen in January; two appointments missed since.", "Needs following up.", "SHAREABLE"),
    ("Attendance has fallen from 94 to 71 per cent since the autumn.", "Something changed in October.", "SHAREABLE"),
    ("Known to us; we would ask that our source is protected.", "Take seriously.", "HUB_ONLY"),
)

CORRECTED = (
    "The wrong outcome was chosen from the list.",
    "A reply came in the same hour that changes the picture.",
    "The decision was meant for a brother or sister in the same contact.",
)
RETURNED = "Has the father been asked? Please look again at the history."
NOTES = (
    "Rang the referrer; left a message.",
    "Spoke with the school; they will ring back by noon.",
    "Read the earlier contacts: two in the last year, both closed with advice.",
    "Mother rang back and is willing to talk this afternoon.",
    "Health visitor will call in on the way home.",
)
INFORMATION = (
    "Request for what is held about {n}, for a report to the family court.",
    "Checks asked for before a placement with relatives, about {n}.",
    "Request for history of contact with {n}'s family, for a pre-sentence report.",
    "Another authority asks whether {n} and family are known here.",
)
MISSING = (
    "{n} did not come home last night and was reported missing; found safe in the morning.",
    "{n} left the home in the evening and has not answered the telephone.",
    "{n} was reported missing and came back alone after five hours.",
)
OTHER_AREA = (
    "{n} is staying here for the holidays; the home authority has a plan for {n} and tells us so.",
    "{n} moved in with relatives here; the authority they left asks us to note it.",
)
ADVICE = (
    "Rang to talk through a worry about {n} and how to raise it with the parents.",
    "Asked whether what was seen of {n} meets the level of need for a referral.",
)
OPENINGS: dict[str, tuple[str, ...]] = {
    "POLICE": ("Officers attended and completed a notification.", "Notification after a call from the public."),
    "SCHOOLS": ("Class staff have raised a concern.", "The safeguarding lead has spoken with the child."),
    "HEALTH": ("Seen in clinic today.", "Raised after a visit to the home."),
    "INDIVIDUAL": ("A member of the family rang.", "A neighbour is worried and gave their name."),
    "ANONYMOUS": ("The caller would not give a name.",),
    "COUNCIL": ("A colleague in another service has concerns.",),
    "EDUCATION_SERVICES": ("Education welfare has visited.",),
    "HOUSING": ("A tenancy visit gave cause for concern.",),
    "OTHER_LEGAL_AGENCY": ("Written request from an officer of the court service.",),
    "OTHER": ("A worker who knows the family has concerns.",),
    "UNKNOWN": ("The message does not say who it is from.",),
}
CLOSINGS = (
    "The family knows that this is being sent.",
    "Please ring back; best before four.",
    "The referrer will see the child again on Thursday.",
    "Nothing else is known of the household.",
    "The brothers and sisters have not been seen.",
    "Has been written down as it was said.",
)
