"""What our tables hold of customers, column by column, and what becomes of it when a customer is forgotten.

A test holds that every text of every table is named here: a new column cannot be forgotten by accident.
"""

from dataclasses import dataclass

# Tables without a word about customers: the shop's own texts, settings and counters.
NOT_PERSONAL = frozenset(
    {
        "CenterSettings",
        "ChannelSettings",
        "ContactPoint",
        "CreditNoteCounter",
        "MessageTemplate",
        "OrderStatusDefinition",
        "PastTransit",
        "PaymentInstruction",
        "ProviderState",
        "ReturnPolicy",
        "ReturnReason",
        "StatusRule",
        "ThreadStatusMeaning",
        "TrackingCarrier",
        "TrustedTrackingHost",
        "WithdrawalSettings",
    }
)


@dataclass(frozen=True, slots=True)
class Holding:
    """One table. `order` is the way to the order, "" where rows belong to no order.

    Columns: `erased` are emptied, `kept` stay because law or bookkeeping needs them, `plain` say nothing
    about a person. With `goes` the rows themselves are deleted. `staff_only` columns are left out of what
    a customer gets; so are the rows of `hidden` tables.
    """

    order: str = ""
    erased: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    staff_only: tuple[str, ...] = ()
    goes: bool = False
    hidden: bool = False


_KEYS = ("idempotency_key", "request_hash")

