"""Filtered lists that staff keep for daily work."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class SavedView(models.Model):
    """A filter with a name (004-25). `token` stands in links; `where` has the form of the API's filter."""

    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=250)
    where = models.JSONField(default=dict)
    search = models.CharField(max_length=250, blank=True, default="")
    sort_by = models.CharField(max_length=32, blank=True, default="")
    is_shared = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name", "pk")
        indexes = (models.Index(fields=("owner",), name="order_central_view_owner_idx"),)

    def __str__(self) -> str:
        return self.name
