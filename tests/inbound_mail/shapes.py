"""Replies as mail programs really shape them, made by hand, each with the words that are new in it.

Every shape is (name, bytes of the mail, expected text). Addresses and texts are invented.
"""

from __future__ import annotations

import base64
import quopri
import struct
from email.message import EmailMessage
from textwrap import dedent

HEAD = "From: Ana Pop <ana@example.com>\r\nTo: reply@shop.example\r\nSubject: Re: Your order\r\n"


def plain(text: str, *, charset: str = "utf-8", more: str = "", encoding: str = "8bit") -> bytes:
    """One part of plain text."""
    body = dedent(text).strip("\n").replace("\n", "\r\n").encode(charset)
    if encoding == "base64":
        body = base64.encodebytes(body)
    if encoding == "quoted-printable":
        body = quopri.encodestring(body)
    head = f'Content-Type: text/plain; charset="{charset}"{more}\r\nContent-Transfer-Encoding: {encoding}\r\n'
    return (HEAD + "MIME-Version: 1.0\r\n" + head + "\r\n").encode() + body


def html(text: str, *, charset: str = "utf-8") -> bytes:
    """One part of HTML and nothing else."""
    head = f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: 8bit\r\n'
    return (HEAD + "MIME-Version: 1.0\r\n" + head + "\r\n").encode() + dedent(text).encode(charset)


