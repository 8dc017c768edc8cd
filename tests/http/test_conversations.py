"""A conversation over HTTP and SMTP: out with a file, back as a mail, and who may read what came of it."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from email.message import EmailMessage
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pytest

from demo.scenario_client import ShopClient, document
from demo.scenario_stories import ANA, BRUNO
from saleor_order_central.carrier_events.signature import HEADER
from saleor_order_central.host.base import PLUGIN_ID
from tests.sinks import SmtpSink

SETTINGS = """mutation($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) { errors { field message } } }"""
SECRET, KEY = "a-secret-of-mails-in", "a-key-of-mailgun"
BOUNDARY = "a-boundary-of-parts"
PDF = b"%PDF-1.7\nthe bytes of an invoice"


class Desk(ShopClient):
    """Staff and customers with a mail server between them."""

    def configure(self, **values: Any) -> None:
        items = [{"name": name, "value": value} for name, value in values.items()]
        saved = self.data(SETTINGS, self.staff, {"id": PLUGIN_ID, "input": {"configuration": items}})
        assert saved["pluginUpdate"]["errors"] == []

    def new_order(self) -> str:
        return self.place_order(("Apple Juice", 1))

    def send(self, token: str, input: dict[str, Any], *files: tuple[str, bytes]) -> dict[str, Any]:
        """Send a message with files, in parts, as a browser does."""
        input = {**input, "attachments": [None] * len(files)}
        places = {str(place): [f"variables.input.attachments.{place}"] for place in range(len(files))}
        operation = {"query": document("MessageSend"), "variables": {"input": input}}
        body = _part("operations", json.dumps(operation).encode()) + _part("map", json.dumps(places).encode())
        for place, (name, content) in enumerate(files):
            body += _part(str(place), content, f'filename="{name}"', "application/octet-stream")
        headers = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Authorization": f"JWT {token}",
        }
        request = Request(f"{self.url}/graphql/", body + f"--{BOUNDARY}--\r\n".encode(), headers)
        with urlopen(request, timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)["data"]["orderMessageSend"]
        return found

    def deliver(self, data: bytes, *, secret: str = SECRET, to: str = "") -> str:
        """Hand a mail over as a mail server does; returns the word, or the status of a refusal."""
        moment = str(int(time.time()))
        signed = hmac.new(secret.encode(), moment.encode() + b"." + data, hashlib.sha256).hexdigest()
        address = f"{self.url}/plugins/global/{PLUGIN_ID}/incoming-mail/?to={quote(to)}"
        headers = {HEADER: f"t={moment},v1={signed}", "Content-Type": "message/rfc822"}
        return _word(Request(address, data, headers))

    def deliver_by_mailgun(self, data: bytes, *, key: str = KEY) -> str:
        moment, token = str(int(time.time())), "a-token"
        signed = hmac.new(key.encode(), (moment + token).encode(), hashlib.sha256).hexdigest()
        fields = {"timestamp": moment, "token": token, "signature": signed, "body-mime": data.decode()}
        body = b"".join(_part(name, value.encode(), "", "text/plain") for name, value in fields.items())
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        address = f"{self.url}/plugins/global/{PLUGIN_ID}/incoming-mail/mailgun/"
        return _word(Request(address, body + f"--{BOUNDARY}--\r\n".encode(), headers))

    def messages(self, token: str | None, thread: str) -> list[dict[str, Any]] | None:
        found = self.ask("Thread", token, id=thread)["orderThread"]
        return None if found is None else [edge["node"] for edge in found["messages"]["edges"]]


def _part(name: str, value: bytes, more: str = "", content_type: str = "application/json") -> bytes:
    disposition = f'form-data; name="{name}"' + (f"; {more}" if more else "")
    head = f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\nContent-Type: {content_type}\r\n\r\n"
    return head.encode() + value + b"\r\n"


def _word(request: Request) -> str:
    try:
        with urlopen(request, timeout=60) as answer:
            return str(json.load(answer)["status"])
    except HTTPError as error:
        return str(error.code)


@pytest.fixture
def desk(shop):
    made = Desk(shop.url)
    made.configure(
        saleor_mails="off",
        reply_mailbox="reply@shop.example",
        inbound_mail_secret=SECRET,
        mailgun_signing_key=KEY,
    )
    yield made
    made.configure(saleor_mails="auto", reply_mailbox="", inbound_mail_secret="", mailgun_signing_key="")


def letters_with(mailbox: SmtpSink, before: int, text: str) -> list[EmailMessage]:
    """Mails that came since, with a text; tasks run in the web process, so all of them are there."""
    found = []
    for one in mailbox.messages[before:]:
        body = one.get_body(("plain",))
        if body is not None and text in body.get_content():
            found.append(one)
    return found


def reply_to(letter: EmailMessage, sender: str, text: str) -> EmailMessage:
    """An answer as a mail program writes it: quoted below, with a file."""
    body = letter.get_body(("plain",))
    assert body is not None
    quoted = "".join(f"> {line}\n" for line in body.get_content().splitlines())
    answer = EmailMessage()
    answer["From"], answer["To"] = sender, letter["Reply-To"]
    answer["Subject"], answer["In-Reply-To"] = f"Re: {letter['Subject']}", letter["Message-ID"]
    answer["Message-ID"] = f"<{hashlib.sha256(text.encode()).hexdigest()[:20]}@mail.example>"
    answer.set_content(f"{text}\n\nOn Mon, 2 March 2026 at 12:00, The Shop wrote:\n{quoted}")
    answer.add_attachment(b"2 x blue", maintype="text", subtype="plain", filename="order.txt")
    return answer


def test_from_staffs_file_to_the_customers_reply(desk, mailbox):
    # given a message of staff with a file that lies about its name
    before = len(mailbox.messages)
    input = {"order": desk.new_order(), "bodyHtml": "<p>Which <b>colour</b>?</p>", "showToCustomer": True}
    sent = desk.send(desk.staff, input, ("invoice.exe", PDF))
    assert sent["errors"] == []
    thread = sent["thread"]["id"]
    # then it arrives once, with text, formatted text, file and the signed address
    (letter,) = letters_with(mailbox, before, "Which colour?")
    assert letter["To"] == ANA.email
    assert letter["Reply-To"].startswith("reply+o")
    assert letter.get_body(("plain",)).get_content().strip() == "Which colour?"
    assert "<p>Which <b>colour</b>?</p>" in letter.get_body(("html",)).get_content()
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_content(), file.get_content_type()) == (
        "invoice.pdf",
        PDF,
        "application/pdf",
    )
    # when the customer answers twice with the same mail, and somebody without the secret delivers one
    answer = reply_to(letter, f"Ana <{ANA.email}>", "Blue, please.").as_bytes()
    assert desk.deliver(answer, secret="another-secret-of-16") == "401"
    assert [desk.deliver(answer), desk.deliver(answer)] == ["accepted", "duplicate"]
    # then it is in the conversation once, without the quotation
    said = desk.messages(desk.token(ANA.email), thread)
    assert said is not None
    assert [one["body"] for one in said] == ["Which colour?", "Blue, please."]
    assert said[1]["origin"] == "EMAIL_REPLY"
    # and the files are for the two sides only
    for token in (desk.staff, desk.token(ANA.email)):
        found = desk.messages(token, thread)
        assert found is not None
        assert [_download(desk, one["attachments"][0]["url"]) for one in found] == [PDF, b"2 x blue"]
    assert desk.messages(desk.token(BRUNO.email), thread) is None
    assert desk.messages(None, thread) is None
    with pytest.raises(HTTPError, match="404"):
        _download(desk, said[0]["attachments"][0]["url"][:-4] + "abc/")
    # and it is in the order's history
    history = desk.ask("OrderHistory", desk.token(ANA.email), id=input["order"], first=50)["orderCentral"][
        "history"
    ]
    assert {"Which colour?", "Blue, please."} <= {edge["node"]["message"] for edge in history["edges"]}


def _download(desk: Desk, url: str) -> bytes:
    with urlopen(desk.url + urlsplit(url).path, timeout=60) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        return bytes(answer.read())


def test_mails_by_mailgun_strangers_and_machines(desk, mailbox):
    before = len(mailbox.messages)
    sent = desk.send(
        desk.staff, {"order": desk.new_order(), "body": "Hello from the desk", "showToCustomer": True}
    )
    (letter,) = letters_with(mailbox, before, "Hello from the desk")
    # mails that Mailgun signed are taken, others are not
    first = reply_to(letter, ANA.email, "By Mailgun").as_bytes()
    assert desk.deliver_by_mailgun(first, key="another") == "401"
    assert desk.deliver_by_mailgun(first) == "accepted"
    # a stranger waits for staff, a machine is none of the conversation, our own mail is no answer
    assert desk.deliver(reply_to(letter, "eve@example.com", "Mine").as_bytes()) == "held"
    away = reply_to(letter, ANA.email, "I am away")
    away["Auto-Submitted"] = "auto-replied"
    assert desk.deliver(away.as_bytes()) == "automatic"
    assert desk.deliver(letter.as_bytes(), to=str(letter["Reply-To"])) == "automatic"
    assert desk.deliver(b"To: info@shop.example\r\n\r\nHi") == "unknown address"
    said = desk.messages(desk.staff, sent["thread"]["id"])
    assert said is not None
    assert [one["body"] for one in said] == ["Hello from the desk", "By Mailgun"]
    # without a secret there is no such address
    desk.configure(inbound_mail_secret="")
    time.sleep(2.1)  # settings are read anew every two seconds
    assert desk.deliver(first) == "404"
