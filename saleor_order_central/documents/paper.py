"""A document that is written from the top down: text is measured, wrapped, and goes on on further pages."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final

from .fonts import fonts, printable

MILLIMETRE: Final = 72 / 25.4
A6: Final = (105 * MILLIMETRE, 148 * MILLIMETRE)
A4: Final = (210 * MILLIMETRE, 297 * MILLIMETRE)
_LEADING: Final = 1.25
_FOOT: Final = 8


class Paper:
    """Pages of one size. All measures are points; `top` is where the next thing goes.

    `heading` is called at the top of every page that follows by itself, and may write there. `footer` says
    what stands at the foot of a page, given its number from 1.
    """

    def __init__(self, size: tuple[float, float], *, margin: float, title: str) -> None:
        self.fonts = fonts()
        from reportlab.pdfgen.canvas import Canvas

        self._file = BytesIO()
        # Invariant: the same data makes the same file.
        self.canvas: Any = Canvas(self._file, pagesize=size, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setCreator("Saleor Order Central")
        self.size = size
        self.margin = margin
        self.heading: Callable[[Paper], None] | None = None
        self.footer: Callable[[int], str] | None = None
        self.top = size[1] - margin
        self._is_started = False

    @property
    def width(self) -> float:
        """Width between the margins."""
        return self.size[0] - 2 * self.margin

    def new_page(self) -> None:
        """Begin a page without the heading; the first one is there already."""
        if self._is_started:
            self._end_page()
            self.canvas.showPage()
        self._is_started = True
        self.top = self.size[1] - self.margin

    def _end_page(self) -> None:
        if self.footer is not None:
            self.canvas.setFont(self.fonts.regular, _FOOT)
            text = printable(self.footer(self.canvas.getPageNumber()))
            self.canvas.drawRightString(self.size[0] - self.margin, self.margin / 2, text)

    def need(self, height: float) -> None:
        """Go on on a further page when less than this is left. Nothing is higher than a page."""
        self._is_started = True
        if self.top - height >= self.margin:
            return
        self.new_page()
        if self.heading is not None:
            self.heading(self)

    def skip(self, height: float) -> None:
        """Leave a gap; at the foot of a page it is none."""
        self.top = max(self.top - height, self.margin)

    def rule(self) -> None:
        """Draw a line across."""
        self.need(6)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(self.margin, self.top - 3, self.margin + self.width, self.top - 3)
        self.top -= 6

    def text(self, text: str, *, size: float, bold: bool = False, indent: float = 0) -> None:
        """Write a text in as many lines as it takes."""
        font = self.fonts.bold if bold else self.fonts.regular
        for line in self.wrapped(text, size=size, bold=bold, width=self.width - indent):
            self.need(size * _LEADING)
            self.canvas.setFont(font, size)
            self.canvas.drawString(self.margin + indent, self.top - size, line)
            self.top -= size * _LEADING

    def beside(self, text: str, *, size: float, bold: bool = False) -> None:
        """Write into the left of the line that is written next; short texts only."""
        self.need(size * _LEADING)
        self.canvas.setFont(self.fonts.bold if bold else self.fonts.regular, size)
        self.canvas.drawString(self.margin, self.top - size, printable(text))

    def ending(self, text: str, *, size: float, bold: bool = False, end: float = 0) -> None:
        """Write into the line that is written next, so that it ends `end` before the right margin."""
        self.need(size * _LEADING)
        self.canvas.setFont(self.fonts.bold if bold else self.fonts.regular, size)
        self.canvas.drawRightString(self.size[0] - self.margin - end, self.top - size, printable(text))

    def wrapped(self, text: str, *, size: float, bold: bool, width: float) -> list[str]:
        """Return the lines of a text, none of them wider than `width`; a long word is broken."""
        lines: list[str] = []
        line = ""
        for word in self._pieces(printable(text), size, bold, width):
            longer = f"{line} {word}" if line else word
            if self._measure(longer, size, bold) <= width:
                line = longer
            else:
                lines.append(line)
                line = word
        return [*lines, line] if line else lines

    def _pieces(self, text: str, size: float, bold: bool, width: float) -> Iterator[str]:
        """Break words that are wider than a line; widths of characters add up, as nothing is kerned."""
        for word in text.split():
            piece, used = "", 0.0
            for character in word:
                wide = self._measure(character, size, bold)
                if piece and used + wide > width:
                    yield piece
                    piece, used = "", 0.0
                piece, used = piece + character, used + wide
            yield piece

    def _measure(self, text: str, size: float, bold: bool) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(text, self.fonts.bold if bold else self.fonts.regular, size))

    def finish(self) -> bytes:
        """Return the file."""
        self._end_page()
        self.canvas.save()
        return self._file.getvalue()
