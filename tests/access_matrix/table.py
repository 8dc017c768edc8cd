"""Who may do what: one row for every query, mutation and field of the order page, one column for each caller.

A cell says how the caller fares: "-" the permission is refused, "0" the thing is not there for them (null, an
empty list, or NOT_FOUND), "+" they are let in. Rows that mean the same share a name.
"""

from __future__ import annotations

from typing import NamedTuple

from saleor_order_central.host import get_host

# Without any permission: nobody, another customer, the owner, staff, an app. With MANAGE_ORDERS: staff, an
# app, staff of another channel only. Staff with MANAGE_SETTINGS, with MANAGE_TRANSLATIONS. Guests of the
# order: with the scope VIEW alone, with MESSAGE, with RETURN, with WITHDRAW, and one whose grant is over.
CALLERS = (
    "anonymous",
    "other_customer",
    "owner",
    "clerk",
    "reader_app",
    "staff",
    "app",
    "staff_elsewhere",
    "settings",
    "translator",
    "guest_view",
    "guest_message",
    "guest_return",
    "guest_withdraw",
    "guest_expired",
)

EVERYBODY = "+++++ +++ ++ +++++"
OWNER_OR_STAFF = "00+00 ++0 00 00000"
OWNER_ONLY = "00+00 000 00 00000"
RETURNS = "00+00 ++0 00 00+00"
GUESTS_TOO = "00+00 ++0 00 ++++0"
USERS = "----- --- -- -----"
OWN_OR_ALL = "00+00 ++0 00 00000"
STAFF_OF_ORDER = "----- ++0 -- -----"
STAFF = "----- +++ -- -----"
OWNER_OF_VIEW = "----- +00 -- -----"
STAFF_WITH_ROWS = "----- ++0 -- -----"
SETTINGS = "----- --- +- -----"
TRANSLATIONS = "----- --- -+ -----"
ORDERS_OR_SETTINGS = "----- +++ +- -----"
ORDERS_AND_USERS = "----- --- -- -----"
PAGE = "00+00 ++0 00 ++++0"
PAGE_OF_RETURNS = "00+00 ++0 00 00+00"
PAGE_OF_OWNER = "00+00 ++0 00 00000"
CONVERSATION = "00+00 ++0 00 0+000"
CUSTOMER_WRITES = "00+00 000 00 0+000"
PAGE_OF_STAFF = "00000 ++0 00 00000"
APP_ONLY = "----- -+- -- -----"
NEVER = "00000 000 00 00000"


class Row(NamedTuple):
    """A field with what it is called with; `{names}` are ids of the shop that the test has made."""

    arguments: str
    selection: str
    cells: str


ERRORS = "{ errors { field code } }"
PAGED = "first: 5"
LIST = "{ edges { node { id } } }"