HOLDINGS: dict[str, Holding] = {
    "OrderState": Holding(
        "order",
        erased=("customer_name", "customer_email", "search_words"),
        plain=(
            "number",
            "channel",
            "external_reference",
            "payment_gateway",
            "currency",
            "status_type",
            "customer_status",
            "current_step",
            "expected_source",
        ),
    ),
    "OrderEntry": Holding(
        "order",
        erased=("subject", "message", "message_html"),
        plain=(
            "kind",
            "visibility",
            "author_type",
            "app_name",
            "status_from_label",
            "status_to_label",
            "status_from_customer_label",
            "status_to_customer_label",
            *_KEYS,
        ),
        # What an earlier status was called may be for staff, as are the staff's own names of both.
        staff_only=(
            "app_name",
            "is_forced",
            "status_from_label",
            "status_to_label",
            "status_from_customer_label",
        ),
    ),
    "OrderNotification": Holding(
        "order",
        erased=("recipient", "subject", "body", "tracking_codes", "structured_data", "last_error"),
        plain=(
            "occasion",
            "channel_kind",
            "status",
            "reason",
            "missing_variables",
            "sender",
            "reply_to",
            "language",
            "dedupe_key",
        ),
        staff_only=("last_error",),
    ),
    "OrderAttachment": Holding(
        "order", erased=("name", "path"), plain=("content_type", "checksum", "uploaded_by"), goes=True
    ),
    "OrderParcel": Holding(
        "order",
        erased=("last_event_place", "pickup_place", "acknowledged_note"),
        # Proof of delivery; Saleor's own fulfillment holds the same.
        kept=("code", "normalized_code", "url"),
        plain=(
            "kind",
            "presentation",
            "carrier",
            "chosen_carrier",
            "reasons",
            "last_event_type",
            "exception_type",
            "reporting_carriers",
            "expected_source",
            "problem",
            "idempotency_key",
        ),
        staff_only=("acknowledged_note",),
    ),
    "OrderCarrierEvent": Holding(
        "parcel__order",
        erased=("raw_text", "description", "place"),
        kept=("code",),
        plain=("dedupe_key", "type", "raw_code", "country", "provider", "carrier", "external_id"),
        staff_only=("raw_text",),
    ),
    "ParcelPoll": Holding("parcel__order", kept=("code",), plain=("provider", "etag")),
    "ReturnRequest": Holding(
        "order",
        erased=(
            "customer_email",
            "customer_note",
            "staff_note",
            "instructions",
            "label_url",
            "decline_message",
            "nothing_due_reason",
        ),
        plain=(
            "number",
            "sort_number",
            "state",
            "channel",
            "requested_by",
            "label_payer",
            "outcome",
            "currency",
            *_KEYS,
        ),
        staff_only=("staff_note", "nothing_due_reason"),
    ),
    "ReturnLine": Holding("request__order", erased=("reason_note",), plain=("product_name", "resolution")),
    "ReturnInspection": Holding(
        "line__request__order",
        erased=("note",),
        plain=("disposition", "warehouse"),
        staff_only=("note",),
    ),
    "ReturnParcel": Holding("request__order", erased=("code", "normalized_code"), goes=True),
    "OrderFeedback": Holding("order", erased=("comment",)),
    "OrderRefund": Holding(
        "order",
        erased=("message",),
        kept=("reference", "reason"),
        plain=(
            "kind",
            "status",
            "method",
            "currency",
            "source",
            "source_key",
            "author_type",
            "app_name",
            "modes",
            *_KEYS,
        ),
        staff_only=("reference", "reason"),
    ),
    "OrderRefundLine": Holding("refund__order", plain=("name",)),
    "RestockedUnit": Holding("refund__order", plain=("warehouse",), hidden=True),
    "OrderCreditNote": Holding(
        "order",
        # A document: its database refuses changes.
        kept=("customer_name", "seller", "recipient"),
        plain=(
            "channel",
            "number",
            "order_number",
            "invoice_number",
            "return_number",
            "language_code",
            "currency",
            "lines",
        ),
    ),
    # What a consumer declared, and when: the shop has to be able to prove it.
    "Withdrawal": Holding(
        "order",
        erased=("staff_note",),
        kept=("name", "email", "message", "subject", "receipt", "order_number"),
        plain=("number", "channel", "language", "status", "pair", *_KEYS),
        staff_only=("staff_note",),
    ),
    "WithdrawalLine": Holding("withdrawal__order", plain=("product_name",)),
    "OrderVoucher": Holding("order", kept=("code",), plain=("currency",)),
    "OrderParcelLine": Holding("parcel__order", hidden=True),
    "OrderThread": Holding(
        "order",
        erased=("subject", "customer_email", "customer_name", "known_senders", "search_words"),
        plain=("channel", "language", "status"),
        staff_only=(
            "known_senders",
            "status",
            "unread_by_staff",
            "held_mails",
            "waiting_since",
            "first_asked_at",
            "first_response_at",
            "answering_until",
            "updated_at",
        ),
        goes=True,
    ),
    "OrderMessage": Holding(
        "thread__order",
        erased=("subject", "body", "body_html", "mail_id"),
        plain=("author_type", "app_name", "origin", "request_key", "request_hash"),
        staff_only=("app_name",),
        goes=True,
    ),
    "OrderMemo": Holding(
        "order",
        erased=("subject", "body", "body_html", "search_words"),
        plain=("author_type", "app_name", "request_key", "request_hash"),
        goes=True,
        hidden=True,
    ),
    "ReceivedMail": Holding(
        "thread__order",
        erased=("mail_id", "sender", "sender_name", "subject", "text", "left_out"),
        plain=("key", "state", "held_reason"),
        goes=True,
        hidden=True,
    ),
    "AccessRequest": Holding(
        "order",
        erased=("number", "email", "channel", "pair", "email_mark", "seed"),
        goes=True,
        hidden=True,
    ),
    "AccessGrant": Holding(
        "order", erased=("token_hash", "email_mark"), plain=("scopes", "source"), goes=True, hidden=True
    ),
    "AccessLinkBar": Holding("order", hidden=True),
    # A keyed fingerprint, for one hour.
    "AccessCount": Holding(plain=("subject",), hidden=True),
    # Rows of an account go with the account; what it looked at goes at once.
    "CustomerState": Holding(kept=("email", "name", "search_words"), hidden=True),
    "CustomerTotal": Holding(plain=("currency",), hidden=True),
    "ProductView": Holding(goes=True),
    # Found by address or tracking code, not by order.
    "SavedView": Holding(
        erased=("where", "search", "name"), plain=("token", "sort_by"), goes=True, hidden=True
    ),
    "CarrierDelivery": Holding(
        erased=("body",), plain=("key", "provider", "status", "problem"), goes=True, hidden=True
    ),
    # Texts for many customers at once, and keys of orders.
    "StatusBulkJob": Holding(
        plain=("status", "request", "channels", "error_policy", "message", "author_type", "app_name", *_KEYS),
        hidden=True,
    ),
    "StatusBulkResult": Holding(
        plain=("order_key", "state", "error_code", "error_field", "error_message"), hidden=True
    ),
    "PrivacyJob": Holding(erased=("email", "order_keys"), plain=("status", "app_name"), hidden=True),
}
