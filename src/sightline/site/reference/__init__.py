"""The reference pages: printed from the code, so that they cannot say something else than the service does."""

from sightline.site.reference.pages import FOLDER, pages, stale, write

__all__ = ["FOLDER", "pages", "stale", "write"]