QUERIES: dict[str, Row] = {
    "orderCentral": Row("id: {order}", "{ number }", GUESTS_TOO),
    "orderStatusDefinitions": Row(PAGED, LIST, EVERYBODY),
    "orderStatusDefinition": Row('slug: "received"', "{ id }", EVERYBODY),
    "orderTrackingClassify": Row('code: "AA123456785BR"', "{ carrier }", STAFF),
    "orderTrackingCarriers": Row(PAGED, LIST, STAFF),
    "orderTrustedTrackingHosts": Row(PAGED, LIST, ORDERS_OR_SETTINGS),
    "orderCentralsByTrackingCode": Row('code: "AA123456785BR"', "{ number }", STAFF_WITH_ROWS),
    "orderStatusRules": Row(PAGED, LIST, ORDERS_OR_SETTINGS),
    "orderStatusBulkJobs": Row(PAGED, LIST, STAFF_WITH_ROWS),
    "orderStatusBulkJob": Row("id: {job}", "{ id }", STAFF_OF_ORDER),
    "orderCentrals": Row(PAGED, "{ edges { node { number } } }", STAFF_WITH_ROWS),
    "orderSavedViews": Row(PAGED, LIST, OWNER_OF_VIEW),
    "orderMessageTemplates": Row(PAGED, LIST, ORDERS_OR_SETTINGS),
    "orderMessageTemplate": Row('slug: "refund-done"', "{ id }", ORDERS_OR_SETTINGS),
    "orderMessageTemplateVariables": Row("", "{ name }", ORDERS_OR_SETTINGS),
    "orderNotifications": Row(PAGED, LIST, STAFF_WITH_ROWS),
    "orderNotificationPreview": Row(
        'order: {order}, input: {{status: "sent"}}', "{ subject }", STAFF_OF_ORDER
    ),
    "orderChannelSettings": Row("", "{ channel }", SETTINGS),
    "orderPaymentInstructions": Row("", "{ paymentGateway }", ORDERS_OR_SETTINGS),
    "orderCentralReadiness": Row("", "{ isReady }", ORDERS_OR_SETTINGS),
    "orderCentralConfigExport": Row("", "", SETTINGS),
    "orderCentralStarterSets": Row("", "{ name }", SETTINGS),
    "orderCarrierProblems": Row(PAGED, "{ edges { node { code } } }", STAFF_WITH_ROWS),
    "orderCarrierWebhookDeliveries": Row(PAGED, LIST, SETTINGS),
    "orderCentralStatistics": Row("", "{ carriers { carrier } }", ORDERS_AND_USERS),
    "orderCentralSettings": Row("", "{ isEnabled }", EVERYBODY),
    "orderCentralFeatures": Row("", "{ code }", EVERYBODY),
    "orderCentralColorPreview": Row('primaryColor: "#000000"', "{ isReadable }", SETTINGS),
    "orderCustomers": Row(PAGED, "{ edges { node { email } } }", USERS),
    "orderCustomerSummary": Row('email: "ana@example.com"', "{ email }", ORDERS_AND_USERS),
    "orderCustomerData": Row('email: "ana@example.com"', "{ url }", USERS),
    "orderPrivacyJobs": Row(PAGED, LIST, USERS),
    "orderContactPoints": Row(PAGED, LIST, EVERYBODY),
    "orderThreadStatusMeanings": Row("", "{ status }", ORDERS_OR_SETTINGS),
    "orderThreads": Row(PAGED, LIST, OWN_OR_ALL),
    "orderThread": Row("id: {thread}", "{ number }", CONVERSATION),
    "orderWithdrawalForm": Row("", "{ isEnabled }", EVERYBODY),
    "orderWithdrawalSettings": Row("", "{ isEnabled }", SETTINGS),
    "orderWithdrawals": Row(PAGED, LIST, STAFF_WITH_ROWS),
    "orderReturnReasons": Row(PAGED, LIST, EVERYBODY),
    "orderReturnPolicies": Row(PAGED, LIST, ORDERS_OR_SETTINGS),
    "orderReturnRequests": Row(PAGED, LIST, OWN_OR_ALL),
    "orderReturnRequest": Row("id: {return}", "{ number }", RETURNS),
    "orderReturnEstimate": Row("input: {ask}", "{ total { amount } }", RETURNS),
    "orderRefundPreview": Row("order: {order}, input: {{amount: 1}}", "{ total { amount } }", STAFF_OF_ORDER),
    "orderCreditNotes": Row(PAGED, LIST, STAFF_WITH_ROWS),
    "orderPackingSlips": Row("parcels: [{parcel}]", "{ url }", STAFF_OF_ORDER),
}

