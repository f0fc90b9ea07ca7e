"""The rows of other systems' lists are about children too."""

from sightline.register.holdings import hold

hold("intake.ExtractRow", "child", others=True)
