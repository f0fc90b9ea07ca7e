"""Small questionnaires of every kind that the engine must carry: scored indicators, a survey, a rated standard."""

import json
from typing import Any

HEAD: dict[str, Any] = {
    "id": "sample",
    "version": "1",
    "title": "Sample",
    "purpose": "Shows what a definition can say.",
    "in_force_from": "2022-04-01",
    "authority": "Local",
    "audiences": ["PRACTITIONER"],
}
ANCHORS = [
    {"code": "NONE", "label": "None", "score": 0},
    {"code": "ONCE", "label": "Once", "score": 1},
    {"code": "REPEATED", "label": "Repeated", "score": 2},
    {"code": "FREQUENT", "label": "Frequent", "score": 3},
    {"code": "NOT_KNOWN", "label": "Not known", "kind": "NOT_KNOWN"},
]


def written(**changed: Any) -> str:
    """The text of a definition file: the sample's head, and whatever is said otherwise."""
    return json.dumps({**HEAD, "sections": [section(item("first"))], **changed})


def section(*items: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {"code": "one", "title": "One", "items": list(items), **changed}


def item(code: str, **changed: Any) -> dict[str, Any]:
    return {"code": code, "text": f"What of {code}?", "type": "YES_NO", **changed}


def band(code: str, **changed: Any) -> dict[str, Any]:
    return {"code": code, "label": code.title(), "meaning": "What it prompts", **changed}


# Eighteen indicators with anchors of their own, scored 0 to 3, banded by their sum.
SCORED = written(
    id="exploitation-sample",
    shows_score=True,
    sections=[
        section(
            *[item(f"indicator_{number}", type="CHOICE", options=ANCHORS, required=True) for number in range(1, 19)]
        )
    ],
    bands=[
        band("LOW"),
        band("MEDIUM", when={"score_at_least": 19}),
        band("HIGH", when={"score_at_least": 35}),
    ],
)
# What worries people most (up to three), and words where they choose "other".
SURVEY = written(
    id="survey-sample",
    audiences=["STAFF"],
    sections=[
        section(
            item(
                "concerns",
                type="MANY",
                at_most=3,
                required=True,
                options=[
                    {"code": code, "label": code.title()} for code in ("NEGLECT", "ONLINE", "POVERTY", "GANGS", "OTHER")
                ]
                + [{"code": "NOT_KNOWN", "label": "I do not know", "kind": "NOT_KNOWN"}],
            ),
            item(
                "other_concern",
                type="TEXT",
                asked_if={"item": "concerns", "operator": "INCLUDES", "value": "OTHER"},
                required=True,
            ),
            item("years", type="NUMBER", at_least=0, at_most=60),
            item("why_so_long", type="TEXT", required_if={"item": "years", "operator": "AT_LEAST", "value": 20}),
            item("since", type="DATE"),
        )
    ],
)
# An audit standard that is rated, and asks for evidence wherever it is rated at all.
AUDIT = written(
    id="audit-sample",
    audiences=["AGENCY"],
    scales=[
        {
            "code": "rating",
            "options": [
                {"code": "MET", "label": "Met", "score": 0},
                {"code": "PARTLY", "label": "Partly met", "score": 1},
                {"code": "NOT_MET", "label": "Not met", "score": 2},
                {"code": "NOT_APPLICABLE", "label": "Does not apply", "kind": "NOT_APPLICABLE"},
            ],
        }
    ],
    sections=[
        section(
            item("lead", type="SCALE", scale="rating", required=True),
            item(
                "lead_evidence",
                type="TEXT",
                required_if={"item": "lead", "operator": "IN", "value": ["PARTLY", "NOT_MET"]},
            ),
        )
    ],
)
