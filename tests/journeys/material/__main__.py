"""Makes the records in the home that SIGHTLINE_HOME names, through the verbs, and prints where they are found."""

import json

import django


def main() -> None:
    django.setup()
    from tests.journeys.material import files, front_door, partners, register, staff

    robin, lark = register.a_family()
    agreed = register.an_agreement()
    made = [register.of_a_family(robin), register.arrangements(), front_door.contacts(robin, lark)]
    made += [partners.referrals(), partners.tools()]
    made += [register.sharing(robin), agreed]
    made += [files.attachments(made[2]["contact_id"]), files.a_mail_given_up()]
    made += [staff.people(), staff.for_the_data_protection_lead(robin), staff.pairs(robin)]
    print(json.dumps({name: found for each in made for name, found in each.items()}))


if __name__ == "__main__":
    main()
