"""How much one file may ask for: pages, pixels, memory and time."""

from dataclasses import dataclass

from imaging.errors import TooManyPages, TooManyPixels


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits for one file, checked before a pixel is decoded.

    Pixels count as the file holds them (a PDF: as it will be drawn). The defaults take 200 A4 pages
    at 300 dpi, a single A3 sheet at 600 dpi, and any telephone's photo.
    """

    max_pages: int = 200
    max_page_pixels: int = 80_000_000
    max_total_pixels: int = 2_000_000_000
    reduce_above_pixels: int = 20_000_000
    """Pages with more pixels are decoded at a half or a quarter: an A4 page at 600 dpi comes out at 300."""
    memory_bytes: int = 1 << 30
    cpu_seconds: int = 120
    wait_seconds: float = 60.0
    """The longest wait for the child's next answer."""

    def check_page(self, width: int, height: int) -> None:
        """Raise TooManyPixels when one page of this size is more than the budget."""
        if width * height > self.max_page_pixels:
            raise TooManyPixels({"pixels": width * height, "limit": self.max_page_pixels})

    def check_pages(self, pages: int) -> None:
        """Raise TooManyPages when so many pages are more than the budget."""
        if pages > self.max_pages:
            raise TooManyPages({"pages": pages, "limit": self.max_pages})

    def check(self, sizes: tuple[tuple[int, int], ...]) -> None:
        """Raise TooManyPages or TooManyPixels when pages of these sizes (width, height) are too much."""
        self.check_pages(len(sizes))
        for width, height in sizes:
            self.check_page(width, height)
        total = sum(width * height for width, height in sizes)
        if total > self.max_total_pixels:
            raise TooManyPixels({"pixels": total, "limit": self.max_total_pixels})

    def reduction(self, width: int, height: int) -> int:
        """How many times smaller (1, 2 or 4) a page of this size is decoded."""
        return next((by for by in (1, 2) if width * height <= self.reduce_above_pixels * by * by), 4)
