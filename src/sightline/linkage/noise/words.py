"""Ordinary given names, invented family names and streets, and where apostrophes, accents and hyphens come from."""

from itertools import product

GIRLS = (
    *(
        "Olivia",
        "Amelia",
        "Isla",
        "Ava",
        "Mia",
        "Ivy",
        "Lily",
        "Isabella",
        "Rosie",
        "Sophia",
        "Grace",
        "Freya",
        "Willow",
    ),
    *(
        "Florence",
        "Emily",
        "Ella",
        "Poppy",
        "Evie",
        "Elsie",
        "Charlotte",
        "Evelyn",
        "Sienna",
        "Sofia",
        "Daisy",
        "Phoebe",
    ),
    *("Sophie", "Alice", "Harper", "Matilda", "Ruby", "Emilia", "Maya", "Millie", "Isabelle", "Eva", "Luna", "Jessica"),
    *("Ada", "Aria", "Arabella", "Maisie", "Esme", "Eliza", "Penelope", "Bonnie", "Chloe", "Mila", "Violet", "Hallie"),
    *("Scarlett", "Layla", "Imogen", "Eleanor", "Molly", "Harriet", "Elizabeth", "Thea", "Erin", "Lottie", "Rose"),
    *(
        "Delilah",
        "Bella",
        "Aurora",
        "Lola",
        "Nancy",
        "Ellie",
        "Mabel",
        "Lucy",
        "Ayla",
        "Maria",
        "Orla",
        "Zara",
        "Robyn",
    ),
    *("Hannah", "Gracie", "Iris", "Jasmine", "Darcie", "Margot", "Holly", "Amelie", "Amber", "Georgia", "Edith"),
    *("Abigail", "Anna", "Aisha", "Maryam", "Fatima", "Zainab", "Amina", "Róisín", "Saoirse", "Niamh", "Zoë", "Chloë"),
    *("Zofia", "Hanna", "Maja", "Julia", "Oliwia", "Ioana", "Beatriz", "Renée", "Anaïs", "Mary-Kate", "Lily-Mae"),
    *("Ella-Rose", "Amy-Leigh", "Katherine", "Rebecca", "Victoria", "Alexandra", "Margaret", "Francesca", "Naomi"),
)
BOYS = (
    *(
        "Noah",
        "Oliver",
        "George",
        "Arthur",
        "Muhammad",
        "Leo",
        "Harry",
        "Oscar",
        "Archie",
        "Henry",
        "Theodore",
        "Freddie",
    ),
    *("Jack", "Charlie", "Theo", "Alfie", "Jacob", "Thomas", "Finley", "Arlo", "William", "Lucas", "Roman", "Tommy"),
    *(
        "Isaac",
        "Teddy",
        "Alexander",
        "Luca",
        "Edward",
        "James",
        "Joshua",
        "Albie",
        "Elijah",
        "Max",
        "Mohammed",
        "Reuben",
    ),
    *("Mason", "Sebastian", "Rory", "Jude", "Louie", "Benjamin", "Ethan", "Adam", "Hugo", "Joseph", "Reggie", "Ezra"),
    *("Daniel", "Dylan", "Logan", "Ronnie", "Samuel", "Rowan", "Frederick", "Zachary", "Tobias", "Felix", "Gabriel"),
    *("Michael", "David", "Nathan", "Kai", "Liam", "Callum", "Riley", "Harrison", "Jenson", "Stanley", "Nathaniel"),
    *("Christopher", "Matthew", "Nicholas", "Robert", "Anthony", "Patrick", "Francis", "Dominic", "Cameron", "Maxwell"),
    *(
        "Yusuf",
        "Ibrahim",
        "Musa",
        "Omar",
        "Hamza",
        "Ali",
        "Seán",
        "Oisín",
        "Tadhg",
        "Cillian",
        "Iwan",
        "Gethin",
        "Emrys",
    ),
    *("Jakub", "Filip", "Szymon", "Łukasz", "Matei", "André", "José", "Noël", "Alfie-Jay", "Tommy-Lee", "John-Paul"),
)
_SHORT_FORMS = """
    Isabella: Bella Izzy; Charlotte: Lottie; Elizabeth: Beth Libby Lizzie; Jessica: Jess Jessie; Matilda: Tilly;
    Rebecca: Becky; Abigail: Abbie Abby; Katherine: Kate Katie; Victoria: Vicky; Alexandra: Lexi Alexa;
    Eleanor: Ellie; Harriet: Hattie; Imogen: Immy; Jasmine: Jas; Amelia: Amy Millie; Margaret: Maisie Peggy;
    Francesca: Fran Frankie; Oliver: Ollie Olly; Harry: Harrison; Frederick: Fred Freddie; Theodore: Theo Teddy;
    Jacob: Jake; Thomas: Tom Tommy; William: Will Billy Liam; Alexander: Alex Xander; Edward: Ed Eddie Ted;
    James: Jamie Jim; Joshua: Josh; Benjamin: Ben; Joseph: Joe Joey; Daniel: Dan Danny; Samuel: Sam;
    Zachary: Zac Zach; Tobias: Toby; Gabriel: Gabe; Michael: Mike Mikey; David: Dave Davey; Nathan: Nate;
    Christopher: Chris Kit; Matthew: Matt Matty; Nicholas: Nick; Robert: Rob Bobby; Anthony: Tony;
    Patrick: Pat Paddy; Francis: Frank; Dominic: Dom; Cameron: Cam; Muhammad: Mohammed Mohammad Mo; Stanley: Stan;
    Mohammed: Muhammad Mohamed; Sebastian: Seb; Archie: Archibald; Alfie: Alfred
"""
SHORT = {
    name.strip(): tuple(forms.split()) for name, _, forms in (entry.partition(":") for entry in _SHORT_FORMS.split(";"))
}
"""Some in no list of short names, and Liam, Harrison and the like are names of their own: as in life."""

