"""Makes the records in the home that SIGHTLINE_HOME names, through the verbs, and prints where they are found."""

import json

import django


def main() -> None:
    django.setup()
    from tests.journeys.material import front_door, partners, register

    robin, lark = register.a_family()
    made = [register.of_a_family(robin), register.arrangements(), front_door.contacts(robin, lark)]
    made += [partners.referrals(), partners.tools()]
    print(json.dumps({name: found for each in made for name, found in each.items()}))


if __name__ == "__main__":
    main()
