"""One row per account for lists, sums of its orders, and products that it looked at."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from ..refunds.models import money_column
from ..statuses.indexes import WordVector


def _name(what: str) -> str:
    return f"order_central_cust_{what}"


def _by(column: str, what: str) -> models.Index:
    return models.Index(fields=(column, "user"), name=_name(what))


class CustomerState(models.Model):
    """An account as lists filter and sort it (002-14). Copies: `customers.following` writes them anew.

    `email` is in small letters. `last_seen_at` is the last log-in, else the registration. `is_customer` is
    false for staff without orders. `orders_count` and `last_order_at` are of the whole shop. `search_words`
    is what the search looks in, parted by single blanks.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="order_central_customer",
    )
    email = models.CharField(max_length=254)
    name = models.CharField(max_length=515, blank=True, default="")
    registered_at = models.DateTimeField()
    last_login_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField()
    is_active = models.BooleanField(default=True)
    is_customer = models.BooleanField(default=True)
    orders_count = models.PositiveIntegerField(default=0)
    last_order_at = models.DateTimeField(null=True)
    search_words = models.TextField(blank=True, default="")

    class Meta:
        indexes = (
            _by("email", "email"),
            _by("name", "name"),
            _by("registered_at", "registered"),
            _by("last_seen_at", "seen"),
            _by("last_login_at", "login"),
            _by("orders_count", "orders"),
            _by("last_order_at", "ordered"),
            GinIndex(WordVector("search_words"), name=_name("words")),
        )

    def __str__(self) -> str:
        return self.email


class CustomerTotal(models.Model):
    """What an account ordered in one channel and one currency; `channel_pk` 0 is the whole shop.

    Canceled and expired orders are not counted; `spent` was paid and not given back.
    """

    customer = models.ForeignKey(CustomerState, on_delete=models.CASCADE, related_name="totals")
    channel_pk = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3)
    orders_count = models.PositiveIntegerField(default=0)
    spent = money_column(default=0)
    last_order_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("channel_pk", "currency")
        constraints = (
            models.UniqueConstraint(
                fields=("customer", "channel_pk", "currency"), name="order_central_cust_total_once"
            ),
        )
        indexes = (
            models.Index(fields=("channel_pk", "currency", "spent", "customer"), name=_name("spent")),
            models.Index(fields=("channel_pk", "currency", "orders_count", "customer"), name=_name("count")),
        )

    def __str__(self) -> str:
        return f"{self.spent} {self.currency} of customer {self.customer_id} in channel {self.channel_pk}"


class ProductView(models.Model):
    """A product that a customer looked at and agreed to have remembered (002-12)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="order_central_product_views"
    )
    product = models.ForeignKey(
        "product.Product", on_delete=models.CASCADE, related_name="order_central_views"
    )
    count = models.PositiveIntegerField(default=1)
    first_viewed_at = models.DateTimeField(default=timezone.now)
    last_viewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-last_viewed_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("user", "product"), name="order_central_view_once"),)
        indexes = (
            models.Index(fields=("user", "last_viewed_at", "id"), name="order_central_view_user"),
            models.Index(fields=("last_viewed_at",), name="order_central_view_age"),
        )

    def __str__(self) -> str:
        return f"product {self.product_id} by customer {self.user_id}"
