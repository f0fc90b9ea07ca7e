"""Every row is accounted for, for a program and for a person."""

import json

from sightline.intake.account import SHOWN, Account, Change, Refusal


def an_account() -> Account:
    account = Account(dry_run=True)
    sheet = account.sheet("List 1")
    sheet.load(2)
    sheet.leave()
    sheet.update([Change(4, "Gender", None, "Female")])
    sheet.refuse([Refusal(5, "Date of Contact", "31/02/2020", "There is no 31.2.2020 in the calendar.")])
    sheet.cover("Gender", supplied=True)
    sheet.cover("Gender", supplied=False)
    account.skip("List 2", "It is not read.")
    return account


def test_an_account_has_the_agreed_shape():
    assert json.loads(json.dumps(an_account().to_json())) == {
        "dry_run": True,
        "sheets": [
            {
                "name": "List 1",
                "rows": 5,
                "loaded": 3,
                "updated": 1,
                "unchanged": 1,
                "refused": 1,
                "absent": 0,
                "refusals": [
                    {
                        "row": 5,
                        "column": "Date of Contact",
                        "value": "31/02/2020",
                        "reason": "There is no 31.2.2020 in the calendar.",
                    }
                ],
                "changes": [{"row": 4, "column": "Gender", "was": None, "now": "Female"}],
                "coverage": {"Gender": {"supplied": 1, "expected": 2}},
            }
        ],
        "skipped": [{"name": "List 2", "why": "It is not read."}],
    }


def test_an_account_adds_up():
    sheet = an_account().sheets[0]
    assert sheet.adds_up()
    sheet.rows += 1
    assert not sheet.adds_up()


def test_a_person_reads_what_happened_and_what_to_do():
    text = an_account().to_text()
    assert "Nothing was changed: this is what would happen." in text
    assert "row 5, Date of Contact “31/02/2020”: There is no 31.2.2020 in the calendar." in text
    assert "row 4, Gender: not supplied → “Female”" in text
    assert "Gender: 1 of 2 rows" in text
    assert "List 2: It is not read." in text


def test_a_long_list_is_cut_and_says_so():
    account = Account(dry_run=False)
    sheet = account.sheet("List 1")
    for row in range(SHOWN + 3):
        sheet.refuse([Refusal(row, "Gender", "?", "Not known.")])
    assert "… and 3 more (--format json lists them all)" in account.to_text()


def test_a_value_cannot_steer_the_terminal_nor_turn_the_text_round():
    account = Account(dry_run=False)
    account.sheet("List\x1b[2J 1").refuse(
        [Refusal(2, "Gender", "\x1b]0;owned\x07\u202eelaM" + "x" * 500, "Not known.")]
    )
    text = account.to_text()
    assert not any(sign in text for sign in ("\x1b", "\x07", "\u202e"))
    assert "…”: Not known." in text
