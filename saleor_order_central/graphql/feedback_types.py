"""Ratings as the API shows them."""

import graphene

from ..host.schema import date_time

DateTime = date_time()


class OrderFeedback(graphene.ObjectType):
    """Rating that a customer gave."""

    product_rating = graphene.Int(description="Products, 1 to 5.")
    service_rating = graphene.Int(description="Service, 1 to 5.")
    delivery_rating = graphene.Int(description="Delivery, 1 to 5.")
    comment = graphene.String(description="Words.")
    created_at = DateTime(required=True, description="When.")

    @staticmethod
    def resolve_comment(root, _info):
        return root.comment or None
