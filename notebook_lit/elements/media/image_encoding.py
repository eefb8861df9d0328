"""Encodes images of any type as URLs that an ``<img>`` can show.

Rules
-----
1. Pillow is optional. Arrays become PNG without it; it is asked for where nothing else can do the work.
2. SVG is only ever the source of an ``<img>``: there it can run nothing.
3. Nothing is decoded, here or in the browser, that has more than `_MOST` pixels.
"""

from __future__ import annotations

import base64
import io
import os
import struct
import zlib
from typing import Any, NamedTuple

from notebook_lit.errors import MediaFileStorageError, StreamlitAPIException, StreamlitValueError

_MOST = 50_000_000  # pixels
_WIDEST = 2_000  # pixels: wider than any page shows
_SMALL = 250_000  # pixels: up to here PNG is small enough
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)
_INSTALL = "Install Pillow for it: `pip install pillow`."


class EncodedImage(NamedTuple):
    """An image as a URL; its size in pixels is 0 if it is not known."""

    url: str
    width: int = 0
    height: int = 0


def encode_image(image: Any, width: Any, *, clamp: bool, channels: str, output_format: str) -> EncodedImage:
    """Return an image of any type as an encoded image.

    Parameters
    ----------
    image : object
        A URL, path, SVG text, bytes, file, array or Pillow image.
    width : int or str
        The width in pixels at which the image is shown: wider images are scaled down.
    clamp, channels, output_format : object
        The arguments of `image`.

    Raises
    ------
    MediaFileStorageError
        If a file cannot be read.
    StreamlitAPIException
        If it is too large, no image, or Pillow is missing for it.
    AttributeError
        If it is no kind of image at all.
    """
    if isinstance(image, str):
        text = image.strip()
        if text.startswith(("http://", "https://", "data:image/")):
            return EncodedImage(text)
        if _is_svg(text):
            return _svg(text.encode())
    if isinstance(image, str | os.PathLike):
        return _from_bytes(_file(image), width, output_format)
    if isinstance(image, bytes | bytearray | memoryview):
        return _from_bytes(bytes(image), width, output_format)
    if callable(getattr(image, "read", None)):
        if callable(getattr(image, "seek", None)):
            image.seek(0)
        return _from_bytes(image.read(), width, output_format)
    if callable(getattr(image, "save", None)) and hasattr(image, "mode"):
        return _from_pillow(image, width, output_format)
    if hasattr(image, "dtype") and hasattr(image, "ndim"):
        return _from_array(image, width, clamp, channels, output_format)
    raise AttributeError(
        f"`st.image` cannot show a {type(image).__name__}. Give a URL, a path, bytes, an array or a Pillow image."
    )


# -- files and bytes ---------------------------------------------------------------------------------------------------


def _file(path: str | os.PathLike[str]) -> bytes:
    try:
        if not os.path.isfile(path):
            raise FileNotFoundError("there is no such file")
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise MediaFileStorageError(f"The image `{os.fspath(path)!r:.300}` cannot be read: {error}.") from None


def _is_svg(text: str) -> bool:
    return text.startswith("<svg") or (text.startswith(("<?xml", "<!--", "<!DOCTYPE svg")) and "<svg" in text[:4000])


def _svg(data: bytes) -> EncodedImage:
    return EncodedImage(data_url(data, "svg+xml"))


