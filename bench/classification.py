"""Throughput and answers of the tracking classifier beside PyPI ``tracking-numbers``.

Run ``python bench/classification.py``. Both libraries get the same distinct texts in the same
process: numbers built from the public definition of every format (seeded, right check digit), the
same numbers with a wrong check digit, and texts that are no numbers. Our classifier knows the
carrier of each number as the one the shop enabled, since digits alone never name a carrier; the
second row shows it without any. Prints codes per second, right, none and wrong; exits 1 when the
other library is missing.
"""

import random
import string
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

SEED: Final = 20261122
PER_FORMAT: Final = 300
ROUNDS: Final = 5
LETTERS: Final = string.ascii_uppercase
ALNUM: Final = string.digits + LETTERS

Rng = random.Random
Builder = Callable[[Rng], str]


def digits(rng: Rng, count: int) -> str:
    """``count`` random digits."""
    return "".join(rng.choices(string.digits, k=count))


def letters(rng: Rng, count: int) -> str:
    """``count`` random letters."""
    return "".join(rng.choices(LETTERS, k=count))


def alnum(rng: Rng, count: int) -> str:
    """``count`` random letters or digits."""
    return "".join(rng.choices(ALNUM, k=count))


# Check digits, written out the slow way so that they are not the code under measurement.
def gs1_digit(serial: str) -> str:
    """GS1 General Specifications: weights 3, 1, 3 … from the right."""
    total = sum(int(d) * (3 if at % 2 == 0 else 1) for at, d in enumerate(reversed(serial)))
    return str(-total % 10)


def luhn_digit(serial: str) -> str:
    """ISO/IEC 7812-1: every second digit from the right doubled, its digits added."""
    total = 0
    for at, character in enumerate(reversed(serial)):
        double = int(character) * (2 if at % 2 == 0 else 1)
        total += double - 9 if double > 9 else double
    return str(-total % 10)


def s10_digit(serial: str) -> str:
    """UPU S10: weights 8 6 4 2 3 5 9 7, modulo 11."""
    rest = 11 - sum(int(d) * w for d, w in zip(serial, (8, 6, 4, 2, 3, 5, 9, 7), strict=True)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def ups_digit(serial: str) -> str:
    """UPS: weights 1, 2 from the left; a letter is worth its code minus 3, modulo 10."""
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in serial]
    return str(-sum(v * (1 + at % 2) for at, v in enumerate(values)) % 10)


def fedex_digit(serial: str) -> str:
    """FedEx: weights 1, 3, 7 from the right, modulo 11, modulo 10."""
    total = sum(int(d) * (1, 3, 7)[at % 3] for at, d in enumerate(reversed(serial)))
    return str(total % 11 % 10)


def dpd_digit(serial: str) -> str:
    """ISO 7064 MOD 37,36."""
    product = 36
    for character in serial:
        total = (product + ALNUM.index(character)) % 36
        product = (total or 36) * 2 % 37
    return ALNUM[(37 - product) % 36]


def mod7_digit(serial: str) -> str:
    """Air waybill: rest of the division by 7."""
    return str(int(serial) % 7)


def checked(
    head: str | Callable[[Rng], str], count: int, digit: Callable[[str], str], *, skip: int = 0
) -> Builder:
    """Head, ``count`` random digits and a check digit over all but the first ``skip`` characters."""

    def build(rng: Rng) -> str:
        serial = (head if isinstance(head, str) else head(rng)) + digits(rng, count)
        return serial + digit(serial[skip:])

    return build


def plain(pattern: str) -> Builder:
    """Letters of ``pattern`` stand for themselves; # is a digit, @ a letter, ? either."""
    sources = {"#": string.digits, "@": LETTERS, "?": ALNUM}
    return lambda rng: "".join(rng.choice(sources[c]) if c in sources else c for c in pattern)


def s10(country: str) -> Builder:
    """UPU S10 number of a country."""

    def build(rng: Rng) -> str:
        serial = digits(rng, 8)
        return letters(rng, 2) + serial + s10_digit(serial) + country

    return build


def ontrac(letter: str, lead: str, first: str) -> Builder:
    """OnTrac number; the digits never begin with the value of the letter."""

    def build(rng: Rng) -> str:
        serial = rng.choice(first) + digits(rng, 12)
        return letter + serial + ups_digit(lead + serial)

    return build