ORDER_MUTATIONS: dict[str, Row] = {
    "orderStatusChange": Row(
        'order: {order}, input: {{status: "sent", force: true}}', ERRORS, STAFF_OF_ORDER
    ),
    "orderCustomEventCreate": Row('order: {order}, input: {{subject: "x"}}', ERRORS, STAFF_OF_ORDER),
    "orderStandardEventCreate": Row("order: {order}, input: {{event: SENT}}", ERRORS, STAFF_OF_ORDER),
    "orderStatusChangeUndo": Row("order: {order}, entry: {entry}", ERRORS, STAFF_OF_ORDER),
    # Whoever may not work with an order reads so in the job's results.
    "orderStatusBulkChange": Row('input: {{orders: [{order}], status: "sent"}}', ERRORS, STAFF),
    "orderStatusBulkJobCancel": Row("id: {job}", ERRORS, STAFF_OF_ORDER),
    "orderStatusBulkJobUndo": Row("id: {job}", ERRORS, STAFF_OF_ORDER),
    "orderParcelCreate": Row("order: {order}, input: {{}}", ERRORS, STAFF_OF_ORDER),
    "orderParcelUpdate": Row("id: {parcel}, input: {{}}", ERRORS, STAFF_OF_ORDER),
    "orderParcelDelete": Row("id: {parcel}", ERRORS, STAFF_OF_ORDER),
    "orderNotificationResend": Row("id: {notification}", ERRORS, STAFF_OF_ORDER),
    "orderNotificationCancel": Row("id: {notification}", ERRORS, STAFF_OF_ORDER),
    "orderMessageTemplateSaveFrom": Row('name: "", entry: {entry}', ERRORS, STAFF_OF_ORDER),
    "orderCarrierEventReport": Row("events: []", ERRORS, STAFF),
    "orderCarrierProblemsAcknowledge": Row("problems: []", ERRORS, STAFF),
    "orderSavedViewCreate": Row("input: {{}}", ERRORS, STAFF),
    "orderSavedViewUpdate": Row("id: {view}, input: {{}}", ERRORS, OWNER_OF_VIEW),
    "orderSavedViewDelete": Row("id: {view}", ERRORS, OWNER_OF_VIEW),
    "orderFeedbackSubmit": Row("order: {order}, input: {{}}", ERRORS, "00+00 000 00 ++++0"),
    "orderMessageSend": Row('input: {{order: {order}, body: ""}}', ERRORS, STAFF_OF_ORDER),
    "orderCustomerMessageSend": Row('input: {{order: {order}, body: ""}}', ERRORS, CUSTOMER_WRITES),
    "orderMemoAdd": Row('order: {order}, input: {{body: ""}}', ERRORS, STAFF_OF_ORDER),
    "orderThreadStatusUpdate": Row("id: {thread}, status: OPEN", ERRORS, STAFF_OF_ORDER),
    "orderThreadStatusBulkUpdate": Row("ids: [{thread}], status: OPEN", ERRORS, STAFF_OF_ORDER),
    "orderThreadForward": Row("id: {thread}, input: {{}}", ERRORS, STAFF_OF_ORDER),
    "orderThreadMarkAsRead": Row("id: {thread}", ERRORS, CONVERSATION),
    "orderThreadAnswerBegin": Row("id: {thread}", ERRORS, STAFF_OF_ORDER),
    "orderThreadAnswerEnd": Row("id: {thread}", ERRORS, STAFF_OF_ORDER),
    "orderAccessRequest": Row('number: "0", email: "no@example.com"', ERRORS, EVERYBODY),
    "orderAccessConfirm": Row('number: "0", email: "no@example.com", code: "0"', ERRORS, EVERYBODY),
    "orderAccessGrantRevoke": Row("id: {grant}", ERRORS, OWNER_OR_STAFF),
    "orderProductViewRecord": Row("product: {order}, consent: false", ERRORS, "-+++- +-+ ++ -----"),
    "orderWithdrawalSubmit": Row(
        'input: {{orderNumber: "0", name: "", email: "no@example.com", isConfirmed: false}}',
        ERRORS,
        EVERYBODY,
    ),
    "orderWithdrawalStatusUpdate": Row("id: {withdrawal}, status: INVALID", ERRORS, STAFF_OF_ORDER),
    "orderInboundEmailReceive": Row(
        'input: {{fromAddress: "", toAddress: "", messageId: "", text: ""}}', ERRORS, APP_ONLY
    ),
    "orderHeldMailAccept": Row("id: {mail}", ERRORS, STAFF_OF_ORDER),
    "orderHeldMailDismiss": Row("id: {mail}", ERRORS, STAFF_OF_ORDER),
    "orderReturnRequestCreate": Row("input: {ask}", ERRORS, RETURNS),
    "orderReturnRequestTrackingAdd": Row('id: {return}, code: ""', ERRORS, RETURNS),
    "orderReturnRequestStateChange": Row("id: {return}, input: {{state: COMPLETED}}", ERRORS, STAFF_OF_ORDER),
    "orderReturnRequestComplete": Row("id: {return}, input: {{}}", ERRORS, STAFF_OF_ORDER),
    "orderReturnRequestReceive": Row("id: {return}, lines: []", ERRORS, STAFF_OF_ORDER),
    "orderReturnRequestCancel": Row("id: {return}", ERRORS, RETURNS),
    "orderProductsReturn": Row("order: {order}, input: {{}}", ERRORS, STAFF_OF_ORDER),
    "orderPartialRefund": Row("order: {order}, input: {{}}", ERRORS, STAFF_OF_ORDER),
    "orderFullRefund": Row("order: {order}, input: {{amount: 1}}", ERRORS, STAFF_OF_ORDER),
    "orderMarkAsRefunded": Row("order: {order}, input: {{amount: 999}}", ERRORS, STAFF_OF_ORDER),
    "orderUnpaidDelete": Row("order: {order}", ERRORS, STAFF_OF_ORDER),
}

