"""Carriers as the shop wants them: its own ones, and what it set on the shipped ones."""

from django.db import models
from django.utils import timezone


class TrackingCarrier(models.Model):
    """A merchant's own carrier, or the shop's switch for a carrier of the plugin's table.

    `is_built_in` rows carry only `is_enabled` and `channels`; the rest stays empty. Null in `is_enabled`
    leaves the carrier to the plugin's setting; own carriers hold a boolean. `channels` are slugs, empty means
    every channel. `patterns` use the notation of formats/layout.py; `translations` hold {language: {"name"}}.
    """

    code = models.SlugField(max_length=64, unique=True)
    is_built_in = models.BooleanField(default=False)
    name = models.CharField(max_length=100, blank=True, default="")
    translations = models.JSONField(blank=True, default=dict)
    url_template = models.CharField(max_length=500, blank=True, default="")
    patterns = models.JSONField(blank=True, default=list)
    countries = models.JSONField(blank=True, default=list)
    is_enabled = models.BooleanField(null=True, default=None)
    channels = models.JSONField(blank=True, default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code