def embedded(before: Builder, inner: Builder, after: Builder) -> Builder:
    """A number inside a longer barcode."""
    return lambda rng: before(rng) + inner(rng) + after(rng)


def one_of(*choices: str) -> Callable[[Rng], str]:
    """A random head."""
    return lambda rng: rng.choice(choices)


@dataclass(frozen=True, slots=True)
class Sample:
    """How to build numbers of one format, and the courier code that names them."""

    carrier: str
    build: Builder
    has_check: bool = False


_FEDEX_12: Final = checked("", 11, fedex_digit)
_FEDEX_14: Final = checked("", 13, fedex_digit)

SAMPLES: Final[Mapping[str, Sample]] = {
    "s10_br": Sample("correios", s10("BR"), True),
    "s10_gb": Sample("royal_mail", s10("GB"), True),
    "s10_us": Sample("usps", s10("US"), True),
    "s10_pl": Sample("poczta_polska", s10("PL"), True),
    "s10_cn": Sample("china_post", s10("CN"), True),
    "ups": Sample("ups", lambda r: "1Z" + (s := alnum(r, 6) + digits(r, 9)) + ups_digit(s), True),
    "ups_waybill": Sample("ups", checked(one_of("H", "J", "K", "T", "V"), 9, ups_digit, skip=1), True),
    "ups_mail_innovations": Sample("ups", plain("MI######?????????????")),
    "fedex_12": Sample("fedex", _FEDEX_12, True),
    "fedex_34": Sample("fedex", embedded(plain("1" + "#" * 19), _FEDEX_14, plain("")), True),
    "fedex_astra_32": Sample("fedex", embedded(plain("3" + "#" * 15), _FEDEX_12, plain("####"))),
    "fedex_ground": Sample("fedex", checked("", 14, gs1_digit), True),
    "fedex_ground_sscc_18": Sample("fedex", checked("00", 15, gs1_digit, skip=2), True),
    "fedex_ground_96": Sample(
        "fedex", embedded(plain("96#####"), checked("", 14, gs1_digit), plain("")), True
    ),
    "fedex_smartpost_20": Sample("fedex", lambda r: (n := "61" + digits(r, 17)) + gs1_digit("92" + n), True),
    "fedex_ground_gsn": Sample("fedex", embedded(plain("96" + "#" * 18), _FEDEX_14, plain("")), True),
    "usps_global_express": Sample("usps", plain("82########")),
    "usps_20": Sample("usps", checked(one_of("03", "23", "71"), 17, gs1_digit), True),
    "usps_legacy": Sample("usps", checked("91", 19, gs1_digit), True),
    "usps_impb_n": Sample("usps", checked("94001", 16, gs1_digit), True),
    "usps_impb_n_mailer": Sample("usps", checked("940559", 15, gs1_digit), True),
    "usps_impb_c": Sample("usps", checked("926129", 15, gs1_digit), True),
    "usps_impb_c_retail": Sample("usps", checked("9505", 17, gs1_digit), True),
    "usps_impb_c_zip": Sample(
        "usps", embedded(plain("420#####"), checked("936122", 15, gs1_digit), plain(""))
    ),
    "usps_impb_c_26": Sample("usps", checked("927489", 19, gs1_digit), True),
    "amazon_logistics": Sample("amazon", plain("TBA############")),
    "amazon_international": Sample("amazon", plain("F##########")),
    "canada_post": Sample("canada_post", checked("", 15, gs1_digit), True),
    "canpar_22": Sample("canpar", plain("D#####################")),
    "gofo_us": Sample("gofo", plain("GFUS##############")),
    "landmark_global": Sample("landmark", plain("LTN########N1")),
    "lasership_lx": Sample("lasership", plain("LX1#######")),
    "lasership_1ls7": Sample("lasership", plain("1LS71##########")),
    "lasership_1ls7_18": Sample("lasership", plain("1LS71##013######-1")),
    "lasership_1lscx": Sample("lasership", plain("1LSCX??????????")),
    "old_dominion": Sample("old_dominion", checked("777", 7, luhn_digit), True),
    "old_dominion_guaranteed": Sample("old_dominion", checked("80", 8, luhn_digit), True),
    "ontrac_c": Sample("ontrac", ontrac("C", "4", "12356789"), True),
    "ontrac_d": Sample("ontrac", ontrac("D", "5", "12346789"), True),
    "purolator_numeric": Sample("purolator", checked("3", 10, luhn_digit), True),
    "purolator_alpha": Sample("purolator", plain("K@@#########")),
    "speedee": Sample("speedee", plain("SP##################")),
    "dhl_express": Sample("dhl", checked(one_of("1", "3", "8"), 8, mod7_digit), True),
    "dhl_express_piece_id": Sample("dhl", plain("JVGL##########")),
    "dhl_express_piece_id_3": Sample("dhl", plain("J@@##########")),
    "dhl_ecommerce": Sample("dhl", plain("GM################")),
    "dhl_ecommerce_14": Sample("dhl", plain("60############")),
    "dhl_piece_jjd": Sample("dhl", plain("JJD0##################")),
    "dhl_paket_sscc": Sample("dhl", checked("00340434", 11, gs1_digit), True),
    "dpd": Sample("dpd", checked("", 27, dpd_digit), True),
    "dpd_14": Sample("dpd", checked("", 14, dpd_digit), True),
    "dpd_14_plain": Sample("dpd", plain("09############")),
    "dpd_pl": Sample("dpd", plain("0000#########U")),
    "gls_parcel": Sample("gls", plain("############")),
    "gls_track_id": Sample("gls", plain("00B#@#@#")),
    "gls_track_id_z": Sample("gls", plain("Z?@#?@#?")),
    "yodel": Sample("yodel", plain("JD0002############")),
    "evri_letters": Sample("evri", plain("H00@@@##########")),
    "parcelforce_14": Sample("parcelforce", plain("PB@@##########")),
    "inpost_24": Sample("inpost", plain("6#######################")),
    "poczta_polska_sscc": Sample("poczta_polska", checked("0015900773", 9, gs1_digit), True),
    "pocztex": Sample("poczta_polska", plain("PX##########")),
    "fan_courier_awb": Sample("fan_courier", plain("2############")),
    "cargus_awb": Sample("cargus", plain("1#########")),
    "correos_es_23": Sample("correos_es", plain("PQ####################@")),
    "postnl_3s": Sample("postnl", plain("3S@@@@#########")),
    "packeta_z": Sample("packeta", plain("Z##########")),
    "yunexpress": Sample("yunexpress", plain("YT################")),
    "sf_letters": Sample("sf_express", plain("SF#############")),
    "4px_cn": Sample("4px", plain("4PX#############CN")),
    "cainiao_lp": Sample("cainiao", plain("LP##############")),
    "cainiao_ap": Sample("cainiao", plain("AP##############")),
    "cainiao_cn": Sample("cainiao", plain("CN@@#############HD")),
    "australia_post_article": Sample("australia_post", plain("33@@@##############")),
    "usps_legacy_plain": Sample("usps", lambda r: (n := "7196" + digits(r, 15)) + gs1_digit("91" + n)),
    "dhl_piece_jd": Sample("dhl", plain("JD01################")),
    "dhl_piece_jvgl": Sample("dhl", plain("JVGL06##############")),
    "dhl_paket_12": Sample("dhl_de", plain("############")),
    "dhl_parcel_pl": Sample("dhl", plain("000#####################")),
    "evri_16": Sample("evri", plain("################")),
    "parcelforce_9": Sample("parcelforce", plain("PB#######")),
    "parcelforce_12": Sample("parcelforce", plain("############")),
    "allegro_one": Sample("allegro_one", plain("A000#@#@#@")),
    "sameday_awb": Sample("sameday", plain("1SD@@##########")),
    "correos_express_23": Sample("correos_express", plain("#######################")),
    "colissimo_13": Sample("la_poste", plain("6A###########")),
    "bpost_24": Sample("bpost", plain("3232####################")),
    "post_at_22": Sample("post_at", plain("10####################")),
    "postnord_sscc": Sample("postnord", checked("00373", 14, gs1_digit), True),
    "bring_sscc": Sample("bring", checked("00370", 14, gs1_digit), True),
    "swiss_post_18": Sample("swiss_post", plain("99################")),
    "sf_12": Sample("sf_express", plain("############")),
    "yanwen_yp": Sample("yanwen", plain("@@#########YP")),
    "australia_post_gtin": Sample("australia_post", plain("01993126509999989133@@@##############")),
    "australia_post_sscc": Sample("australia_post", checked("0039312650", 9, gs1_digit), True),
}

