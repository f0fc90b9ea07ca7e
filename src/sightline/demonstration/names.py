"""Names that nobody could take for a real family's: birds, trees, plants and places of the shore, in many tongues.

Family names are put together of two invented halves, or are a plant's or bird's name in the family's language;
given names are ordinary. No combination is anybody known.
"""

from dataclasses import dataclass, field

from sightline.demonstration.draw import Draw, Weighted

_FIRST_HALVES = (
    *("Apple", "Avocet", "Birch", "Bittern", "Bracken", "Bramble", "Briar", "Burdock", "Cherry", "Clover", "Cockle"),
    *("Coltsfoot", "Comfrey", "Curlew", "Dunlin", "Dune", "Elder", "Fern", "Gannet", "Godwit", "Gorse", "Harebell"),
    *("Hawthorn", "Hedge", "Juniper", "Kestrel", "Lapwing", "Larch", "Linnet", "Mallow", "Marram", "Martin"),
    *("Medlar", "Merlin", "Nettle", "Osprey", "Oxlip", "Petrel", "Plover", "Quince", "Redstart", "Samphire"),
    *("Sedge", "Siskin", "Skylark", "Sorrel", "Speedwell", "Starwort", "Tamarisk", "Tansy", "Teal", "Teasel"),
    *("Thistle", "Thrift", "Vetch", "Wagtail", "Whimbrel", "Willow", "Yarrow"),
)
_SECOND_HALVES = (
    *("bank", "bourne", "combe", "croft", "fold", "garth", "gate", "hythe", "mere", "moor", "quay", "ridge"),
    *("shaw", "shore", "side", "stead", "thorpe", "tree", "wick"),
)
_BRITISH_GIRLS = (
    *("Ada", "Agnes", "Alice", "Amber", "Bethan", "Bryony", "Caitlin", "Clara", "Daisy", "Eira", "Elsie", "Esme"),
    *("Faith", "Fern", "Freya", "Georgia", "Gwen", "Hazel", "Imogen", "Isla", "Ivy", "Jasmine", "Kayleigh", "Lacey"),
    *("Lily", "Lottie", "Maisie", "Martha", "Mia", "Millie", "Nell", "Niamh", "Olive", "Orla", "Phoebe", "Poppy"),
    *("Rhiannon", "Rosie", "Ruby", "Saffron", "Scarlett", "Seren", "Skye", "Sophie", "Summer", "Tegan", "Tess"),
    *("Tilly", "Una", "Violet", "Willow", "Zara"),
)
_BRITISH_BOYS = (
    *("Alfie", "Archie", "Arlo", "Ashton", "Bailey", "Ben", "Brandon", "Callum", "Charlie", "Cian", "Connor", "Dylan"),
    *("Eddie", "Elis", "Ethan", "Finlay", "Frankie", "Freddie", "George", "Gethin", "Harvey", "Hugo", "Iwan", "Jake"),
    *("Jenson", "Jonah", "Joshua", "Kai", "Kieran", "Leo", "Liam", "Logan", "Luke", "Mason", "Max", "Nathan", "Noah"),
    *("Oscar", "Owen", "Patrick", "Reuben", "Rhys", "Riley", "Ronan", "Rory", "Sam", "Stanley", "Teddy", "Toby"),
    *("Tyler", "Zach"),
)
_BRITISH_WOMEN = (
    *("Abigail", "Bernadette", "Carly", "Chantelle", "Danielle", "Dawn", "Eleri", "Fiona", "Gemma", "Hayley"),
    *("Jodie", "Kelly", "Kirsty", "Laura", "Leanne", "Lowri", "Maeve", "Michaela", "Natalie", "Paula", "Rachel"),
    *("Sian", "Stacey", "Tara", "Toni", "Vicky"),
)
_BRITISH_MEN = (
    *("Aled", "Anthony", "Barry", "Carl", "Craig", "Darren", "Dean", "Gareth", "Gavin", "Glyn", "Jason", "Karl"),
    *("Kevin", "Lee", "Martyn", "Neil", "Paul", "Ross", "Ryan", "Scott", "Shane", "Stephen", "Terry", "Wayne"),
)


@dataclass(frozen=True)
class Heritage:
    """The names, languages and ethnicities that go together in an invented family."""

    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    family_names: tuple[str, ...] = ()
    ethnicities: tuple[tuple[str, float], ...] = (("WBRI", 1.0),)
    language: str = "English"
    interpreter: float = 0.0
    # How a name is written in the family's own script.
    own_script: dict[str, str] = field(default_factory=dict)


