"""``st.image`` and ``st.pyplot``."""

from __future__ import annotations

import base64
import io
import threading
from typing import Any

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure

from notebook_lit import st
from notebook_lit.elements.catalog import html_of
from notebook_lit.runtime.writing.container import block_of
from notebook_lit.runtime.writing.run import Run
from tests.elements.counting import calls_made
from tests.elements.oracle import ours, theirs

matplotlib.use("Agg")


def html(page: Run) -> str:
    """Give the HTML of the last element of the page."""
    element = page.page.main.children[-1]
    return html_of(element)


@pytest.mark.parametrize(
    "script",
    [
        "st.image('nofile.png')",
        "st.image('')",
        "st.image('javascript:alert(1)')",
        "st.image(5)",
        "st.image(None)",
        "st.image({'a': 1})",
        "st.image({1, 2})",
        "import numpy as np; st.image(np.full((4, 4), 2.0))",
        "import numpy as np; st.image(np.zeros((4, 4, 2)))",
        "import numpy as np; st.image(np.zeros(4))",
        "import numpy as np; st.image(np.zeros((4, 4)), channels='BGR')",
        "st.image(['https://a.b', 'https://a.b'], caption='a')",
        "st.image(['https://a.b'], caption=['a', 'b'])",
        "st.image(['https://a.b', 'https://a.b'], link='https://x.y')",
        "st.image(['https://a.b', 'https://a.b'], alt='a')",
        "st.image('https://a.b', width=0)",
        "st.pyplot()",
        "st.pyplot(None)",
        "st.pyplot(5)",
        "from matplotlib.figure import Figure; st.pyplot(Figure().subplots())",
        "from matplotlib.figure import Figure; st.pyplot(Figure(), width=0)",
        "from matplotlib.figure import Figure; st.pyplot(Figure(), foo=5)",
    ],
)
def test_pictures_refuse_what_streamlit_refuses(script: str) -> None:
    assert isinstance(theirs(script), str)
    assert ours(script) == theirs(script)


def test_one_image_is_a_figure_with_caption_link_and_text(page: Run) -> None:
    st.image('https://a.b/"x', caption="**c** <b>", link="https://x.y", alt='"alt', width=50)
    assert html(page) == (
        '<figure class="lit-image" style="width:50px"><a href="https://x.y" target="_blank" rel="noopener noreferrer">'
        '<img alt="&quot;alt" decoding="sync" width="50" src="https://a.b/&quot;x"></a>'
        "<figcaption><strong>c</strong> &lt;b&gt;</figcaption></figure>"
    )


def test_several_images_have_a_caption_each(page: Run) -> None:
    st.image(["https://a.b/1", "https://a.b/2"], caption=["one", None], use_container_width=True)
    assert html(page).startswith('<div class="lit-images"><figure class="lit-image lit-stretch">')
    assert html(page).count("<figcaption>") == 1


def test_no_image_draws_nothing(page: Run) -> None:
    st.image([])
    assert html(page) == '<div class="lit-images"></div>'


def test_a_link_that_runs_something_is_refused(page: Run) -> None:
    with pytest.raises(st.errors.StreamlitInvalidURLError):
        st.image("https://a.b", link="javascript:alert(1)")


def test_an_old_argument_is_said_to_have_no_effect(page: Run) -> None:
    st.image("https://a.b", use_column_width=True)
    assert [element.kind for element in page.page.main.children] == ["note", "image"]


def figure(n: int = 0) -> Any:
    """Make a figure without any global state."""
    drawn = Figure()
    drawn.subplots().plot([0, n, 2])
    return drawn


def png_of(page: Run) -> bytes:
    """Give the bytes of the last picture of the page."""
    return base64.b64decode(page.page.main.children[-1].props["urls"][0].partition(",")[2])


def test_a_figure_is_a_picture_of_its_size_in_inches(page: Run) -> None:
    st.pyplot(figure(), bbox_inches=None)
    assert page.page.main.children[0].props["sizes"] == ((round(6.4 * 96), round(4.8 * 96)),)
    assert png_of(page).startswith(b"\x89PNG")
    assert 'decoding="sync" width="614" height="461"' in html(page)


def test_an_image_is_as_wide_as_asked_also_if_it_has_fewer_pixels(page: Run) -> None:
    st.image(np.zeros((100, 200, 3), dtype="uint8"), width=300)
    assert 'style="width:300px"' in html(page)
    assert 'width="300" height="150"' in html(page)


def test_a_figure_fills_its_container_however_wide_that_is(page: Run) -> None:
    st.pyplot(figure())
    assert '<figure class="lit-image lit-stretch lit-plain-figure"><img' in html(page)


def styled(style: str) -> Any:
    import matplotlib.style

    with matplotlib.style.context(style):
        return figure()


def with_image() -> Any:
    drawn = figure()
    drawn.axes[0].imshow([[0, 1], [2, 3]])
    return drawn


def with_mesh() -> Any:
    drawn = figure()
    drawn.axes[0].pcolormesh([[0, 1], [2, 3]])
    return drawn


@pytest.mark.parametrize(
    ("draw", "options", "plain"),
    [
        (figure, {}, True),
        (lambda: styled("dark_background"), {}, False),
        (lambda: styled("ggplot"), {}, False),
        (with_image, {}, False),
        (with_mesh, {}, False),
        (figure, {"facecolor": "white"}, False),
        (figure, {"transparent": True}, False),
    ],
)
def test_only_a_figure_in_black_on_white_is_turned_round_on_a_dark_page(
    page: Run, draw: Any, options: dict[str, Any], plain: bool
) -> None:
    st.pyplot(draw(), **options)
    assert ("lit-plain-figure" in html(page)) is plain


def test_arguments_of_savefig_are_heard(page: Run) -> None:
    st.pyplot(figure(), format="svg")
    assert page.page.main.children[0].props["urls"][0].startswith("data:image/svg+xml;base64,")
    with pytest.raises(st.errors.StreamlitValueError):
        st.pyplot(figure(), format="pdf")


def test_a_figure_is_emptied_only_if_asked(page: Run) -> None:
    kept, cleared = figure(), figure()
    st.pyplot(kept)
    st.pyplot(cleared, clear_figure=True)
    assert (len(kept.axes), len(cleared.axes)) == (1, 0)


def test_figures_drawn_by_many_threads_at_once_are_right(page: Run) -> None:
    st.pyplot(figure(5))
    expected = png_of(page)
    here = st.container()
    place = [here.container() for _ in range(8)]

    def draw(at: Any) -> None:
        for _ in range(3):
            at.pyplot(figure(5))

    threads = [threading.Thread(target=draw, args=(at,)) for at in place]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for at in place:
        assert [base64.b64decode(e.props["urls"][0].partition(",")[2]) for e in block_of(at).children] == [expected] * 3


def test_a_figure_costs_what_savefig_costs(page: Run) -> None:
    drawn = figure(3)

    def alone() -> None:
        drawn.savefig(io.BytesIO(), format="png", dpi=144, bbox_inches="tight")

    alone()  # the first drawing of a figure does more
    assert calls_made(lambda: st.pyplot(drawn)) < 1.15 * calls_made(alone)