SHOP_MUTATIONS: dict[str, Row] = {
    "orderStatusDefinitionCreate": Row("input: {{}}", ERRORS, SETTINGS),
    "orderStatusDefinitionUpdate": Row('id: {status}, input: {{name: ""}}', ERRORS, SETTINGS),
    "orderStatusDefinitionDelete": Row("id: {status}", ERRORS, SETTINGS),
    "orderStatusDefinitionReorder": Row("moves: []", ERRORS, SETTINGS),
    "orderStatusDefinitionSetDefault": Row("id: {status}", ERRORS, SETTINGS),
    "orderStatusDefinitionTranslate": Row(
        'id: {status}, input: {{}}, languageCode: "xx"', ERRORS, TRANSLATIONS
    ),
    "orderStatusRuleCreate": Row("input: {{}}", ERRORS, SETTINGS),
    "orderStatusRuleUpdate": Row("id: {rule}, input: {{}}", ERRORS, SETTINGS),
    "orderStatusRuleReorder": Row("ids: []", ERRORS, SETTINGS),
    "orderStatusRuleDelete": Row("id: {rule}", ERRORS, SETTINGS),
    "orderMessageTemplateCreate": Row("input: {{}}", ERRORS, SETTINGS),
    "orderMessageTemplateUpdate": Row('id: {template}, input: {{name: ""}}', ERRORS, SETTINGS),
    "orderMessageTemplateTranslate": Row(
        'id: {template}, input: {{}}, languageCode: "xx"', ERRORS, TRANSLATIONS
    ),
    "orderMessageTemplateDelete": Row("id: {template}", ERRORS, SETTINGS),
    "orderChannelSettingsUpdate": Row('input: {{senderEmail: "no"}}', ERRORS, SETTINGS),
    "orderPaymentInstructionUpdate": Row('input: {{paymentGateway: ""}}', ERRORS, SETTINGS),
    "orderPaymentInstructionDelete": Row("id: {instruction}", ERRORS, SETTINGS),
    "orderCentralConfigImport": Row('config: "no"', ERRORS, SETTINGS),
    "orderCentralStarterSetApply": Row('name: "polish"', ERRORS, SETTINGS),
    "orderTrustedTrackingHostCreate": Row("input: {{}}", ERRORS, SETTINGS),
    "orderTrustedTrackingHostUpdate": Row("id: {host}, input: {{}}", ERRORS, SETTINGS),
    "orderTrustedTrackingHostDelete": Row("id: {host}", ERRORS, SETTINGS),
    "orderTrackingCarrierCreate": Row("input: {{}}", ERRORS, SETTINGS),
    "orderTrackingCarrierUpdate": Row("id: {carrier}, input: {{}}", ERRORS, SETTINGS),
    "orderTrackingCarrierDelete": Row("id: {carrier}", ERRORS, SETTINGS),
    "orderCarrierWebhookDeliveriesRetry": Row("deliveries: []", ERRORS, SETTINGS),
    "orderCentralSettingsUpdate": Row('input: {{primaryColor: "no"}}', ERRORS, SETTINGS),
    "orderCustomerErase": Row('email: "ana@example.com"', ERRORS, USERS),
    "orderContactPointCreate": Row("input: {{}}", ERRORS, SETTINGS),
    "orderContactPointUpdate": Row('id: {contact}, input: {{name: ""}}', ERRORS, SETTINGS),
    "orderContactPointTranslate": Row('id: {contact}, languageCode: "xx"', ERRORS, TRANSLATIONS),
    "orderContactPointDelete": Row("id: {contact}", ERRORS, SETTINGS),
    "orderThreadStatusMeaningUpdate": Row('status: OPEN, input: {{color: "no"}}', ERRORS, SETTINGS),
    "orderWithdrawalSettingsUpdate": Row("input: {{periodDays: -1}}", ERRORS, SETTINGS),
    "orderReturnReasonCreate": Row("input: {{}}", ERRORS, SETTINGS),
    "orderReturnReasonUpdate": Row('id: {reason}, input: {{name: ""}}', ERRORS, SETTINGS),
    "orderReturnReasonDelete": Row("id: {reason}", ERRORS, SETTINGS),
    "orderReturnReasonTranslate": Row('id: {reason}, languageCode: "xx"', ERRORS, TRANSLATIONS),
    "orderReturnPolicyCreate": Row("input: {{}}", ERRORS, SETTINGS),
    "orderReturnPolicyUpdate": Row('id: {policy}, input: {{name: ""}}', ERRORS, SETTINGS),
    "orderReturnPolicyDelete": Row("id: {policy}", ERRORS, SETTINGS),
}