BRITISH = Heritage(
    _BRITISH_GIRLS,
    _BRITISH_BOYS,
    _BRITISH_WOMEN,
    _BRITISH_MEN,
    ethnicities=(("WBRI", 0.9), ("MWBC", 0.03), ("MOTH", 0.02), ("MWAS", 0.02), ("WOTH", 0.02), ("NOBT", 0.01)),
)
IRISH = Heritage(
    ("Aoife", "Ciara", "Éabha", "Gráinne", "Róisín", "Saoirse", "Síofra"),
    ("Cathal", "Darragh", "Eoin", "Oisín", "Ruairí", "Séamus", "Tadhg"),
    ("Bríd", "Deirdre", "Gráinne", "Nuala", "Sinéad"),
    ("Brendan", "Declan", "Fionn", "Pádraig", "Seán"),
    family_names=("O'Linnet", "O'Heronshaw", "O'Bramblin", "MacWhimbrel", "MacTeasel", "O'Marram", "Ní Wagtail"),
    ethnicities=(("WIRI", 0.7), ("WIRT", 0.2), ("WBRI", 0.1)),
)
POLISH = Heritage(
    ("Zofia", "Oliwia", "Maja", "Łucja", "Kinga", "Zuzanna"),
    ("Łukasz", "Jakub", "Michał", "Stanisław", "Tymon", "Wojtek"),
    ("Agnieszka", "Beata", "Dorota", "Małgorzata"),
    ("Grzegorz", "Paweł", "Rafał", "Tomasz"),
    family_names=("Jarzębinka", "Ostrzyżyk", "Świerkowicz", "Leszczynowy", "Żurawinek", "Krzewiński"),
    ethnicities=(("WOTH", 1.0),),
    language="Polish",
    interpreter=0.35,
)
ROMANIAN = Heritage(
    ("Ioana", "Andreea", "Mălina", "Ilinca"),
    ("Andrei", "Ștefan", "Luca", "Răzvan"),
    ("Elena", "Mihaela", "Crina"),
    ("Florin", "Gheorghe", "Sorin"),
    family_names=("Ghiocelu", "Mesteacănu", "Rândunicescu", "Salcâmaru"),
    ethnicities=(("WOTH", 0.7), ("WROM", 0.3)),
    language="Romanian",
    interpreter=0.45,
)
UKRAINIAN = Heritage(
    ("Olena", "Daryna", "Solomiia"),
    ("Taras", "Nazar", "Bohdan"),
    ("Oksana", "Iryna", "Halyna"),
    ("Andriy", "Serhiy", "Vasyl"),
    family_names=("Kalynivna", "Yavorenko-Lis", "Verbytska", "Zhuravlyn"),
    ethnicities=(("WOTH", 1.0),),
    language="Ukrainian",
    interpreter=0.5,
    own_script={"Kalynivna": "Калинівна", "Yavorenko-Lis": "Яворенко-Ліс", "Verbytska": "Вербицька"},
)
SOUTH_ASIAN = Heritage(
    ("Aanya", "Anika", "Ishani", "Meera", "Nusrat", "Sana", "Tahmina"),
    ("Arjun", "Farhan", "Imran", "Kabir", "Rohan", "Tariq", "Vihaan"),
    ("Deepa", "Lakshmi", "Rukhsana", "Shabnam"),
    ("Anwar", "Harish", "Mahmud", "Sanjay"),
    family_names=("Chinarwala", "Gulmohari", "Bulbulzada", "Deodari", "Kokilpuri", "Neembagh", "Champakala"),
    ethnicities=(("AIND", 0.35), ("APKN", 0.3), ("ABAN", 0.2), ("AOTH", 0.15)),
    language="Urdu",
    interpreter=0.3,
    own_script={"Bulbulzada": "بلبل زادہ", "Chinarwala": "چنار والا", "Gulmohari": "गुलमोहरी", "Deodari": "देवदारी"},
)
ARABIC = Heritage(
    ("Layla", "Maryam", "Nour", "Salma", "Yasmin"),
    ("Bilal", "Hamza", "Idris", "Omar", "Yusuf"),
    ("Amal", "Hanan", "Rania"),
    ("Karim", "Samir", "Walid"),
    family_names=("al-Zaytouni", "Nakhlawi", "al-Yasmini", "Rummanieh", "Sunounou"),
    ethnicities=(("OOTH", 0.9), ("MOTH", 0.1)),
    language="Arabic",
    interpreter=0.5,
    own_script={
        "al-Zaytouni": "الزيتوني",
        "Nakhlawi": "نخلاوي",
        "al-Yasmini": "الياسميني",
        "Rummanieh": "رمانية",
        "Sunounou": "سنونو",
    },
)
WEST_AFRICAN = Heritage(
    ("Abena", "Adaeze", "Folake", "Temiloluwa", "Zainab"),
    ("Chidi", "Kofi", "Kwabena", "Olumide", "Sekou"),
    ("Efua", "Ngozi", "Yewande"),
    ("Emeka", "Kojo", "Tunde"),
    family_names=("Irokowood", "Odumtree", "Baobabson", "Sankofa-Shore"),
    ethnicities=(("BAFR", 0.85), ("BOTH", 0.1), ("MWBA", 0.05)),
    interpreter=0.08,
)
CHINESE = Heritage(
    ("Mei", "Lan", "Xiu", "Ying"),
    ("Bo", "Jun", "Wei", "Yong"),
    ("Fang", "Hui", "Lin"),
    ("Jian", "Peng", "Tao"),
    family_names=("Songshu", "Zhulin", "Meihua-Li"),
    ethnicities=(("CHNE", 1.0),),
    language="Cantonese",
    interpreter=0.4,
    own_script={"Songshu": "松樹", "Zhulin": "竹林"},
)
HERITAGES = Weighted(
    [
        (BRITISH, 0.885),
        (IRISH, 0.028),
        (POLISH, 0.024),
        (ROMANIAN, 0.010),
        (UKRAINIAN, 0.004),
        (SOUTH_ASIAN, 0.016),
        (ARABIC, 0.012),
        (WEST_AFRICAN, 0.013),
        (CHINESE, 0.008),
    ]
)


def family_name(heritage: Heritage, draw: Draw) -> str:
    if heritage.family_names:
        return draw.one(heritage.family_names)
    return draw.one(_FIRST_HALVES) + draw.one(_SECOND_HALVES)


def nickname(given_name: str) -> str:
    """A short form that a child might also be known by."""
    return given_name[:3] + ("y" if given_name[2:3] not in "aeiouy" else "")
