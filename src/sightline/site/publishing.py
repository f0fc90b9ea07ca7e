"""The published views: what the areas declare, made by the owner, read by the publisher and by nobody else."""

import importlib
from collections.abc import Sequence
from functools import cache
from typing import Any

from sightline.indicators.published import PublishedTable

AREAS = ("register", "front_door", "instruments")


@cache
def declared() -> Sequence[PublishedTable]:
    """Every table that an area publishes from the database."""
    return tuple(table for area in AREAS for table in importlib.import_module(f"sightline.{area}.tables").TABLES)


def register_indicators() -> None:
    """Reads every area's indicators into the register."""
    for area in AREAS:
        try:
            importlib.import_module(f"sightline.{area}.indicators")
        except ModuleNotFoundError as missing:
            if missing.name != f"sightline.{area}.indicators":
                raise


def make_views(cursor: Any) -> None:
    """Makes each published view anew, as the owner. The publisher may read these and not the tables behind them."""
    for table in declared():
        table.check_is_publishable()
        cursor.execute(f"drop view if exists published.{table.name}")
        cursor.execute(f"create view published.{table.name} as {table.query}")
        cursor.execute(f"grant select on published.{table.name} to sightline_publisher")


def after_migrating(sender: Any, using: str, **_: Any) -> None:
    """Django calls this after each migration."""
    from django.db import connections

    if using == "owner":
        with connections[using].cursor() as cursor:
            make_views(cursor)