NOT_CODES: Final = ("see e-mail", "collected in shop", "tomorrow 10-12", "n/a", "white van", "desk 4")


@dataclass(frozen=True, slots=True)
class Text:
    """One text to classify; ``carrier`` is None when nothing may be named."""

    text: str
    shop: str
    carrier: str | None


@dataclass(slots=True)
class Tally:
    """Answers over numbers that have a carrier, and names given to texts that have none."""

    right: int = 0
    none: int = 0
    wrong: int = 0
    false_names: int = 0

    def add(self, expected: str | None, named: str | None) -> None:
        """Count one answer."""
        if expected is None:
            self.false_names += named is not None
        elif named is None:
            self.none += 1
        elif named == expected:
            self.right += 1
        else:
            self.wrong += 1


def build_texts(per_format: int = PER_FORMAT, seed: int = SEED) -> list[Text]:
    """Distinct texts: right numbers, wrong check digits and texts that are no numbers."""
    rng = Rng(seed)
    texts: dict[str, Text] = {}
    for sample in SAMPLES.values():
        for _ in range(per_format):
            number = sample.build(rng)
            texts[number] = Text(number, sample.carrier, sample.carrier)
            if sample.has_check and number[-1].isdigit():
                spoiled = number[:-1] + str((int(number[-1]) + 1 + rng.randrange(9)) % 10)
                texts.setdefault(spoiled, Text(spoiled, "", None))
    for at in range(per_format * 5):
        note = f"{rng.choice(NOT_CODES)} {at}"
        texts[note] = Text(note, "", None)
    shuffled = list(texts.values())
    rng.shuffle(shuffled)
    return shuffled


