"""What a manager writes about one rep in a check-in, and the choices there are."""

from dataclasses import dataclass

PRIORITIES = {
    "prospecting": "prospecting",
    "discovery": "discovery",
    "qualification": "qualification",
    "deal_strategy": "deal strategy",
    "negotiation": "negotiation",
    "account_planning": "account planning",
    "product_knowledge": "product knowledge",
    "pipeline_care": "pipeline care",
    "time_use": "time use",
    "other": "other",
}
SUPPORTS = {
    "none": "none",
    "time": "time",
    "training": "training",
    "leader_joins": "leader joins a talk",
    "people_decision": "people decision",
    "other_team": "other team",
    "tool": "tool",
}
LAST_STATUSES = {"done": "done", "partly": "partly", "not": "not", "changed": "changed"}
PLAN_LIMIT = 140
REASON_LIMIT = 300


@dataclass(frozen=True)
class RowEntry:
    """What a manager writes about one rep; keys of the three lists above, "" where nothing is chosen."""

    rep_id: int
    priority: str = ""
    plan: str = ""
    talks: int | None = None
    support: str = "none"
    last_status: str = ""
