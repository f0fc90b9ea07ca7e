"""Fills the database that is set up with the demonstration: `python -m sightline.demonstration`.

A process of its own, since the generator and the service's commands stand side by side and know nothing of
each other. Who may sign in is written beside the database, for the sign-in page of the demonstration.
"""

import argparse
import json
import os
import sys


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sightline.demonstration", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="throw the earlier demonstration away first")
    parser.add_argument("--small", action="store_true", help="a tenth of it")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.site.settings")
    import django

    django.setup()
    from sightline.demonstration.building.build import build
    from sightline.demonstration.building.setting_up import NotADemonstration, reset

    try:
        if options.reset:
            reset()
        built = build(small=options.small, progress=lambda line: print(line, file=sys.stderr, flush=True))
    except NotADemonstration as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if built.was_there:
        print("The demonstration is there already (--reset throws it away and begins anew).", file=sys.stderr)
    _tell_who_may_sign_in()
    return 0


def _tell_who_may_sign_in() -> None:
    from django.conf import settings

    from sightline.demonstration import people

    shown = [
        {"username": person.username, "what": f"{person.job_title}, {person.agency}"} for person in people.INTRODUCED
    ]
    told = {"password": people.PASSWORD, "people": shown}
    (settings.HOME / "demonstration.json").write_text(json.dumps(told, indent=1))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