def measure(run: Callable[[Text], str | None], texts: Iterable[Text]) -> tuple[float, list[str | None]]:
    """Seconds of the fastest round and the answers."""
    best = float("inf")
    answers: list[str | None] = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        answers = [run(text) for text in texts]
        best = min(best, time.perf_counter() - started)
    return best, answers


def our_runs(texts: Iterable[Text]) -> dict[str, Callable[[Text], str | None]]:
    """Our classifier with the number's carrier enabled, with none, and with all of them."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    tracking = import_module("saleor_order_central.tracking")
    shops = {text.shop: tracking.TrackingRules((), (text.shop,)).classify for text in texts}
    nothing = tracking.TrackingRules().classify
    everything = tracking.TrackingRules((), tracking.CARRIERS).classify
    return {
        "ours, its carrier enabled": lambda text: shops[text.shop](text.text).carrier,
        "ours, no carrier enabled": lambda text: nothing(text.text).carrier,
        "ours, every carrier enabled": lambda text: everything(text.text).carrier,
    }


def their_run() -> Callable[[Text], str | None]:
    """The other library; its one code for S10 counts as right for every postal operator."""
    recognise = import_module("tracking_numbers").get_tracking_number

    def run(text: Text) -> str | None:
        found = recognise(text.text)
        if found is None:
            return None
        is_postal = found.courier.code == "s10" and text.text[-2:] in {"BR", "GB", "US", "PL", "CN"}
        return text.shop if is_postal and text.shop else str(found.courier.code)

    return run


def main() -> int:
    """Print the table; 0 when both libraries ran."""
    try:
        theirs = their_run()
    except ImportError:
        print("tracking-numbers is not installed: pip install tracking-numbers==0.1.8")
        return 1
    texts = build_texts()
    named = sum(text.carrier is not None for text in texts)
    print(f"{len(texts)} distinct texts, {named} with a carrier, {len(SAMPLES)} formats, seed {SEED}")
    print(f"{'':28} {'codes/s':>10} {'ratio':>6} {'right':>6} {'none':>6} {'wrong':>6} {'false':>6}")
    runs = {"tracking-numbers 0.1.8": theirs, **our_runs(texts)}
    base = 0.0
    for name, run in runs.items():
        seconds, answers = measure(run, texts)
        base = base or seconds
        tally = Tally()
        for text, answer in zip(texts, answers, strict=True):
            tally.add(text.carrier, answer)
        print(
            f"{name:28} {len(texts) / seconds:10,.0f} {base / seconds:6.2f} {tally.right:6} {tally.none:6}"
            f" {tally.wrong:6} {tally.false_names:6}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
