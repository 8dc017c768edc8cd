"""The pages by address; the door looks here for what comes after `addresses.BASE`.

A view gets the visit and the parts of its address; `methods.py` marks how it may be called, and by whom.
"""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from ..host.access import MANAGE_USERS
from . import shell
from .assets import asset
from .editors import views as editors
from .editors.registry import EDITORS
from .methods import ORDERS_OR_SETTINGS, SETTINGS, TRANSLATIONS_OR_SETTINGS, posts, shows, takes_forms
from .pages import (
    bulk,
    center,
    configuration,
    customers,
    inbox,
    order,
    order_changes,
    orders,
    parcels,
    payment_instructions,
    problems,
    refund,
    return_complete,
    return_new,
    returns,
    senders,
    settings,
    statistics,
    thread_states,
    withdrawals,
)

_ORDER = "orders/<str:order>/"
_ENTRY = "<editor:editor>/<str:id>/"


class EditorName(StringConverter):
    """The name of an editor that there is."""

    regex = "|".join(EDITORS)


register_converter(EditorName, "editor")

urlpatterns = [
    path("assets/<str:name>", asset, name="asset"),
    path("session/", shell.take_token, name="session"),
    path("sign-in/", shell.sign_in, name="sign-in"),
    path("sign-out/", shell.sign_out, name="sign-out"),
    path("", orders.orders, name="home"),
    path("orders", orders.orders, name="orders"),
    path("orders/bulk", posts(bulk.choose), name="bulk"),
    path("orders/bulk/change", posts(bulk.change), name="bulk-change"),
    path("popup", order.order_beside, name="popup"),
    path("widget", order.order_beside, name="widget"),
    path("orders/<str:order>", order.order, name="order"),
    path(f"{_ORDER}status", takes_forms(order_changes.status), name="order-status"),
    path(f"{_ORDER}message", takes_forms(order_changes.event), name="order-message"),
    path(f"{_ORDER}event", takes_forms(order_changes.standard_event), name="order-event"),
    path(f"{_ORDER}undo/<str:entry>", posts(order_changes.undo), name="order-undo"),
    path(f"{_ORDER}messages/<str:message>/resend", posts(order_changes.resend), name="message-resend"),
    path(
        f"{_ORDER}messages/<str:message>/cancel", posts(order_changes.cancel_message), name="message-cancel"
    ),
    path(f"{_ORDER}parcels/new", takes_forms(parcels.parcel_new), name="parcel-new"),
    path(f"{_ORDER}parcels/<str:parcel>", takes_forms(parcels.parcel), name="parcel"),
    path(f"{_ORDER}parcels/<str:parcel>/delete", posts(parcels.parcel_delete), name="parcel-delete"),
    path(f"{_ORDER}refund", takes_forms(refund.refund), name="refund"),
    path(f"{_ORDER}return", takes_forms(return_new.return_new), name="return-new"),
    path("returns", returns.returns, name="returns"),
    path("returns/<str:request>", returns.return_page, name="return"),
    path("returns/<str:request>/accept", posts(returns.accept), name="return-accept"),
    path("returns/<str:request>/refuse", posts(returns.refuse), name="return-refuse"),
    path("returns/<str:request>/receive", posts(returns.receive), name="return-receive"),
    path("returns/<str:request>/complete", takes_forms(return_complete.complete), name="return-complete"),
    path("returns/<str:request>/close", posts(returns.close), name="return-close"),
    path("views", posts(orders.keep_view), name="keep-view"),
    path("views/<str:view>/delete", posts(orders.delete_view), name="delete-view"),
    path("inbox", inbox.threads, name="inbox"),
    path("inbox/<str:thread>", takes_forms(inbox.thread), name="thread"),
    path("inbox/<str:thread>/status", posts(inbox.set_status), name="thread-status"),
    path("inbox/<str:thread>/forward", posts(inbox.forward), name="thread-forward"),
    path("customers", shows(customers.customers, needs=(MANAGE_USERS,)), name="customers"),
    path("customer", shows(customers.customer, needs=(MANAGE_USERS,)), name="customer"),
    path("statistics", statistics.statistics, name="statistics"),
    path("problems", problems.problems, name="problems"),
    path("problems/acknowledge", posts(problems.acknowledge), name="problems-acknowledge"),
    path("settings", shows(settings.settings, needs=ORDERS_OR_SETTINGS), name="settings"),
    path("customer-pages", takes_forms(center.center, needs=SETTINGS), name="center"),
    path("thread-states", takes_forms(thread_states.thread_states, needs=SETTINGS), name="thread-states"),
    path("senders", takes_forms(senders.senders, needs=SETTINGS), name="senders"),
    path(
        "payment-instructions",
        shows(payment_instructions.instructions, needs=ORDERS_OR_SETTINGS),
        name="instructions",
    ),
    path(
        "payment-instructions/new",
        takes_forms(payment_instructions.instruction_new, needs=SETTINGS),
        name="instruction-new",
    ),
    path(
        "payment-instructions/<str:instruction>",
        takes_forms(payment_instructions.instruction, needs=SETTINGS),
        name="instruction",
    ),
    path(
        "payment-instructions/<str:instruction>/delete",
        posts(payment_instructions.instruction_delete, needs=SETTINGS),
        name="instruction-delete",
    ),
    path("configuration", takes_forms(configuration.configuration, needs=SETTINGS), name="configuration"),
    path("configuration/starter", posts(configuration.starter_set, needs=SETTINGS), name="starter-set"),
    path("withdrawals", withdrawals.withdrawals, name="withdrawals"),
    path("withdrawals/<str:statement>/status", posts(withdrawals.set_status), name="withdrawal-status"),
    path(
        "withdrawal-settings",
        takes_forms(withdrawals.withdrawal_settings, needs=SETTINGS),
        name="withdrawal-settings",
    ),
    path("<editor:editor>/new", takes_forms(editors.new, needs=ORDERS_OR_SETTINGS), name="editor-new"),
    path(f"{_ENTRY}move", posts(editors.move, needs=SETTINGS), name="editor-move"),
    path(f"{_ENTRY}delete", posts(editors.delete, needs=ORDERS_OR_SETTINGS), name="editor-delete"),
    path(
        f"{_ENTRY}texts/<str:language>",
        takes_forms(editors.translate, needs=TRANSLATIONS_OR_SETTINGS),
        name="editor-texts",
    ),
    path("jobs", bulk.jobs, name="jobs"),
    path("jobs/<str:job>", bulk.job, name="job"),
    path("jobs/<str:job>/stop", posts(bulk.stop), name="job-stop"),
    path("jobs/<str:job>/undo", posts(bulk.undo), name="job-undo"),
    path("<editor:editor>", shows(editors.listed, needs=ORDERS_OR_SETTINGS), name="editor"),
    path("<editor:editor>/<str:id>", takes_forms(editors.edit, needs=ORDERS_OR_SETTINGS), name="editor-edit"),
]