def data_url(data: bytes, kind: str) -> str:
    """Return image bytes as a ``data:`` URL."""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _from_bytes(data: bytes, width: Any, output_format: str) -> EncodedImage:
    kind = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "webp"
    elif data[4:12] == b"ftypavif":
        kind = "avif"
    if not kind and _is_svg(data[:4000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")):
        return _svg(data)
    size = size_of(data)
    _check_size(size)
    if kind and output_format in ("auto", kind.upper()):
        return EncodedImage(data_url(data, kind), *size)
    pillow = _pillow(f"Images of this kind ({len(data):,} bytes)")
    try:
        opened = pillow.open(io.BytesIO(data))
    except (OSError, pillow.DecompressionBombError):
        raise StreamlitAPIException(
            f"`st.image` got {len(data):,} bytes that are no image, or one too large: they begin with `{data[:12]!r}`."
        ) from None
    return _from_pillow(opened, width, output_format)


def size_of(data: bytes) -> tuple[int, int]:
    """Return width and height from the header of a PNG, GIF or JPEG; ``(0, 0)`` for others."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        return struct.unpack(">II", data[16:24])
    if data.startswith(b"GIF8") and len(data) >= 10:
        return struct.unpack("<HH", data[6:10])
    place = 2
    while data.startswith(b"\xff\xd8") and place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    return 0, 0


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > _MOST:
        raise StreamlitAPIException(
            f"The image has {size[0]:,} × {size[1]:,} pixels; up to {_MOST:,} are shown. Make it smaller first."
        )


# -- Pillow ------------------------------------------------------------------------------------------------------------


def _pillow(what: str) -> Any:
    try:
        from PIL import Image  # noqa: PLC0415  # optional
    except ImportError:
        raise StreamlitAPIException(f"{what} need Pillow. {_INSTALL}") from None
    return Image


def _has_pillow() -> bool:
    try:
        _pillow("")
    except StreamlitAPIException:
        return False
    return True


def _from_pillow(image: Any, width: Any, output_format: str) -> EncodedImage:
    _check_size(image.size)
    clear = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "RGBa", "La")
    if image.mode not in ("L", "RGB", "RGBA"):
        image = image.convert("RGBA" if clear else "L" if image.mode in ("1", "LA") else "RGB")
    widest = min(_WIDEST, 2 * width) if isinstance(width, int) else _WIDEST
    if image.width > widest:
        image = image.resize((widest, max(1, round(image.height * widest / image.width))))
    small = image.width * image.height <= _SMALL
    kind = ("png" if clear or small else "jpeg") if output_format == "auto" else output_format.lower()
    if kind == "jpeg" and image.mode == "RGBA":
        image = image.convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, kind, **({"quality": 90} if kind == "jpeg" else {}))
    return EncodedImage(data_url(buffer.getvalue(), kind), *image.size)


# -- arrays ------------------------------------------------------------------------------------------------------------


def _from_array(array: Any, width: Any, clamp: bool, channels: str, output_format: str) -> EncodedImage:
    pixels = _pixels(array, clamp, channels)
    height, wide = pixels.shape[:2]
    _check_size((wide, height))
    if (height * wide > _SMALL and _has_pillow()) or output_format == "JPEG":
        pillow = _pillow("Images as JPEG")
        return _from_pillow(pillow.fromarray(pixels), width, output_format)
    return EncodedImage(data_url(png(pixels.tobytes(), wide, height, pixels.size // (wide * height)), "png"), wide, height)


def _pixels(array: Any, clamp: bool, channels: str) -> Any:
    """Return an array of height × width, or height × width × 3 or 4, as bytes."""
    import numpy  # noqa: PLC0415  # optional: only those who have arrays have it

    data = numpy.asarray(array)
    if data.ndim == 3 and data.shape[2] == 1:
        data = data[:, :, 0]
    if data.ndim not in (2, 3):
        raise StreamlitValueError(f"An image has two or three dimensions; this array has {data.ndim}: {data.shape}.")
    if 0 in data.shape:
        raise ValueError(f"An image has at least one pixel; this array is empty: {data.shape}.")
    if data.ndim == 3 and data.shape[2] not in (3, 4):
        raise StreamlitAPIException(f"An image has 1, 3 or 4 channels; this array has {data.shape[2]}: {data.shape}.")
    if channels == "BGR":
        if data.ndim != 3 or data.shape[2] != 3:
            raise StreamlitAPIException(f'`channels="BGR"` needs an array of 3 channels; this one is {data.shape}.')
        data = data[:, :, ::-1]
    if data.dtype.kind == "b":
        data = data.astype(numpy.uint8) * 255
    elif data.dtype.kind == "f":
        data = (_in_range(numpy.nan_to_num(data), 1.0, clamp) * 255).astype(numpy.uint8)
    elif data.dtype.kind in "iu":
        data = _in_range(data, 255, clamp).astype(numpy.uint8)
    else:
        raise TypeError(f"The pixels of an image are numbers; this array holds {data.dtype}.")
    return numpy.ascontiguousarray(data)


def _in_range(data: Any, top: float, clamp: bool) -> Any:
    if clamp:
        return data.clip(0, top)
    if data.dtype.itemsize > 1 and (data.min() < 0 or data.max() > top):
        raise StreamlitAPIException(
            f"The pixels go from {data.min()} to {data.max()}, beyond 0 to {top}. Scale them, or use `clamp=True`."
        )
    return data


def png(pixels: bytes, width: int, height: int, depth: int) -> bytes:
    """Return a PNG with ``depth`` (1, 3 or 4) bytes per pixel."""
    stride = width * depth
    rows = b"".join(b"\0" + pixels[start : start + stride] for start in range(0, stride * height, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[depth], 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
