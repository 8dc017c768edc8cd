"""The token that Saleor's Dashboard hands to the pages of an app, checked in process. Saleor 3 only."""

from saleor.core.jwt import get_user_from_access_payload, jwt_decode
from saleor.core.jwt_manager import get_jwt_manager

from .dashboard_app import app_global_id
from .staff import StaffGrant, codenames, staff_user

TOKEN_TYPE = "thirdparty"


class TokenRefused(Exception):
    """The token does not open our pages; the text says why, for the log."""


def staff_of_token(token: str) -> StaffGrant:
    """Return whom the token stands for, with the rights that it carries. Raises TokenRefused.

    Only tokens that Saleor made for our own, active app count. A user's own access token would carry rights
    that the app was never given.
    """
    try:
        payload = jwt_decode(token)
        if payload["type"] != TOKEN_TYPE or payload["iss"] != get_jwt_manager().get_issuer():
            raise TokenRefused("It is no token of an app of this shop.")
        if payload["app"] != app_global_id():
            raise TokenRefused("It was made for another app, or ours is off.")
        user = get_user_from_access_payload(payload)
        grant = StaffGrant(user.pk, codenames(payload["permissions"]))
    except TokenRefused:
        raise
    except Exception as error:
        # Libraries of tokens raise errors of many kinds, and Saleor those of its lookups.
        raise TokenRefused(type(error).__name__) from error
    if staff_user(grant) is None:
        raise TokenRefused("Its user is no staff, or has none of the app's permissions.")
    return grant
