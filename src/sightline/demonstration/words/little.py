"""What is said of children under four, who cannot speak for themselves: seen and felt through those around them."""

from sightline.demonstration.words.concerns import CONCERNS, Words

_LIFE = (
    "{n} reaches out to whoever comes in and settles when held.",
    "{n} sleeps badly when the home is loud and smiles at the sound of the washing machine.",
    "{n} is happiest on the floor with pans and spoons.",
    "{n} watches the door and goes quiet when it opens.",
)


def _little(concern: str, seen: tuple[str, ...], life: tuple[str, ...] = _LIFE) -> Words:
    return Words(seen, life, CONCERNS[concern].worry, CONCERNS[concern].well)


LITTLE: dict[str, Words] = {
    "NEG": _little(
        "NEG",
        (
            "{n} was brought to clinic in wet clothes, and weight has not followed its line since the winter.",
            "{n} has missed two development checks and nobody opened the door to the health visitor.",
            "There was no cot made up for {n}, and the bottles were not clean.",
            "{n} was left in the pushchair for most of the visit and had not been changed.",
        ),
        (
            "{n} waits a long time to be fed or changed and has learned not to cry.",
            "{n} spends much of the day in a pushchair in front of a screen.",
            *_LIFE[:2],
        ),
    ),
    "PHY": _little(
        "PHY",
        (
            "{n} has a mark on the leg that does not fit the account of a fall.",
            "A bruise was seen on {n}, who does not walk yet.",
            "A neighbour heard shouting, a thump, and then a small child crying for a long time.",
        ),
    ),
    "SAB": _little("SAB", ("An older relative has been alone with {n} against earlier advice.",)),
    "EMO": _little(
        "EMO",
        (
            "{n} was shouted at for crying, not for the first time.",
            "{n} is seldom spoken to or held while others are.",
        ),
    ),
    "DA": _little(
        "DA",
        (
            "Officers were called to the home late in the evening; {n} was in the next room.",
            "A parent left the home with {n} for the night after a partner broke a door.",
            "An argument between adults was heard in the street; one of them was carrying {n}.",
        ),
        (
            "{n} startles at loud voices and is slow to settle after them.",
            "{n} was carried out in a blanket and slept at last at a friend's.",
            *_LIFE[:2],
        ),
    ),
    "SUB": _little(
        "SUB",
        (
            "A parent came to collect {n} and seemed unsteady; a relative was asked to come instead.",
            "A parent has begun treatment and asks for help with {n}.",
        ),
    ),
    "HOUS": _little(
        "HOUS",
        (
            "The family of {n} has been told to leave by the end of the month.",
            "There is damp in the room where {n} sleeps and a cough that does not go.",
        ),
    ),
    "DIS": _little("DIS", ("{n}'s parents are worn out; nights are broken and there is no break for them.",)),
    "MH": _little("MH", ("A parent of {n} has been unwell and has stayed in bed for most of the week.",)),
    "OTH": _little(
        "OTH",
        (
            "The parents of {n} ask for help with sleep and feeding.",
            "The parents of {n} have parted and cannot agree on whom {n} stays with.",
        ),
    ),
}
