"""The pages by address; `views.center` looks here for what comes after `addresses.BASE`."""

from django.urls import path

from . import feedback, find, messages, order, orders, parcel, return_request, returns, sign_in, withdrawal
from .assets import asset
from .colors import colors_style
from .visit import no_page

_SHOP = "<str:shop>/"
_ORDER = f"{_SHOP}orders/<str:order>/"

urlpatterns = [
    path("assets/<str:name>", asset, name="asset"),
    path(f"{_SHOP}colors/<str:name>", colors_style, name="colors"),
    path(_SHOP, sign_in.home, name="home"),
    path(f"{_SHOP}sign-in/", sign_in.sign_in, name="sign-in"),
    path(f"{_SHOP}session/", sign_in.take_token, name="session"),
    path(f"{_SHOP}sign-out/", sign_in.sign_out, name="sign-out"),
    path(f"{_SHOP}find/", find.ask_for_code, name="find"),
    path(f"{_SHOP}find/code/", find.enter_code, name="code"),
    path(f"{_SHOP}link/<str:token>/", find.open_link, name="link"),
    path(f"{_SHOP}withdrawal/", withdrawal.withdraw, name="withdrawal"),
    path(f"{_SHOP}orders/", orders.my_orders, name="orders"),
    path(_ORDER, order.order_page, name="order"),
    path(f"{_ORDER}parcels/<str:parcel>/", parcel.parcel_page, name="parcel"),
    path(f"{_ORDER}return/", returns.ask_for_return, name="ask-for-return"),
    path(f"{_ORDER}returns/<str:request>/", return_request.return_page, name="return"),
    path(f"{_ORDER}returns/<str:request>/cancel/", return_request.cancel_return, name="cancel-return"),
    path(f"{_ORDER}returns/<str:request>/tracking/", return_request.add_tracking, name="return-tracking"),
    path(f"{_ORDER}withdrawal/", withdrawal.withdraw_from_order, name="withdraw"),
    path(f"{_ORDER}messages/", messages.conversation, name="messages"),
    path(f"{_ORDER}feedback/", feedback.send_feedback, name="feedback"),
    path(f"{_SHOP}<path:rest>", no_page),
]
