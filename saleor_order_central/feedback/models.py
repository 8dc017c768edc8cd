"""Ratings that customers give after delivery."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

LOWEST, HIGHEST = 1, 5


class OrderFeedback(models.Model):
    """One rating per order (003-17); each part is 1 to 5, or null when it was not rated."""

    order = models.OneToOneField(
        "order.Order", on_delete=models.CASCADE, related_name="order_central_feedback"
    )
    product_rating = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    service_rating = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    delivery_rating = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    comment = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"feedback on order {self.order_id}"