def both(text: str, markup: str) -> bytes:
    """Plain text and HTML as alternatives, put together by Python's own library."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ana@example.com", "reply@shop.example", "Re: x"
    message.set_content(dedent(text).strip("\n"))
    message.add_alternative(dedent(markup), subtype="html")
    return message.as_bytes()


def mixed(*parts: tuple[str, str], name: str = "") -> bytes:
    """Several parts in a row, as Apple Mail cuts a text around its files."""
    lines = [HEAD + 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="cut"\r\n']
    for kind, text in parts:
        is_file = kind.startswith("image")
        more = f'Content-Disposition: attachment; filename="{name}"\r\n' if is_file else ""
        lines.append(f"--cut\r\nContent-Type: {kind}\r\n{more}\r\n{text}")
    return "\r\n".join([*lines, "--cut--", ""]).encode()


def tnef(body: str, files: dict[str, bytes]) -> bytes:
    """winmail.dat, written by the rules of MS-OXTNEF."""

    def attribute(level: int, name: int, value: bytes) -> bytes:
        return struct.pack("<BII", level, name, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    data = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x0002800C, body.encode("cp1252") + b"\0")
    for name, content in files.items():
        data += attribute(2, 0x00069002, b"\0" * 14)
        data += attribute(2, 0x00018010, name.encode("cp1252") + b"\0") + attribute(2, 0x0006800F, content)
    return data


def winmail(body: str, files: dict[str, bytes], *, text: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ana@example.com", "reply@shop.example", "Re: x"
    if text:
        message.set_content(text)
    message.add_attachment(
        tnef(body, files), maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    return message.as_bytes()


SHAPES: list[tuple[str, bytes, str]] = [
    ("no-quotation", plain("Thank you, that is fine."), "Thank you, that is fine."),
    (
        "gmail-english",
        plain(
            """
            Blue, please.

            On Mon, Mar 2, 2026 at 12:00 PM The Mug Shop <reply+t1-abc@shop.example> wrote:

            > Which colour?
            >
            > The Mug Shop
            """
        ),
        "Blue, please.",
    ),
    (
        "gmail-english-broken-line",
        plain(
            """
            Blue, please.

            On Mon, Mar 2, 2026 at 12:00 PM The Mug Shop With A Long Name <
            reply+o2k3j4h5g6f7d8s9a@reply.shop.example> wrote:

            > Which colour?
            """
        ),
        "Blue, please.",
    ),
    (
        "gmail-german",
        plain(
            """
            Bitte die blaue Tasse.

            Am Mo., 2. März 2026 um 12:00 Uhr schrieb Becherladen <reply@shop.example>:

            > Welche Farbe?
            """
        ),
        "Bitte die blaue Tasse.",
    ),
    (
        "gmail-portuguese",
        plain(
            """
            Azul, por favor.

            Em seg., 2 de mar. de 2026 às 12:00, Loja de Canecas <reply@shop.example> escreveu:

            > Qual cor?
            """
        ),
        "Azul, por favor.",
    ),
    (
        "gmail-spanish",
        plain(
            """
            Azul, por favor.

            El lun, 2 mar 2026 a las 12:00, Tienda de Tazas (<reply@shop.example>) escribió:

            > ¿Qué color?
            """
        ),
        "Azul, por favor.",
    ),
    (
        "gmail-polish",
        plain(
            """
            Poproszę niebieski.

            pon., 2 mar 2026 o 12:00 Sklep z kubkami <reply@shop.example> napisał(a):

            > Jaki kolor?
            """
        ),
        "Poproszę niebieski.",
    ),
    (
        "gmail-romanian",
        plain(
            """
            Albastră, vă rog.

            În lun., 2 mar. 2026 la 12:00, Magazinul de Căni <reply@shop.example> a scris:

            > Ce culoare?
            """
        ),
        "Albastră, vă rog.",
    ),
    (
        "gmail-french",
        plain(
            """
            Bleue, merci.

            Le lun. 2 mars 2026 à 12:00, La Boutique <reply@shop.example> a écrit :

            > Quelle couleur ?
            """
        ),
        "Bleue, merci.",
    ),
    (
        "gmail-italian",
        plain(
            """
            Blu, grazie.

            Il giorno lun 2 mar 2026 alle ore 12:00 Il Negozio <reply@shop.example> ha scritto:

            > Che colore?
            """
        ),
        "Blu, grazie.",
    ),
    (
        "outlook-desktop-english",
        plain(
            """
            Blue, please.

            Kind regards
            Ana

            From: The Mug Shop <reply@shop.example>
            Sent: Monday, March 2, 2026 12:00 PM
            To: Ana Pop <ana@example.com>
            Subject: Your order 1042

            Which colour?
            """
        ),
        "Blue, please.\n\nKind regards\nAna",
    ),
    (
        "outlook-underscores",
        plain(
            """
            Blue, please.
            ________________________________
            From: The Mug Shop <reply@shop.example>
            Sent: Monday, March 2, 2026 12:00
            To: ana@example.com <ana@example.com>
            Subject: Your order 1042

            Which colour?
            """
        ),
        "Blue, please.",
    ),
    (
        "outlook-original-message",
        plain(
            """
            Blue, please.

            -----Original Message-----
            From: The Mug Shop
            Sent: Monday, March 2, 2026
            Subject: Your order

            Which colour?
            """
        ),
        "Blue, please.",
    ),
    (
        "outlook-german",
        plain(
            """
            Die blaue bitte.

            Von: Becherladen <reply@shop.example>
            Gesendet: Montag, 2. März 2026 12:00
            An: Ana Pop
            Betreff: Ihre Bestellung

            Welche Farbe?
            """
        ),
        "Die blaue bitte.",
    ),
    (
        "outlook-portuguese",
        plain(
            """
            A azul.

            De: Loja de Canecas <reply@shop.example>
            Enviada em: segunda-feira, 2 de março de 2026 12:00
            Para: Ana Pop
            Assunto: Seu pedido

            Qual cor?
            """
        ),
        "A azul.",
    ),
    (
        "outlook-polish",
        plain(
            """
            Niebieski.

            Od: Sklep z kubkami <reply@shop.example>
            Wysłano: poniedziałek, 2 marca 2026 12:00
            Do: Ana Pop
            Temat: Twoje zamówienie

            Jaki kolor?
            """
        ),
        "Niebieski.",
    ),
    (
        "outlook-romanian-bold-headers",
        plain(
            """
            Cea albastră.

            *De la:* Magazinul de Căni <reply@shop.example>
            *Trimis:* luni, 2 martie 2026 12:00
            *Către:* Ana Pop
            *Subiect:* Comanda dumneavoastră

            Ce culoare?
            """
        ),
        "Cea albastră.",
    ),
    (
        "outlook-spanish-separator",
        plain(
            """
            La azul.

            -----Mensaje original-----
            De: Tienda
            Asunto: Su pedido

            ¿Qué color?
            """
        ),
        "La azul.",
    ),
    (
        "apple-mail",
        plain(
            """
            Blue, please.

            > On 2. Mar 2026, at 12:00, The Mug Shop <reply@shop.example> wrote:
            >
            > Which colour?
            """
        ),
        "Blue, please.",
    ),
    (
        "iphone",
        plain(
            """
            Blue, please.

            Sent from my iPhone

            > On Mar 2, 2026, at 12:00, The Mug Shop <reply@shop.example> wrote:
            >
            > Which colour?
            """
        ),
        "Blue, please.",
    ),
    (
        "iphone-german",
        plain(
            """
            Die blaue.

            Von meinem iPhone gesendet

            > Am 02.03.2026 um 12:00 schrieb Becherladen <reply@shop.example>:
            >
            > Welche Farbe?
            """
        ),
        "Die blaue.",
    ),
    (
        "android-outlook",
        plain(
            """
            Blue.

            Get Outlook for Android<https://aka.ms/AAb9ysg>
            ________________________________
            From: The Mug Shop <reply@shop.example>
            Sent: Monday, March 2, 2026 12:00:00 PM
            To: Ana Pop <ana@example.com>
            Subject: Your order

            Which colour?
            """
        ),
        "Blue.",
    ),
    (
        "samsung-without-marks",
        plain(
            """
            Niebieski poproszę.

            Wysłano z telefonu Samsung Galaxy

            -------- Oryginalna wiadomość --------
            Od: Sklep <reply@shop.example>
            Data: 02.03.2026 12:00 (GMT+01:00)
            Do: ana@example.com
            Temat: Twoje zamówienie

            Jaki kolor?
            """
        ),
        "Niebieski poproszę.",
    ),
    (
        "thunderbird-answers-below",
        plain(
            """
            On 02/03/2026 12:00, The Mug Shop wrote:
            > Which colour?
            > Which size?

            Blue, and large.
            """
        ),
        "Blue, and large.",
    ),
    (
        "answers-in-between",
        plain(
            """
            On 02/03/2026 12:00, The Mug Shop wrote:
            > Which colour?
            Blue.
            > Which size?
            Large.
            """
        ),
        "Blue.\nLarge.",
    ),
    (
        "signature-of-rfc-3676",
        plain("Blue, please.\n\n-- \nAna Pop\nMain Street 1\n"),
        "Blue, please.",
    ),
    (
        "flowed-lines",
        plain(
            "This is one long line that was \nbroken for the way only.\n\nAnother one.",
            more="; format=flowed",
        ),
        "This is one long line that was broken for the way only.\n\nAnother one.",
    ),
    ("base64", plain("Albastră, vă rog. Mulțumesc!", encoding="base64"), "Albastră, vă rog. Mulțumesc!"),
    (
        "quoted-printable-latin-2",
        plain("Proszę żółty.", charset="iso-8859-2", encoding="quoted-printable"),
        "Proszę żółty.",
    ),
    ("windows-1252", plain("It’s fine – thanks", charset="cp1252"), "It’s fine – thanks"),
    (
        "html-only-gmail",
        html(
            """
            <div dir="ltr">Blue, please.<div><br></div><div>Ana</div></div><br>
            <div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Mar 2,
            2026 The Mug Shop wrote:<br></div><blockquote class="gmail_quote">Which colour?</blockquote></div>
            """
        ),
        "Blue, please.\n\nAna",
    ),
    (
        "html-only-outlook",
        html(
            """
            <html><head><style>p.MsoNormal{margin:0}</style></head><body>
            <p class=MsoNormal>Blue, please.</p><p class=MsoNormal>Ana</p>
            <div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">
            <p class=MsoNormal><b>From:</b> The Mug Shop<br><b>Sent:</b> Monday<br></p></div></div>
            <p class=MsoNormal>Which colour?</p></body></html>
            """
        ),
        "Blue, please.\n\nAna",
    ),
    (
        "html-only-outlook-on-the-web",
        html(
            """
            <div class="elementToProof">Blue, please.</div><div id="appendonsend"></div><hr>
            <div id="divRplyFwdMsg"><b>From:</b> The Mug Shop</div><div>Which colour?</div>
            """
        ),
        "Blue, please.",
    ),
    (
        "html-only-apple",
        html(
            """
            <html><body dir="auto">Blue, please.<br id="lineBreakAtBeginningOfSignature">
            <blockquote type="cite">On Mar 2, 2026, The Mug Shop wrote:<br><br></blockquote>
            <blockquote type="cite"><div>Which colour?</div></blockquote></body></html>
            """
        ),
        "Blue, please.",
    ),
    (
        "html-only-yahoo",
        html(
            """
            <div class="ydp1yahoo-style-wrap"><div>Azul.</div></div>
            <div id="yahoo_quoted_1" class="yahoo_quoted"><div>Em segunda-feira, Loja escreveu:</div></div>
            """
        ),
        "Azul.",
    ),
    (
        "html-only-web-de",
        html('<div>Die blaue.</div><div name="quote"><div>Gesendet: Montag</div>Welche Farbe?</div>'),
        "Die blaue.",
    ),
    (
        "alternatives",
        both("Blue, please.\n\n> Which colour?", "<p>Not this one.</p>"),
        "Blue, please.",
    ),
    ("empty-plain-alternative", both("", "<p>Blue, <b>please</b>.</p>"), "Blue, please."),
    (
        "apple-text-around-a-picture",
        mixed(("text/plain", "Look:"), ("image/png", "x"), ("text/plain", "Broken, see?"), name="a.png"),
        "Look:\n\nBroken, see?",
    ),
    ("winmail-with-text", winmail("The same", {}, text="Blue, please."), "Blue, please."),
    ("winmail-alone", winmail("Blue, please.\r\n", {"note.txt": b"hi"}), "Blue, please."),
    ("only-a-quotation-is-kept", plain("> Which colour?"), "> Which colour?"),
    (
        "words-that-look-like-a-quotation",
        plain("On the box somebody wrote: 7 pieces.\nFrom: my own list\nI counted 6."),
        "On the box somebody wrote: 7 pieces.\nFrom: my own list\nI counted 6.",
    ),
    (
        "a-list-with-dashes",
        plain("I miss:\n\n- the blue one\n- the lid\n\nThanks"),
        "I miss:\n\n- the blue one\n- the lid\n\nThanks",
    ),
]
