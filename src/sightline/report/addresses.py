"""Where the list behind a figure is found."""

from urllib.parse import urlencode

from sightline.indicators.figures import Figure


def list_address(figure: Figure) -> str:
    """The address, relative to the service, at which those who may see it find the list behind the figure."""
    asked = {"indicator": figure.catalogue, "period": figure.period, "snapshot": figure.snapshot or "latest"}
    if figure.variant:
        asked["variant"] = figure.variant
    return "/figures/list?" + urlencode([*asked.items(), *sorted((f"by_{k}", v) for k, v in figure.by.items())])