ALIKE = (
    *(("Mia", "Mila"), ("Ella", "Bella"), ("Ava", "Eva"), ("Lily", "Lilly"), ("Maja", "Maya"), ("Hanna", "Hannah")),
    *(("Isla", "Ayla"), ("Jayden", "Jaden"), ("Alfie", "Albie"), ("Leo", "Theo"), ("Aidan", "Adam"), ("Kai", "Kain")),
    *(("Harry", "Henry"), ("Ethan", "Nathan"), ("Zara", "Zahra"), ("Millie", "Ellie"), ("Ronnie", "Reggie")),
)
"""Names of twins that a careless reader takes for one name and its misspelling."""

_FIRST = (
    *("Apple", "Ash", "Birch", "Bracken", "Bram", "Brook", "Bur", "Cherry", "Clover", "Cock", "Corn", "Cran", "Curl"),
    *("Dun", "Elder", "Fern", "Gorse", "Hare", "Haw", "Hazel", "Heath", "Hedge", "Holl", "Kest", "Lap", "Larch", "Lin"),
    *("Mallow", "Mar", "Mead", "Mer", "Moss", "Net", "Oak", "Os", "Pet", "Plov", "Quin", "Red", "Reed", "Rowan"),
    *("Samph", "Sedge", "Sisk", "Sky", "Sorr", "Star", "Swal", "Tam", "Teas", "This", "Thrift", "Vetch", "Wag", "Wil"),
)
_SECOND = (
    *("bank", "bourne", "bury", "combe", "croft", "dale", "den", "er", "field", "fold", "ford", "garth", "gate", "ham"),
    *("hurst", "hythe", "ing", "ley", "low", "man", "mere", "moor", "ow", "quay", "ridge", "shaw", "shore", "side"),
    *("son", "stead", "ston", "thorpe", "ton", "tree", "wick", "wood", "worth", "yard"),
)
_OTHERS = (
    *("O'Linnet", "O'Marram", "O'Heron", "MacTeasel", "McVetch", "D'Avocet", "Ó Faoileán", "Ní Chorra", "Żuraw", "Bąk"),
    *("Łabędź", "Müwe", "Gürdal", "Piñón", "Corrêa", "Håkansen", "Bjørnsø", "van der Meer", "de Sousa", "St. Clare"),
    *("Khan", "Ahmed", "Ali", "Hussain", "Begum", "Patel", "Singh", "Kaur", "Nguyen", "Chen", "Li", "Osei", "Mensah"),
)
# An even stride through the pairs, so that common names are not all of one first half.
_PAIRS = [first + second for first, second in product(_FIRST, _SECOND)]
FAMILIES = tuple(
    _OTHERS[i // 40] if i % 40 == 7 and i // 40 < len(_OTHERS) else _PAIRS[i * 997 % len(_PAIRS)]
    for i in range(len(_PAIRS))
)
STREETS = tuple(
    f"{first}{second} {kind}"
    for second, kind in (
        *(("ley", "Road"), ("wood", "Street"), ("field", "Avenue"), ("dale", "Close"), ("croft", "Drive")),
        *(("mere", "Lane"), ("moor", "Crescent"), ("shaw", "Grove"), ("side", "Gardens"), ("ton", "Terrace")),
    )
    for first in _FIRST
)
TOWNS = ("Bootle", "Southport", "Crosby", "Formby", "Maghull", "Litherland")
