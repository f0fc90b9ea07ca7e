"""Whether a unique pupil number can be what it claims. Pure functions."""

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters of a unique pupil number in the order of their values: I, O and S are never used."""


def upn_check_letter(last_twelve: str) -> str:
    """The first letter that belongs to the other twelve characters of a unique pupil number.

    Each is multiplied by its place (2 to 13), a last letter standing for its value; the remainder after
    division by 23 gives the letter. DfE, "Unique pupil numbers" (UPN 2.0, 2004); census rules 1510, 1540, 1550.
    """
    values = [int(digit) for digit in last_twelve[:-1]]
    values.append(int(last_twelve[-1]) if last_twelve[-1].isdecimal() else _LETTERS.index(last_twelve[-1]))
    return _LETTERS[sum(value * place for place, value in enumerate(values, start=2)) % 23]


def why_not_a_upn(upn: str) -> str | None:
    """What is wrong with a unique pupil number in capitals, and what to do next; None when nothing is.

    The words do not repeat the number.
    """
    if len(upn) != 13 or not upn.isascii():
        return "A unique pupil number has 13 characters: a letter, then 12 digits, like B801200005001."
    if upn[0] not in _LETTERS or not upn[1:12].isdecimal() or upn[12] not in "0123456789" + _LETTERS:
        return (
            "A unique pupil number is a letter and 12 digits; only a temporary one ends in a letter. The letters"
            " I, O and S are never used. Check whether a letter was typed for a digit."
        )
    if upn[0] != upn_check_letter(upn[1:]):
        return (
            "The first letter of this unique pupil number does not belong to its digits. A digit is wrong or two"
            " have changed places: check it against where you read it."
        )
    return None
