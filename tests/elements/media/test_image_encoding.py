"""Turning images into URLs."""

from __future__ import annotations

import base64
import io
import struct
from pathlib import Path
from typing import Any

import numpy
import pytest
from PIL import Image

from notebook_lit.elements.media.image_encoding import EncodedImage, encode_image, png, size_of
from notebook_lit.errors import StreamlitAPIException


def show(image: Any, **options: Any) -> EncodedImage:
    """Turn an image into a picture with the default arguments."""
    return encode_image(image, "content", **{"clamp": False, "channels": "RGB", "output_format": "auto", **options})


def opened(shown: EncodedImage) -> Any:
    """Decode a picture."""
    return Image.open(io.BytesIO(base64.b64decode(shown.url.partition(",")[2])))


def encoded(kind: str, mode: str = "RGB", size: tuple[int, int] = (30, 20)) -> bytes:
    """Make an image file."""
    buffer = io.BytesIO()
    Image.new(mode, size, "red").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("depth", [1, 3, 4])
def test_a_png_written_without_pillow_is_read_by_pillow(depth: int) -> None:
    pixels = numpy.random.default_rng(0).integers(0, 255, (7, 9, depth), dtype=numpy.uint8)
    image = Image.open(io.BytesIO(png(pixels.tobytes(), 9, 7, depth)))
    assert numpy.array_equal(numpy.asarray(image).reshape(7, 9, depth), pixels)


@pytest.mark.parametrize(
    ("array", "first"),
    [
        (numpy.full((4, 5), 0.5), 127),
        (numpy.full((4, 5), 200, dtype=numpy.uint8), 200),
        (numpy.full((4, 5), 200), 200),
        (numpy.ones((4, 5), dtype=bool), 255),
        (numpy.full((4, 5, 1), 1.0), 255),
        (numpy.full((4, 5), numpy.nan), 0),
    ],
)
def test_arrays_become_pictures(array: Any, first: int) -> None:
    shown = show(array)
    assert (shown.width, shown.height) == (5, 4)
    assert opened(shown).getpixel((0, 0)) == first


def test_the_order_of_colours_can_be_turned() -> None:
    array = numpy.zeros((2, 2, 3), dtype=numpy.uint8)
    array[:, :, 0] = 255
    assert opened(show(array, channels="BGR")).getpixel((0, 0)) == (0, 0, 255)


@pytest.mark.parametrize("array", [numpy.full((2, 2), 1.5), numpy.full((2, 2), 300), numpy.full((2, 2), -1)])
def test_pixels_out_of_range_are_refused_or_clamped(array: Any) -> None:
    with pytest.raises(StreamlitAPIException, match="clamp"):
        show(array)
    assert opened(show(array, clamp=True)).getpixel((0, 0)) in (0, 255)


def test_many_opaque_pixels_travel_as_jpeg_unless_asked_otherwise() -> None:
    noise = numpy.random.default_rng(0).random((600, 600, 3))
    assert show(noise).url.startswith("data:image/jpeg")
    assert show(noise, output_format="PNG").url.startswith("data:image/png")
    assert show(numpy.zeros((600, 600, 4))).url.startswith("data:image/png")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_files_of_the_web_travel_as_they_are(kind: str) -> None:
    data = encoded(kind)
    shown = show(data)
    assert shown.url == f"data:image/{kind.lower()};base64,{base64.b64encode(data).decode()}"
    if kind in ("PNG", "JPEG", "GIF"):
        assert (shown.width, shown.height) == (30, 20)


def test_other_files_are_converted() -> None:
    assert opened(show(io.BytesIO(encoded("TIFF")))).format == "PNG"
    assert opened(show(encoded("PNG", "RGBA"), output_format="JPEG")).format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_pillow_images_of_every_mode_are_shown(mode: str) -> None:
    assert opened(show(Image.new(mode, (3, 2)))).size == (3, 2)


def test_a_large_picture_is_made_smaller() -> None:
    shown = encode_image(Image.new("RGB", (3000, 300)), 100, clamp=False, channels="RGB", output_format="auto")
    assert (shown.width, shown.height) == (200, 20)


def test_paths_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded("PNG"))
    assert show(path) == show(str(path)) == show(encoded("PNG"))
    with path.open("rb") as file:
        assert show(file) == show(path)


@pytest.mark.parametrize("svg", ["<svg/>", "\n <?xml version='1.0'?><svg/>", b"\xef\xbb\xbf<svg></svg>"])
def test_svg_is_only_the_source_of_an_image(svg: Any) -> None:
    assert show(svg).url.startswith("data:image/svg+xml;base64,")


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 30_000, 30_000)
    with pytest.raises(StreamlitAPIException, match="30,000 × 30,000"):
        show(bomb)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0", b"GIF8", b"\x89PNG"])
def test_a_torn_head_has_no_size(data: bytes) -> None:
    assert size_of(data) == (0, 0)


def test_without_pillow_arrays_work_and_the_rest_says_what_to_install(fresh_python: Any) -> None:
    out = fresh_python(
        "import sys\nsys.modules['PIL'] = None\nimport numpy\n"
        "from notebook_lit.elements.media.image_encoding import encode_image\n"
        "o = dict(clamp=False, channels='RGB', output_format='auto')\n"
        "print(encode_image(numpy.zeros((900, 900, 3)), 'content', **o).url[:15])\n"
        "try: encode_image(b'II*\\0tiff', 'content', **o)\nexcept Exception as e: print('pip install pillow' in str(e))\n"
        "try: encode_image(numpy.zeros((2, 2)), 'content', **{**o, 'output_format': 'JPEG'})\n"
        "except Exception as e: print('pip install pillow' in str(e))"
    )
    assert out.split() == ["data:image/png;", "True", "True"]
