"""The columns of the export, what each holds and when it is empty; the sheet of definitions says the same."""

from typing import Literal, NamedTuple

Kind = Literal["text", "date", "integer", "number", "true or false"]


class Column(NamedTuple):
    """One column: its name, the type of its values, and its definition."""

    name: str
    kind: Kind
    definition: str


ROW_KINDS = (
    ("participation", "disconnect, theme_id and skill_tag are empty", "How many of a role were asked and answered."),
    ("comparison", "disconnect names it, theme_source is empty", "One row for each role that is part of a comparison."),
    (
        "support",
        "skill_tag is filled, theme_source is empty",
        "One of the eight supports: wanted and got by managers, guessed and given by executives.",
    ),
    ("group", "scope is region, leader or team", "One score of one group of the release plan."),
    ("theme", "theme_source is filled", "What several people of one role wrote about."),
)
"""What a row can be, how to tell, and what it says."""

COLUMNS = (
    Column("wave", "text", "Name of the wave."),
    Column("opened", "date", "First day of the wave."),
    Column("closed", "date", "Last day of the wave."),
    Column("instrument_version", "text", "Version of the questions."),
    Column("scope", "text", "organisation, or the level and name of a group: “region: North”."),
    Column("scope_is_merged", "true or false", "Whether several small groups are shown as one."),
    Column("construct", "text", "Code of what the questions measure; K5 is the support mix. Empty for participation."),
    Column("disconnect", "text", "What is compared or scored, or what a theme stands beside. Empty for participation."),
    Column("audience", "text", "The role whose answers the row holds: rep, manager or executive."),
    Column("theme_id", "integer", "Number of the theme, the same in each wave. Empty in all other rows."),
    Column("theme_label", "text", "Name of the theme."),
    Column("theme_source", "text", "comments; comments, broader themes; or codebook, where too few wrote for themes."),
    Column("skill_tag", "text", "Key of the support in rows of the support mix; in a theme's row the skill to train."),
    Column("n_invited", "integer", "People of the role who were asked. Empty where that is hidden or not known."),
    Column("n_answered", "integer", "People whose answers stand behind the row."),
    Column("n_people_in_theme", "integer", "People, not comments, who wrote about the theme."),
    Column("share_pct", "number", "Themes: percent of those who wrote. Participation: percent of those asked."),
    Column("need_mean", "number", "Mean of what the role says it needs, 0 to 100. Empty where need was not asked."),
    Column("received_mean", "number", "Mean of what the role says it got, gave, counted or believes, 0 to 100."),
    Column("gap_points", "number", "Need minus support within one person, mean in points."),
    Column("gap_low", "number", "Lower end of the gap's 95 % interval."),
    Column("gap_high", "number", "Upper end of the gap's 95 % interval."),
    Column("dominance", "number", "Share of people who need more than they get, minus share who need less; −1 to 1."),
    Column("delta", "number", "Cliff's delta: giver over receiver, −1 to 1. In a need gap: given over got."),
    Column("delta_low", "number", "Lower end of the delta's 95 % interval."),
    Column("delta_high", "number", "Upper end of the delta's 95 % interval."),
    Column("p_value", "number", "Permutation or sign-flip p of the effect; for a theme that roles do not differ."),
    Column("q_value", "number", "The same after Benjamini and Hochberg, over every test of the report, or of themes."),
    Column("verdict", "text", "disconnect, watch, aligned or not_enough_evidence."),
    Column("change_since_last", "text", "Beside the wave before, in words."),
    Column("difficulty", "number", "Percent who ask for training. Empty: no question of this instrument asks it."),
    Column("frequency", "number", "Percent touched: got or gave this support most, or wrote about the theme."),
    Column("importance", "number", "Percent who want this support most, or who guess that managers do."),
    Column(
        "priority_rank", "integer", "Place in the report: comparisons by strength, supports by want, themes by people."
    ),
    Column("top_terms", "text", "Words of the theme, divided by “; ”."),
    Column("paraphrase", "text", "The theme in short, by the program lead. Empty until one is written."),
    Column("suggested_objective", "text", "For the training plan, by the program lead. Empty until one is written."),
    Column("suggested_format", "text", "For the training plan; empty, yours to fill in."),
    Column("owner", "text", "For the training plan; empty, yours to fill in."),
    Column("status", "text", "For the training plan; empty, yours to fill in."),
    Column("suppression_reason", "text", "Why figures are withheld or given as a range. Hidden is never zero."),
    Column("generated_at", "text", "When the report was made, ISO 8601 with offset."),
    Column("checksum", "text", "SHA-256 of the report's snapshot: equal checksums, equal reports."),
)

NAMES = tuple(column.name for column in COLUMNS)
LOG_NAMES = ("scope", "what", "rule", "sentence")
