"""What somebody wrote in a reply, without what their program quoted below or between. Pure, in linear time.

The rules know how programs introduce a quotation: a line that says who wrote when, in eleven languages; a
block of header lines; a separator. Unquoted words after a quotation with ">" are kept: people answer below
and in between. When nothing would be left the whole text is kept, because words must not get lost.
"""

import re

MOST_LINES = 5_000
_LONGEST_INTRODUCTION = 4
# "On … wrote:" and its sisters: the line ends in a colon and holds the verb and a digit.
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|a écrit|escribió|escribio|escreveu|a scris|napisał(?:a|\(a\))?|pisze|"
    r"ha scritto|schreef|skrev|kirjoitti)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:on|am|le|el|em|no dia|în|in|pe|la|dnia|w dniu|il|op|den|på|\d|[a-ząćęłńóśźżâîșțãç]{2,12}\.?,? )",
    re.IGNORECASE,
)
_SEPARATORS = (
    "original message|original appointment|forwarded message|begin forwarded message|"
    "ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|"
    "message d'origine|message d’origine|message original|message transféré|"
    "mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada|"
    "mesaj original|mesajul original|mesaj redirecționat|"
    "wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|"
    "messaggio originale|messaggio inoltrato|oorspronkelijk bericht|ursprungligt meddelande"
)
_SEPARATOR = re.compile(rf"[\s>*_-]*(?:{_SEPARATORS})[\s:*_-]*\Z", re.IGNORECASE)
_HEADER = re.compile(
    r"\*?(from|sent|to|subject|date|cc|reply-to|importance|von|gesendet|an|betreff|datum|kopie|"
    r"de|envoyé|à|objet|expéditeur|destinataire|enviado(?: el| em)?|enviada(?: em)?|para|asunto|assunto|"
    r"fecha|data|trimis|către|catre|subiect|de la|od|wysłano|do|temat|dw|da|inviato|a|oggetto|"
    r"van|verzonden|aan|onderwerp)\s*:\*?(?:\s|\Z)",
    re.IGNORECASE,
)
_SENDERS = frozenset({"from", "von", "de", "de la", "od", "da", "van", "expéditeur"})
_RULE = re.compile(r"\s*(?:[_-]{20,}|_{10,})\s*\Z")
_SENT_FROM = re.compile(
    r"(?:sent from (?:my |outlook|mail|yahoo|proton|samsung)|sent via|get outlook for|"
    r"von meinem .{1,40} gesendet|gesendet (?:von|mit)|diese nachricht wurde von meinem|"
    r"envoyé (?:de mon|depuis|à partir)|enviado desde|enviado d[oe] meu|enviado (?:do|pelo|via)|"
    r"obter o outlook|obtener outlook|trimis de pe|trimis din|wysłano z|wysłane z|"
    r"pobierz program outlook|inviato da|verzonden vanaf)",
    re.IGNORECASE,
)


def reply_text(text: str) -> str:
    """Return what is new in a reply, in plain text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").split("\n")[:MOST_LINES]
    kept = _without_quotations(lines)
    kept = _without_signature(kept)
    found = "\n".join(line.rstrip() for line in kept).strip()
    return _single_gaps(found) or _single_gaps("\n".join(lines).strip())


def _without_quotations(lines: list[str]) -> list[str]:
    kept: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if _is_quoted(line):
            place += 1
        elif length := _introduction(lines, place):
            place += length
            following = _next_words(lines, place)
            if following is None or not _is_quoted(lines[following]):
                # Without ">" nobody can tell where the quotation ends.
                break
        elif _begins_quotation(lines, place):
            break
        else:
            kept.append(line)
            place += 1
    return kept


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _introduction(lines: list[str], place: int) -> int:
    """Return how many lines introduce a quotation here: programs break long ones."""
    if not _OPENS.match(lines[place].strip(" *_")):
        return 0
    joined = ""
    for length in range(1, _LONGEST_INTRODUCTION + 1):
        if place + length > len(lines):
            return 0
        part = lines[place + length - 1].strip()
        if not part or len(joined) > 400:
            return 0
        joined = f"{joined} {part}"
        if part.endswith((":", ":*", ":_")):
            return length if _WROTE.search(joined) and any(one.isdigit() for one in joined) else 0
    return 0


def _next_words(lines: list[str], place: int) -> int | None:
    return next((one for one in range(place, len(lines)) if lines[one].strip()), None)


def _begins_quotation(lines: list[str], place: int) -> bool:
    line = lines[place]
    if len(line) < 200 and _SEPARATOR.match(line):
        return True
    if _RULE.match(line):
        following = _next_words(lines, place + 1)
        return following is not None and _header_block(lines, following)
    return _header_block(lines, place)


def _header_block(lines: list[str], place: int) -> bool:
    """Tell whether a sender's line and two more header lines stand here, as Outlook writes them."""
    first = _HEADER.match(lines[place].strip())
    if first is None or first[1].lower() not in _SENDERS:
        return False
    following = [line.strip() for line in lines[place + 1 : place + 9] if line.strip()][:5]
    return sum(1 for line in following if _HEADER.match(line)) >= 2


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at the separator of RFC 3676, and the line that a telephone adds."""
    cut = next((place for place, line in enumerate(lines) if line.rstrip() == "--" and place), len(lines))
    kept = lines[:cut]
    while kept and (not kept[-1].strip() or _is_added(kept[-1])):
        kept.pop()
    return kept


def _is_added(line: str) -> bool:
    text = line.strip(" *_<>")
    return len(text) < 120 and (bool(_SENT_FROM.match(text)) or bool(_RULE.match(line)))


def _single_gaps(text: str) -> str:
    lines = text.split("\n")
    kept = [line for place, line in enumerate(lines) if line.strip() or (place and lines[place - 1].strip())]
    return "\n".join(kept)
