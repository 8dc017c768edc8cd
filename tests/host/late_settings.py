"""Settings of a shop in which another app builds Saleor's schema before ours is ready."""

# ruff: noqa: F403, F405
from tests.settings import *

INSTALLED_APPS = ["tests.host.early_importer.EarlyImporterConfig", *INSTALLED_APPS]
