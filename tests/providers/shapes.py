"""What the providers' servers say, in the shapes that they document."""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from typing import Any

CODE = "AA123456785BR"
LOCKER = "600000000000000000000001"


def correios_event(operation: str, number: str, at: str, words: str, **more: Any) -> dict[str, Any]:
    unit = {"tipo": "Unidade de Distribuição", "endereco": {"cidade": "NITEROI", "uf": "RJ"}}
    return {
        "codigo": operation,
        "tipo": number,
        "dtHrCriado": at,
        "descricao": words,
        "unidade": unit,
        **more,
    }


def correios_object(code: str = CODE, *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"codObjeto": code, "eventos": list(events), **more}


def correios_objects(*objects: dict[str, Any]) -> dict[str, Any]:
    return {"versao": "3.4.25", "quantidade": len(objects), "objetos": list(objects), "resultado": "T"}


def inpost_tracking(*details: tuple[str, str], code: str = LOCKER) -> dict[str, Any]:
    return {
        "tracking_number": code,
        "service": "inpost_locker_standard",
        "status": details[0][0] if details else "created",
        "tracking_details": [
            {"status": status, "origin_status": "X", "agency": None, "datetime": at} for status, at in details
        ],
    }


def easypost_call(code: str, *details: dict[str, Any], id: str = "evt_1", **tracker: Any) -> dict[str, Any]:
    return {
        "id": id,
        "object": "Event",
        "description": "tracker.updated",
        "result": easypost_tracker(code, *details, **tracker),
    }


def easypost_tracker(code: str, *details: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "trk_1",
        "object": "Tracker",
        "tracking_code": code,
        "carrier": "USPS",
        "created_at": "2026-03-01T08:00:00Z",
        "tracking_details": list(details),
        **more,
    }


def easypost_trackers(*trackers: dict[str, Any]) -> dict[str, Any]:
    return {"trackers": list(trackers), "has_more": False}


def easypost_detail(status: str, at: str, **more: Any) -> dict[str, Any]:
    where = {"object": "TrackingLocation", "city": "HOUSTON", "state": "TX", "country": "US", "zip": None}
    return {
        "object": "TrackingDetail",
        "status": status,
        "status_detail": "arrived_at_facility",
        "message": "Arrived at Post Office",
        "datetime": at,
        "tracking_location": where,
        **more,
    }


def aftership_tracking(code: str, *checkpoints: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "t1", "tracking_number": code, "slug": "usps", "checkpoints": list(checkpoints), **more}


def aftership_checkpoint(tag: str, at: str, **more: Any) -> dict[str, Any]:
    return {"slug": "usps", "checkpoint_time": at, "tag": tag, "message": "Scanned", "city": "Denver", **more}


def aftership_call(tracking: dict[str, Any], id: str = "e-1") -> dict[str, Any]:
    return {"ts": 1, "event": "tracking_update", "event_id": id, "msg": tracking}


def aftership_signed(secret: str, body: bytes) -> dict[str, str]:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return {"aftership-hmac-sha256": base64.b64encode(signature).decode()}


def easypost_signed(secret: str, body: bytes) -> dict[str, str]:
    key = unicodedata.normalize("NFKD", secret).encode()
    return {"x-hmac-signature": "hmac-sha256-hex=" + hmac.new(key, body, hashlib.sha256).hexdigest()}
