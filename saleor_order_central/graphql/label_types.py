"""What goes onto and into a parcel, as the API shows it to staff (001-09)."""

import graphene


class OrderLabelAddress(graphene.ObjectType):
    """Address on a packing slip; the parts are empty where the shop wrote an address of its own in lines."""

    lines = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="The address as it is printed."
    )
    first_name = graphene.String(required=True, description="First name.")
    last_name = graphene.String(required=True, description="Last name.")
    company_name = graphene.String(required=True, description="Company.")
    street_address1 = graphene.String(required=True, description="Street and number.")
    street_address2 = graphene.String(required=True, description="Second line of the street.")
    postal_code = graphene.String(required=True, description="Postal code.")
    city = graphene.String(required=True, description="City.")
    country_area = graphene.String(required=True, description="Region.")
    country = graphene.String(required=True, description="ISO 3166 code of the country.")


class OrderLabelLine(graphene.ObjectType):
    """Units of one product to pack."""

    product_name = graphene.String(required=True, description="Product.")
    variant_name = graphene.String(required=True, description="Variant.")
    sku = graphene.String(required=True, description="Stock keeping unit; empty when there is none.")
    quantity = graphene.Int(required=True, description="Units.")


class OrderParcelLabel(graphene.ObjectType):
    """Data of the packing slip of one parcel."""

    order_number = graphene.String(required=True, description="Number of the order.")
    code = graphene.String(required=True, description="Tracking code or link.")
    barcode = graphene.String(description="Text of the Code 128 barcode; null when the code has none.")
    carrier_name = graphene.String(description="Name of the carrier, if it is known.")
    sender = graphene.Field(OrderLabelAddress, description="Address that the parcel leaves from.")
    sender_contact = graphene.String(description="E-mail address of the shop.")
    recipient = graphene.Field(OrderLabelAddress, description="Address that the parcel goes to.")
    recipient_phone = graphene.String(description="Phone of the recipient.")
    invoice_number = graphene.String(description="Newest invoice of the order, to put into the parcel.")
    lines = graphene.List(graphene.NonNull(OrderLabelLine), required=True, description="What to pack.")
    weight_grams = graphene.Float(description="Weight of the lines; null when one of them is not known.")

    @staticmethod
    def resolve_barcode(root, _info):
        return root.barcode or None

    @staticmethod
    def resolve_carrier_name(root, _info):
        return root.carrier_name or None

    @staticmethod
    def resolve_sender_contact(root, _info):
        return root.sender_contact or None

    @staticmethod
    def resolve_recipient_phone(root, _info):
        return root.recipient_phone or None

    @staticmethod
    def resolve_invoice_number(root, _info):
        return root.invoice_number or None

    @staticmethod
    def resolve_weight_grams(root, _info):
        return None if root.grams is None else float(root.grams)
