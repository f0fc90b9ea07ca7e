"""Which files of the folder are read, as which table of whom; and why the others are not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sightline.exchange.dfe_statistics import areas, neighbours, populations, tool
from sightline.exchange.dfe_statistics.cells import COUNT, DAYS, PEOPLE, PERCENT, RATE
from sightline.exchange.dfe_statistics.rows import Shape
from sightline.exchange.dfe_statistics.tables import table
from sightline.exchange.vintages import FIRST_ESTIMATE, GATHERED_ON, REVISED

EDUCATION = "Department for Education"
STATISTICS_OFFICE = "Office for National Statistics"

AREA_CODES = "la_codes.csv"
CHILDREN_BY_AREA = "ons_mye_0_17_by_la_2012_2024.csv"
SINGLE_YEARS_OF_AGE = "ons_mye_single_year_age_utla_2019_2020_unrevised.csv"
NEIGHBOURS = "statistical_neighbours.csv"
REFERRALS = "dfe_cin_c1_referrals.csv"
SECTION_47 = "dfe_cin_c4_s47_icpc.csv"
LOOKED_AFTER = "dfe_cla_number_rate.csv"
INTERACTIVE_TOOL = "lait_selected_measures.csv"

Codes: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file that is read. `known` are columns that it has and that are left alone.

    `released_on` puts releases of populations into order: of two for one mid-year, the later is used. None is
    the earliest.
    """

    name: str
    publisher: str
    title: str
    shape: Callable[[Codes], Shape]
    vintage: str = ""
    released_on: date | None = None
    known: frozenset[str] = frozenset()


def _children_in_need(name: str, title: str, measures: Mapping[str, str]) -> PublishedFile:
    shape, title = table(measures), f"Characteristics of children in need, {title}"
    return PublishedFile(name, EDUCATION, title, lambda _: shape, known=frozenset({"category"}))


def _counts(*headings: str) -> dict[str, str]:
    return dict.fromkeys(headings, COUNT)


def _counts_and_percentages(*headings: str) -> dict[str, str]:
    return {name: unit for each in headings for name, unit in ((each, COUNT), (f"{each}_percent", PERCENT))}


FACTORS = (
    "Episodes_with_assessment_factor",
    *(
        f"{factor}_{whose}"
        for factor in (
            "Alcohol_Misuse",
            "Drug_Misuse",
            "Domestic_Abuse",
            "Mental_Health",
            "Learning_Disability",
            "Physical_Disability",
        )
        for whose in ("child", "parent", "person")
    ),
    "Young_Carer",
    "Privately_fostered",
    "Unaccompanied_asylum_seeker",
    "Going_missing",
    "Child_sexual_exploitation",
    "Trafficking",
    "Gangs",
    "Socially_unacceptable_behaviour",
    "Self_harm",
    "Neglect",
    "Emotional_Abuse",
    *(
        f"{abuse}_Abuse_{by}"
        for abuse in ("Physical", "Sexual")
        for by in ("unknown", "child_on_child", "adult_on_child")
    ),
    "Female_Genital_Mutilation",
    "Faith_linked_abuse",
    "Child_criminal_exploitation",
    "Other",
)

LOOKED_AFTER_SHAPE = table(
    {"population_estimate": PEOPLE, "children_count": COUNT, "rate_per_10000": RATE}, category="population_type"
)

