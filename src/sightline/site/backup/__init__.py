"""Everything that this home keeps, in one file, and back again into an empty home."""

from sightline.site.backup.archive import BackupUnusable
from sightline.site.backup.restoring import HomeNotEmpty, restore
from sightline.site.backup.taking import BackupRefused, take

__all__ = ["BackupRefused", "BackupUnusable", "HomeNotEmpty", "restore", "take"]
