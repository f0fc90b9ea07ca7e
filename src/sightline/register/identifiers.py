"""Whether a unique pupil number can be what it claims. Pure functions."""

from sightline.linkage.numbers import LETTERS, upn_check_letter


def why_not_a_upn(upn: str) -> str | None:
    """What is wrong with a unique pupil number in capitals, and what to do next; None when nothing is.

    The words do not repeat the number.
    """
    if len(upn) != 13 or not upn.isascii():
        return "A unique pupil number has 13 characters: a letter, then 12 digits, like B801200005001."
    if upn[0] not in LETTERS or not upn[1:12].isdecimal() or upn[12] not in "0123456789" + LETTERS:
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
