"""The invented area: its wards, streets and postcodes. No postcode area ZZ exists."""

from dataclasses import dataclass

from sightline.demonstration.draw import Draw, Weighted

_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_FIRST = (
    *("Avocet", "Bittern", "Cockle", "Driftwood", "Eider", "Fulmar", "Godwit", "Heather", "Isinglass", "Jetty"),
    *("Kelp", "Limpet", "Mermaid", "Natterjack", "Oystercatcher", "Periwinkle", "Quayside", "Razorbill"),
    *("Samphire", "Turnstone", "Urchin", "Vetch", "Whelk", "Yellowhammer"),
)
_SECOND = ("Lane", "Road", "Street", "Close", "Avenue", "Crescent", "Drive", "Terrace", "Walk", "Row")


@dataclass(frozen=True)
class Ward:
    """One ward: its name, the number in its postcodes, how many families live there, and its schools' side."""

    name: str
    district: int
    weight: float
    primaries: tuple[int, int]


WARDS = tuple(
    Ward(name, district, weight, primaries)
    for district, (name, weight, primaries) in enumerate(
        (
            ("Curlew Sands", 9, (0, 8)),
            ("Saltgate", 8, (6, 11)),
            ("Old Docks", 10, (11, 13)),
            ("Canal Bridge", 9, (11, 6)),
            ("Lanternhouse", 7, (3, 13)),
            ("Pinewoods", 4, (2, 10)),
            ("Marram Park", 5, (5, 4)),
            ("Natterjack", 4, (4, 5)),
            ("Heronsway", 5, (7, 9)),
            ("Lapwing Fields", 5, (8, 0)),
            ("Squirrel Wood", 3, (10, 2)),
            ("Asparagus Fields", 2, (12, 14)),
            ("Teasel Street", 8, (13, 3)),
            ("Sandhopper", 4, (14, 12)),
            ("Green Lizard", 3, (15, 4)),
            ("Marshside View", 3, (9, 7)),
            ("Windpump", 4, (1, 15)),
            ("Tidewater", 5, (3, 1)),
            ("Bell Buoy", 4, (6, 0)),
            ("Harbour Light", 6, (11, 1)),
        ),
        start=1,
    )
)
_WARDS = Weighted((ward, ward.weight) for ward in WARDS)
ELSEWHERE = "Outside the area"


def ward(draw: Draw) -> Ward:
    return draw.by_weight(_WARDS)


def street(draw: Draw) -> str:
    return f"{draw.number(1, 148)} {draw.one(_FIRST)} {draw.one(_SECOND)}"


def postcode(district: int, draw: Draw) -> str:
    return f"ZZ{district} {draw.number(1, 9)}{draw.one(_LETTERS)}{draw.one(_LETTERS)}"
