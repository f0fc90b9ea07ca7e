"""Stylesheets and scripts, named by their content so that a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class SightlineStaticFiles(CompressedManifestStaticFilesStorage):
    """Also follows the imports between script modules."""

    support_js_module_import_aggregation = True
