"""What the Dashboard shows of the settings of providers; `config` reads them. Pure."""

from typing import Any

PROVIDER_FIELDS: dict[str, dict[str, str]] = {
    "correios_user": {
        "type": "String",
        "label": "Correios: user",
        "help_text": "User of the Correios contract (Meu Correios). With the two fields below, histories of "
        "Correios parcels are asked for.",
    },
    "correios_access_code": {
        "type": "Secret",
        "label": "Correios: access code of the API",
        "help_text": "Code that Correios gives for its API; not the password of the site.",
    },
    "correios_card": {
        "type": "String",
        "label": "Correios: posting card",
        "help_text": "Number of the posting card (cartão de postagem).",
    },
    "inpost_history": {
        "type": "Boolean",
        "label": "InPost: ask for histories",
        "help_text": "The numbers of InPost parcels are sent to InPost's public tracking; it needs no key.",
    },
    "aftership_api_key": {
        "type": "Secret",
        "label": "AfterShip: API key",
        "help_text": "Parcels of your AfterShip account are asked for. Empty: they are not.",
    },
    "aftership_webhook_secret": {
        "type": "Secret",
        "label": "AfterShip: webhook secret",
        "help_text": "Signs AfterShip's calls. Empty: no calls are taken.",
    },
    "aftership_adds_parcels": {
        "type": "Boolean",
        "label": "AfterShip: add parcels",
        "help_text": "Parcels that your AfterShip account lacks are added to it, and AfterShip counts them. "
        "Needs the API key. Off: only parcels that are there are followed.",
    },
    "easypost_webhook_secret": {
        "type": "Secret",
        "label": "EasyPost: webhook secret",
        "help_text": "Signs EasyPost's calls; 16 characters or more. Empty: no calls are taken.",
    },
    "easypost_api_key": {
        "type": "Secret",
        "label": "EasyPost: API key",
        "help_text": "Trackers of your EasyPost account are asked for. Empty: they are not.",
    },
    "easypost_adds_parcels": {
        "type": "Boolean",
        "label": "EasyPost: add parcels",
        "help_text": "Trackers are made for parcels that your EasyPost account lacks, and EasyPost may "
        "charge for them. Needs the API key. Off: only parcels that are there are followed.",
    },
}

PROVIDER_DEFAULTS: dict[str, Any] = {
    "correios_user": "",
    "correios_access_code": "",
    "correios_card": "",
    "inpost_history": False,
    "aftership_api_key": "",
    "aftership_webhook_secret": "",
    "aftership_adds_parcels": False,
    "easypost_webhook_secret": "",
    "easypost_api_key": "",
    "easypost_adds_parcels": False,
}
