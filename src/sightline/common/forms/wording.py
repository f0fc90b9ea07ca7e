"""The words of an error, after the GOV.UK Design System: "Enter …", "Select …", "… must …"."""


def in_a_sentence(label: str) -> str:
    """Put a label inside a sentence: "Date of birth" as "date of birth"; "NHS number" stays as it is."""
    label = label.strip().rstrip(":")
    if len(label) > 1 and label[1].isupper():
        return label
    return label[:1].lower() + label[1:]


def at_the_start(called: str) -> str:
    """Begin a sentence with the name of a question: "date of birth" as "Date of birth"."""
    return called[:1].upper() + called[1:]


def ask(verb: str, called: str) -> str:
    """Ask for a missing answer. A label that is itself a question is quoted, as no verb fits before it."""
    if called.endswith("?"):
        return f"Answer the question: {at_the_start(called)}"
    return f"{verb} {called}"


def listed(words: list[str], conjunction: str = "and") -> str:
    """Join words as English does: "a day, month and year"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"