FILES = (
    PublishedFile(
        AREA_CODES,
        "Department for Education and Office for National Statistics",
        "Codes of local authorities",
        lambda _: areas.SHAPE,
        known=areas.NOT_KEPT,
    ),
    PublishedFile(
        CHILDREN_BY_AREA,
        STATISTICS_OFFICE,
        "Mid-year estimates of children aged 0 to 17, as the Department for Education uses them",
        lambda _: populations.CHILDREN_BY_AREA,
        vintage=REVISED,
        released_on=GATHERED_ON,
    ),
    PublishedFile(
        SINGLE_YEARS_OF_AGE,
        STATISTICS_OFFICE,
        "Mid-year estimates by single year of age, upper-tier authorities",
        populations.by_single_year,
        vintage=FIRST_ESTIMATE,
    ),
    PublishedFile(NEIGHBOURS, EDUCATION, "Children's services statistical neighbour model", lambda _: neighbours.SHAPE),
    _children_in_need(
        "dfe_cin_b1_children_in_need.csv",
        "table B1",
        _counts(
            *(f"{when}_{what}" for when in ("Anypoint", "Started", "Ended") for what in ("episodes", "child")),
            "At31_episodes",
            "awaiting_assessment",
        ),
    ),
    _children_in_need(
        REFERRALS,
        "table C1",
        {
            **_counts("referral_count", "referral_child_count"),
            **_counts("rereferral_count", "no_further_action_count", "not_in_need_count", "rereferral_child_count"),
            "rereferral_percent": PERCENT,
            "no_further_action_percent": PERCENT,
            "not_in_need_percent": PERCENT,
            "rereferral_child_percent": PERCENT,
        },
    ),
    _children_in_need("dfe_cin_c3_assessment_factors.csv", "table C3", _counts(*FACTORS)),
    _children_in_need(
        SECTION_47,
        "table C4",
        {
            **_counts("Section47", "Section47_child", "ICPC", "ICPC_child"),
            **_counts("Duration_0-10_days", "Duration_11-15_days", "Duration_16-20_days", "Duration_21+_days"),
            "Duration_25th_Percentile": DAYS,
            "Duration_median": DAYS,
            "Duration_75th_Percentile": DAYS,
        },
    ),
    _children_in_need(
        "dfe_cin_d3_cpp_subsequent.csv",
        "table D3",
        {**_counts("CPP_start"), **_counts_and_percentages("CPP_subsequent")},
    ),
    _children_in_need(
        "dfe_cin_d5_cpp_duration.csv",
        "table D5",
        {
            **_counts("CPP_At31"),
            **_counts_and_percentages(
                "3_months_or_less",
                "more_than_3_months_6_months",
                "more_than_6_months_less_than_1_year",
                "1_year_less_than_2_years",
                "2_years_or_more",
            ),
        },
    ),
    PublishedFile(
        LOOKED_AFTER,
        EDUCATION,
        "Children looked after in England including adoptions, numbers and rates",
        lambda _: LOOKED_AFTER_SHAPE,
        vintage=REVISED,
    ),
    PublishedFile(
        INTERACTIVE_TOOL,
        EDUCATION,
        "Local Authority Interactive Tool",
        lambda _: tool.SHAPE,
        vintage=REVISED,
    ),
)

NO_INDICATOR = "no figure of Sightline stands beside it yet"
SCRAPED = "it was gathered from web pages by others and is no official statistic"
NOT_READ = {
    "README.md": "it is read by people: how its traps are met is written in the documentation",
    "annual_report_vs_official.csv": "it compares the annual report with the other files and holds nothing of its own",
    "dfe_cla_convictions_health.csv": NO_INDICATOR,
    "dfe_cla_missing.csv": NO_INDICATOR,
    "dfe_cla_placement_stability.csv": NO_INDICATOR,
    "dfe_csww_workforce.csv": NO_INDICATOR,
    "hmip_youth_justice_inspections_d2i_2025.csv": SCRAPED,
    "imd2019_utla.csv": NO_INDICATOR,
    "la_icb_lookup_2024.csv": NO_INDICATOR,
    "lait_all_measures.parquet": f"the measures that are used stand in {INTERACTIVE_TOOL}",
    "lait_data_dictionary.csv": "the units and periods of the measures that are used are known here",
    "ofsted_csc_providers_by_la_2023_03.csv": NO_INDICATOR,
    "ofsted_ilacs_history_2018_2025.csv": NO_INDICATOR,
    "ofsted_ilacs_latest_d2i_scrape_2026_06.csv": SCRAPED,
    "ofsted_la_in_year_2022_23.csv": NO_INDICATOR,
    "ofsted_la_in_year_2024_25.csv": NO_INDICATOR,
    "ofsted_la_judgements_2025_03.csv": NO_INDICATOR,
    "open_referral_uk": "services are another format's business",
    "police_force_areas.csv": NO_INDICATOR,
    "uk_bank_holidays_2012_2028.csv": "bank holidays are part of Sightline itself",
}
NOT_KNOWN = "it is none of the files that are known here"