PAGE_FIELDS: dict[str, Row] = {
    "order": Row("", "{ id }", PAGE_OF_OWNER),
    "number": Row("", "", PAGE),
    "createdAt": Row("", "", PAGE),
    "total": Row("", "{ amount }", PAGE),
    "channel": Row("", "", PAGE if get_host().capabilities.channels else NEVER),
    "languageCode": Row("", "", EVERYBODY),
    "deliverTo": Row("", "", PAGE),
    "thread": Row("", "{ number }", CONVERSATION),
    "accessGrants": Row(PAGED, LIST, PAGE_OF_OWNER),
    "withdrawal": Row("", "{ isAvailable }", PAGE),
    "isRedacted": Row("", "", "++0++ 00+ ++ +++++"),
    "isEnabled": Row("", "", EVERYBODY),
    "lines": Row("", "{ productName }", PAGE),
    "status": Row("", "{ slug }", PAGE),
    "statusChangedAt": Row("", "", PAGE),
    "timeline": Row("", "{ current { code } }", EVERYBODY),
    "history": Row(PAGED, LIST, PAGE),
    "parcels": Row("", "{ code }", PAGE),
    "invoiceLinks": Row("", "{ number }", PAGE),
    # An order that is paid says nothing about how to pay, and nothing is missing of it.
    "paymentInstructions": Row("", "{ message }", NEVER),
    "missingInformation": Row("", "", NEVER),
    "returns": Row("", "{ number }", PAGE_OF_RETURNS),
    "returnInformation": Row("", "{ isAllowed }", PAGE_OF_RETURNS),
    "actions": Row("", "{ code }", PAGE),
    "feedback": Row("", "{ comment }", PAGE),
    "refunds": Row("", "{ status }", PAGE),
    "creditNotes": Row("", "{ number url }", PAGE_OF_RETURNS),
    "vouchers": Row("", "{ code }", PAGE_OF_RETURNS),
    "caseFile": Row("", "{ content url }", PAGE_OF_STAFF),
    "warnings": Row("", "{ code }", PAGE_OF_STAFF),
    "notifications": Row(PAGED, LIST, PAGE_OF_STAFF),
}
