"""The elements image and pyplot."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from typing import Any

from notebook_lit.elements.markup.markdown import escape, inline_html
from notebook_lit.elements.markup.sanitizer import safe_url
from notebook_lit.elements.media.image_encoding import EncodedImage, data_url, encode_image, size_of
from notebook_lit.elements.shared.app_test_view import ElementView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.place import Place, given
from notebook_lit.elements.shared.validation import checked_choice, checked_width, show_note
from notebook_lit.errors import (
    StreamlitAPIException,
    StreamlitInvalidURLError,
    StreamlitMissingRequiredParameterError,
)
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import emit

# matplotlib keeps fonts, text sizes and the cache of its mathematics in globals that nothing guards: two apps that draw
# at the same moment spoil each other's picture.
_DRAWING = threading.RLock()
#: What the formats of matplotlib are called in a URL, where the names differ.
_KINDS = {"svg": "svg+xml", "jpg": "jpeg"}
#: The words for an output format, in capitals: "JPG" is forgiven, and only what is a GIF already is sent as one.
_FORMATS = {"AUTO": "auto", "PNG": "PNG", "JPEG": "JPEG", "JPG": "JPEG", "GIF": "auto"}
_DPI = 200  # as in Streamlit: sharp where a small figure fills a wide page, 60 kB for a plain plot


def image(
    at: Place,
    image: Any,
    caption: str | Sequence[str] | None = None,
    width: int | str = "content",
    clamp: bool = False,
    channels: str = "RGB",
    output_format: str = "auto",
    *,
    use_container_width: bool | None = None,
    link: str | None = None,
    use_column_width: Any = None,
    alt: str | Sequence[str | None] | None = None,
) -> Place:
    """Show one or several images.

    Parameters
    ----------
    image : object
        A URL, a path, SVG text, bytes, a file, an array (height × width, or × 1, 3 or 4 channels; floats from 0 to 1 or
        ints from 0 to 255), a Pillow image; or a list of these, or an array of four dimensions.
    caption : str or list of str, optional
        A line below each, inline Markdown.
    width : int or {"content", "stretch"}
        Pixels, as wide as the image (but not wider than the container), or as wide as the container.
    clamp : bool
        Whether pixel values outside the range are clipped; otherwise they are an error.
    channels : {"RGB", "BGR"}
        The order of the colours in an array.
    output_format : {"auto", "PNG", "JPEG", "GIF"}
        How pixels are sent. By default as JPEG where they are many and none is transparent; so too for "GIF", unless they
        come from one.
    use_container_width : bool, optional
        The older form of ``width="stretch"`` (True) or ``"content"`` (False).
    link : str, optional
        A URL to open by a click on the image; only for one image.
    use_column_width : object, optional
        Has no effect any more; a note says so.
    alt : str or list, optional
        A description of the image for screen readers.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    MediaFileStorageError
        If a file cannot be read.
    StreamlitAPIException
        If captions and images differ in number, pixels lie outside the range, or the image is too large.
    StreamlitInvalidURLError
        If the link would run a script.

    Examples
    --------
    >>> st.image("sunset.jpg", caption="On the way home")    # doctest: +SKIP
    """
    if use_column_width is not None:
        show_note(at, "st.image(use_column_width=…)", 'has no effect any more; use `width="stretch"`')
    if use_container_width is not None:
        width = "stretch" if use_container_width else "content"
    width = checked_width(width, content=True)
    options: dict[str, Any] = {
        "clamp": bool(clamp),
        "channels": checked_choice("channels", channels.upper(), ("RGB", "BGR")),
        "output_format": _FORMATS[checked_choice("output_format", output_format.upper(), _FORMATS)],
    }
    several = isinstance(image, list | tuple | set) or getattr(image, "ndim", 0) == 4
    pictures = [encode_image(one, width, **options) for one in (image if several else (image,))]
    if link is not None:
        if len(pictures) != 1:
            raise StreamlitAPIException(f"`link` is for one image; there are {len(pictures)}. Show them one by one.")
        if not safe_url(link):
            raise StreamlitInvalidURLError(f"`link` is {link!r}. Give a URL that begins with https://, http:// or mailto:.")
    return _show(at, "image", pictures, _texts("caption", caption, pictures), _texts("alt", alt, pictures), width, link)


def _texts(name: str, texts: Any, pictures: list[EncodedImage]) -> list[str]:
    """Return a text for each image."""
    if texts is None:
        return [""] * len(pictures)
    given_texts = list(texts) if isinstance(texts, list | tuple | set) or hasattr(texts, "tolist") else [texts]
    if len(given_texts) != len(pictures):
        raise StreamlitAPIException(
            f"{len(given_texts)} of `{name}` for {len(pictures)} images. Give a list with one for each image."
        )
    return ["" if text is None else str(text) for text in given_texts]


def _show(
    at: Place,
    kind: str,
    pictures: list[EncodedImage],
    captions: list[str],
    alts: list[str],
    width: Any,
    link: str | None,
    *,
    plain: bool = False,
) -> Place:
    props = {
        "urls": tuple(shown.url for shown in pictures),
        "sizes": tuple((shown.width, shown.height) for shown in pictures),
        "captions": tuple(captions),
        "alts": tuple(alts),
        "width": width,
        "link": link,
        "plain": plain,
    }
    return emit(at, given, Element(kind, props))  # type: ignore[no-any-return]


def pyplot(
    at: Place,
    fig: Any,
    clear_figure: bool = False,
    *,
    width: int | str = "stretch",
    use_container_width: bool | None = None,
    alt: str | None = None,
    **kwargs: Any,
) -> Place:
    """Show a matplotlib figure.

    On a dark page a figure in black on white, as matplotlib draws by default, is shown light on dark. One whose style the
    author chose (``plt.style.use``, a ``facecolor``) is shown as it is, and so is one with an image or a mesh, whose colours
    say something.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure, made with ``plt.subplots()`` or, without any global state, with ``matplotlib.figure.Figure()``.
    clear_figure : bool
        Whether the figure is cleared afterwards.
    width : int or {"stretch", "content"}
        Pixels, as wide as the container, or as wide as the figure.
    use_container_width : bool, optional
        The older form of ``width="stretch"`` (True) or ``"content"`` (False).
    alt : str, optional
        A description of the figure for screen readers.
    **kwargs
        Arguments of ``Figure.savefig``; by default ``dpi=200, bbox_inches="tight"``.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    StreamlitMissingRequiredParameterError
        If ``fig`` is None.
    AttributeError
        If it is no figure.

    Examples
    --------
    >>> fig, ax = plt.subplots()    # doctest: +SKIP
    >>> ax.hist(df["price"], bins=30)
    >>> st.pyplot(fig)
    """
    if fig is None:
        raise StreamlitMissingRequiredParameterError(
            "`st.pyplot` needs the figure: `fig, ax = plt.subplots()`, then `st.pyplot(fig)`."
        )
    if not hasattr(fig, "savefig"):
        raise AttributeError(f"`st.pyplot` got a {type(fig).__name__}, which is no figure. Of axes, give `ax.figure`.")
    if use_container_width is not None:
        width = "stretch" if use_container_width else "content"
    width = checked_width(width, content=True)
    options = {"format": "png", "dpi": _DPI, "bbox_inches": "tight", **kwargs}
    format = str(options["format"]).lower()
    kind = _KINDS.get(format, format)
    checked_choice("format", kind, ("png", "jpeg", "svg+xml", "webp", "gif", "avif"))
    buffer = io.BytesIO()
    with _DRAWING:
        plain = "facecolor" not in kwargs and "transparent" not in kwargs and _is_plain(fig)
        fig.savefig(buffer, **options)
        if clear_figure:
            fig.clf()
    data = buffer.getvalue()
    wide, high = size_of(data)
    # The size on the page is that in inches, at the 96 pixels that CSS gives an inch.
    scale = 96 / options["dpi"] if isinstance(options["dpi"], int | float) else 1.0
    drawn = EncodedImage(data_url(data, kind), round(wide * scale), round(high * scale))
    return _show(at, "pyplot", [drawn], [""], ["" if alt is None else str(alt)], width, None, plain=plain)


def _is_plain(fig: Any) -> bool:
    """Return whether a figure is black on white, as matplotlib draws by default, and its colours are no data.

    The look of the page may turn light and dark of such a figure round. In an image or a mesh they say something.
    """
    white = (1.0, 1.0, 1.0, 1.0)
    if tuple(fig.get_facecolor()) != white:
        return False
    return all(tuple(axes.get_facecolor()) == white and not axes.images and not _meshes(axes) for axes in fig.get_axes())


def _meshes(axes: Any) -> bool:
    return any(collection.get_array() is not None for collection in axes.collections)


# -- the look ----------------------------------------------------------------------------------------------------------


def _draw(element: Element) -> str:
    props = element.props
    width = props["width"]
    stretch = " lit-stretch" if width == "stretch" else ""
    style = f' style="width:{width}px"' if isinstance(width, int) else ""
    plain = " lit-plain-figure" if props.get("plain") else ""
    figures = []
    for url, (wide, high), caption, alt in zip(props["urls"], props["sizes"], props["captions"], props["alts"], strict=True):
        # With its size the page does not jump, and decoded at once it does not flash, when a rerun changes the picture.
        if isinstance(width, int):
            wide, high = width, round(high * width / wide) if wide else 0
        size = (f' width="{wide}"' if wide else "") + (f' height="{high}"' if wide and high else "")
        picture = f'<img alt="{escape(alt)}" decoding="sync"{size} src="{escape(url)}">'
        if props["link"]:
            picture = f'<a href="{escape(props["link"])}" target="_blank" rel="noopener noreferrer">{picture}</a>'
        below = f"<figcaption>{inline_html(caption)}</figcaption>" if caption else ""
        figures.append(f'<figure class="lit-image{stretch}{plain}"{style}>{picture}{below}</figure>')
    return figures[0] if len(figures) == 1 else f'<div class="lit-images">{"".join(figures)}</div>'


class ImageView(ElementView):
    """``st.image`` or ``st.pyplot``, as `AppTest` sees it."""

    @property
    def value(self) -> list[str]:
        """The URLs of the pictures."""
        return list(self._element.props["urls"])

    @property
    def captions(self) -> list[str]:
        """The captions, empty where there is none."""
        return [caption or "" for caption in self._element.props.get("captions", ())]


IMAGE = ElementType("image", image, html=_draw, view=ImageView)
PYPLOT = ElementType("pyplot", pyplot, html=_draw, view=ImageView, node_type="image", queries=("image",))
