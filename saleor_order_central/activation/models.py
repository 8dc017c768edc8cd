"""What a shop chose for its centre."""

from django.db import models


class CenterSettings(models.Model):
    """Choices of one sales channel; the row with the slug "" holds the shop's.

    What is null or empty is as the shop has it, and for the shop: as the plugin has it. `features` maps a
    code to {"state": …, "fallback_url": …}, `texts` a language, "" for the untranslated, to {"title",
    "intro", "footer"}.
    """

    channel = models.CharField(max_length=255, unique=True, blank=True, default="")
    is_enabled = models.BooleanField(null=True)
    primary_color = models.CharField(max_length=7, blank=True, default="")
    background_color = models.CharField(max_length=7, blank=True, default="")
    text_color = models.CharField(max_length=7, blank=True, default="")
    logo_url = models.CharField(max_length=500, blank=True, default="")
    support_url = models.CharField(max_length=500, blank=True, default="")
    texts = models.JSONField(blank=True, default=dict)
    features = models.JSONField(blank=True, default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("channel",)

    def __str__(self) -> str:
        return self.channel or "the shop"
