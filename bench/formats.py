"""Right, none and wrong per format of carrier numbers.

    python3 bench/formats.py

Numbers are built from the public definition of every format (seeded). `own`: the shop enabled their carrier;
`none`: no carrier is enabled, so only letters may name one. `refused` are the same numbers with each wrong
check digit, `named` those that got a carrier all the same, because they fit another format of that carrier.
Below the table: random digits of every length without any carrier enabled, which name nobody. Exits 1 when
a number of an enabled carrier is not named right, or random digits are named.
"""

import random
import string
import sys
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
PER_FORMAT: Final = 500
LENGTHS: Final = range(6, 41)
RANDOM_PER_LENGTH: Final = 1000


@dataclass(slots=True)
class Row:
    """Answers about one format."""

    name: str
    carrier: str
    own: Any
    none: Any
    refused: int = 0
    named: int = 0


@dataclass(slots=True)
class Table:
    """All formats, and how many strings of random digits got a name."""

    rows: list[Row] = field(default_factory=list)
    random_digits: int = 0
    random_named: int = 0

    @property
    def is_right(self) -> bool:
        """Every number of an enabled carrier is named right, no number is named wrong, no random digits."""
        faults = sum(row.own.none + row.own.wrong + row.none.wrong for row in self.rows)
        return not faults and not self.random_named


def spoiled(name: str, number: str) -> list[str]:
    """The number with each wrong check digit; that of UPU S10 stands before the two letters."""
    at = 10 if name.startswith("s10") else len(number) - 1
    return [number[:at] + digit + number[at + 1 :] for digit in string.digits if digit != number[at]]


def build_table(
    numbers: Any, tracking: Any, per_format: int = PER_FORMAT, random_per_length: int = RANDOM_PER_LENGTH
) -> Table:
    """Classify everything; `numbers` and `tracking` are the modules with the builders and the classifier."""
    rng = random.Random(numbers.SEED)
    nothing = tracking.TrackingRules().classify
    table = Table()
    for name, sample in numbers.SAMPLES.items():
        enabled = tracking.TrackingRules((), (sample.carrier,)).classify
        row = Row(name, sample.carrier, numbers.Tally(), numbers.Tally())
        for number in {sample.build(rng) for _ in range(per_format)}:
            row.own.add(sample.carrier, enabled(number).carrier)
            row.none.add(sample.carrier, nothing(number).carrier)
            for wrong in spoiled(name, number) if sample.has_check else ():
                is_named = enabled(wrong).carrier is not None
                row.named += is_named
                row.refused += not is_named
        table.rows.append(row)
    for length in LENGTHS:
        for _ in range(random_per_length):
            table.random_digits += 1
            table.random_named += nothing(numbers.digits(rng, length)).carrier is not None
    return table


def main() -> int:
    """Print the table; 0 when it is as it should be."""
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    table = build_table(import_module("classification"), import_module("saleor_order_central.tracking"))
    print(f"{'':24} {'':16} {'own carrier enabled':^20} {'none enabled':^20} {'wrong check digit':^17}")
    heads = ("right", "none", "wrong", "right", "none", "wrong", "refused", "named")
    print(f"{'format':24} {'carrier':16}" + "".join(f" {head:>7}" for head in heads))
    for row in table.rows:
        counts = (
            *(row.own.right, row.own.none, row.own.wrong),
            *(row.none.right, row.none.none, row.none.wrong),
            *(row.refused, row.named),
        )
        print(f"{row.name:24} {row.carrier:16}" + "".join(f" {count:7}" for count in counts))
    total = sum(row.own.right + row.own.none + row.own.wrong for row in table.rows)
    right = sum(row.own.right for row in table.rows)
    print(f"{total} numbers of {len(table.rows)} formats, own carrier enabled: {right / total:.2%} right")
    print(f"{table.random_digits} strings of random digits, no carrier enabled: {table.random_named} named")
    return 0 if table.is_right else 1


if __name__ == "__main__":
    sys.exit(main())
