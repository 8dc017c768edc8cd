"""Why a tracking text got its class."""

from enum import Enum


class TrackingReason(str, Enum):
    """Machine-readable reason; the value is stable and may be stored."""

    # Codes.
    SINGLE_CANDIDATE = "single_candidate"
    SEVERAL_CARRIERS = "several_carriers"
    DIGITS_ONLY_NOT_ENABLED = "digits_only_not_enabled"
    FORMAT_NOT_ENABLED = "format_not_enabled"
    CHECK_DIGIT_WRONG = "check_digit_wrong"
    TRIVIAL_NUMBER = "trivial_number"
    NO_FORMAT = "no_format"
    CHOSEN_BY_STAFF = "chosen_by_staff"
    # Links.
    BAD_SCHEME = "bad_scheme"
    USERINFO = "userinfo"
    ODD_PORT = "odd_port"
    PRIVATE_HOST = "private_host"
    NOT_HTTPS = "not_https"
    HOST_NOT_LISTED = "host_not_listed"
    HOST_LOOKALIKE = "host_lookalike"
    PATH_NOT_ALLOWED = "path_not_allowed"
    EMBED_NOT_ALLOWED = "embed_not_allowed"
    TOO_LONG = "too_long"
    UNPARSABLE = "unparsable"
