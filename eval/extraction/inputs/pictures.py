"""Placed pages drawn as pictures, and what scanners, offices and phones do to them."""

from __future__ import annotations

import io
import math
from functools import cache

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from .fonts import HEI, SONG, Face
from .layout import HEIGHT, WIDTH, PlacedPage

PAPER = 255
RED = (200, 28, 38)


@cache
def font(face: Face, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.check().path), pixels, index=face.index)


def picture(page: PlacedPage, dpi: int) -> Image.Image:
    """The page in grey, as drawn."""
    scale = dpi / 72
    image = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), PAPER)
    pen = ImageDraw.Draw(image)
    for left, bottom, right, top in page.rules:
        ends = [left * scale, (HEIGHT - bottom) * scale, right * scale, (HEIGHT - top) * scale]
        pen.line(ends, fill=30, width=max(1, round(scale * 0.7)))
    for run in page.runs:
        face = font(HEI if run.bold else SONG, round(run.size * scale))
        pen.text((run.x * scale, (HEIGHT - run.y) * scale), run.text, fill=15, font=face, anchor="ls")
    return image


def seal(words: str, pixels: int) -> Image.Image:
    """A round red seal (印章) as a mask of ink: ring, star, the office's name along the arc."""
    ink = Image.new("L", (pixels, pixels), 0)
    pen = ImageDraw.Draw(ink)
    edge, middle = max(2, pixels // 28), pixels / 2
    pen.ellipse([edge, edge, pixels - edge, pixels - edge], outline=255, width=edge)
    star = [(middle + radius * math.sin(at * math.pi / 5), middle - radius * math.cos(at * math.pi / 5)) for at in range(10) for radius in [pixels * (0.15 if at % 2 == 0 else 0.06)]]
    pen.polygon(star, fill=255)
    size = pixels // 8
    for at, char in enumerate(words):
        angle = -130 + 260 * at / max(len(words) - 1, 1)
        tile = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(tile).text((size, size), char, fill=255, font=font(HEI, size), anchor="mm")
        tile = tile.rotate(-angle, resample=Image.Resampling.BICUBIC)
        radius = pixels * 0.37
        x = middle + radius * math.sin(math.radians(angle)) - size
        y = middle - radius * math.cos(math.radians(angle)) - size
        ink.paste(tile, (round(x), round(y)), tile)
    return ink


def stamp(image: Image.Image, words: str, place: tuple[float, float], pixels: int, tilt: float) -> Image.Image:
    """Presses a seal on the page with its middle at `place`: ink over ink, so black stays black."""
    ink = seal(words, pixels).rotate(tilt, resample=Image.Resampling.BICUBIC)
    mask = Image.new("L", image.size, 0)
    mask.paste(ink, (round(place[0] - pixels / 2), round(place[1] - pixels / 2)))
    page = numpy.asarray(image.convert("RGB"), dtype=numpy.float32)
    share = numpy.asarray(mask, dtype=numpy.float32)[..., None] / 255 * 0.85
    inked = page * (1 - share) + page * (numpy.array(RED, dtype=numpy.float32) / 255) * share
    return Image.fromarray(inked.astype(numpy.uint8))


def noise(image: Image.Image, sigma: float, seed: int) -> Image.Image:
    random = numpy.random.default_rng(seed)
    pixels = numpy.asarray(image, dtype=numpy.float32)
    noisy = pixels + random.normal(0, sigma, pixels.shape)
    return Image.fromarray(numpy.clip(noisy, 0, 255).astype(numpy.uint8))


def skew(image: Image.Image, degrees: float) -> Image.Image:
    white = PAPER if image.mode == "L" else (PAPER,) * 3
    return image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=white)


def photo(image: Image.Image, seed: int) -> Image.Image:
    """A phone's picture: the sheet a little off square, the light uneven, slightly out of focus."""
    random = numpy.random.default_rng(seed)
    image = image.convert("RGB")
    width, height = image.size
    off = lambda share: float(random.uniform(0, share))  # noqa: E731
    corners = [(-width * off(0.03), -height * off(0.02)), (-width * off(0.03), height * (1 + off(0.02))), (width * (1 + off(0.03)), height * (1 + off(0.02))), (width * (1 + off(0.03)), -height * off(0.02))]
    bent = image.transform(image.size, Image.Transform.PERSPECTIVE, perspective(corners, width, height), Image.Resampling.BICUBIC, fillcolor=(120, 110, 100))
    across, down = numpy.meshgrid(numpy.linspace(0, 1, width), numpy.linspace(0, 1, height))
    light = 0.95 - 0.35 * (across * random.uniform(0.3, 1) + down * random.uniform(0.3, 1)) / 2
    lit = numpy.asarray(bent, dtype=numpy.float32) * light[..., None]
    return noise(Image.fromarray(lit.astype(numpy.uint8)).filter(ImageFilter.GaussianBlur(0.6)), 4, seed)


def perspective(corners: list[tuple[float, float]], width: int, height: int) -> list[float]:
    """The eight numbers that map the picture's corners to `corners` of the sheet."""
    rows, values = [], []
    for (x, y), (u, v) in zip([(0, 0), (0, height), (width, height), (width, 0)], corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return numpy.linalg.solve(numpy.array(rows, dtype=float), numpy.array(values, dtype=float)).tolist()


def jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
