"""The tree of everything notebook_lit raises.

::

    BaseException
    └── ScriptControl               unwinds the script; `except Exception` does not see it
        ├── RerunScript             st.rerun, or a newer event wants the next run now
        └── StopScript              st.stop, the stop button, a kernel interrupt
    Exception
    ├── ValueRefused                a front end sent a value outside the widget's domain
    └── Error
        ├── AppTestError            the test harness was used wrongly
        ├── InvalidScript           the text of an app cannot be compiled
        ├── NoSessionContext        an st function was called where no app is running
        └── StreamlitAPIException   an st function was called wrongly; the message says the repair
            ├── DuplicateWidgetID
            │   ├── StreamlitDuplicateElementId
            │   └── StreamlitDuplicateElementKey
            ├── StreamlitInvalidLayoutContextError
            ├── StreamlitDataframeConversionError
            ├── UnhashableParamError            an argument of a cached function has no value to compare by
            ├── UserHashError                   a function of `hash_funcs` failed
            ├── UnserializableReturnValueError  `st.cache_data` cannot copy what the function returned
            ├── UnevaluatedDataFrameError       … because it is a query that has not been computed yet
            ├── CachedFunctionReturnedAwaitableError
            ├── CacheReplayClosureError         a cached function wrote into a container from outside
            ├── CacheRecursionError             cached functions wait for each other in a circle
            ├── StreamlitAPIWarning
            │   ├── CachedWidgetWarning         a widget in a cached function is not drawn on hits
            │   └── CachedStFunctionInBackgroundModeWarning
            └── LocalizableStreamlitException   one class a wrong argument: see below

The names are those that scripts written for Streamlit catch (``except st.errors.StreamlitAPIException``).
"""

from __future__ import annotations


class ScriptControl(BaseException):
    """Unwinds the running script. A BaseException, so that an author's ``except Exception`` lets it through."""


class RerunScript(ScriptControl):
    """Ends this run so that the next one can start."""


class StopScript(ScriptControl):
    """Ends this run; no other follows by itself."""


class ValueRefused(Exception):
    """A value that came from a front end lies outside the widget's domain.

    Parameters
    ----------
    message : str
        Why; with ``keep`` in words for the reader.
    keep : bool
        The front end goes on showing what the reader entered, with the message beside it, so that it can be corrected.
        Otherwise the true value is put back.
    """

    def __init__(self, message: str = "", *, keep: bool = False) -> None:
        super().__init__(message)
        self.keep = keep


class Error(Exception):
    """Base of the errors that an author meets."""


class InvalidScript(Error):
    """The text of an app cannot be compiled. The `SyntaxError` is its ``__cause__``.

    Shells that ask for ``_render_traceback_`` (IPython) show the author's line and nothing of ours.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class AppTestError(Error):
    """The test harness was used wrongly: a disabled widget was operated, or an element that takes no input."""


class NoSessionContext(Error):
    """An st function was called where no app is running."""


class StreamlitAPIException(Error):
    """An st function was called wrongly. The message is Markdown and says the repair."""


class DuplicateWidgetID(StreamlitAPIException):
    """Two widgets of one run cannot be told apart."""


class StreamlitDuplicateElementId(DuplicateWidgetID):
    """Two widgets without key have the same kind and parameters."""


class StreamlitDuplicateElementKey(DuplicateWidgetID):
    """Two elements of one run have the same ``key``."""


class StreamlitInvalidLayoutContextError(StreamlitAPIException):
    """The call is not allowed at this place of the page or of the run."""


class StreamlitDataframeConversionError(StreamlitAPIException):
    """The data cannot be shown as a table."""


class StreamlitAPIWarning(StreamlitAPIException, Warning):
    """Something works, but not as its author probably meant it."""


class CachedWidgetWarning(StreamlitAPIWarning):
    """A cached function draws a widget, which is missing whenever the function is not computed."""


class CachedStFunctionInBackgroundModeWarning(StreamlitAPIWarning):
    """A function that is refreshed in the background draws elements, which are missing whenever it is not computed."""


class UnhashableParamError(StreamlitAPIException):
    """An argument of a cached function has no value by which calls could be told apart."""


class UserHashError(StreamlitAPIException):
    """A function that was given as ``hash_funcs`` failed."""


class UnserializableReturnValueError(StreamlitAPIException):
    """What a function returned cannot be copied, as ``st.cache_data`` must."""


class UnevaluatedDataFrameError(StreamlitAPIException):
    """A function under ``st.cache_data`` returned a query that has not been computed yet."""


class CachedFunctionReturnedAwaitableError(StreamlitAPIException):
    """A cached function that is no ``async def`` returned something that has to be awaited."""


class CacheReplayClosureError(StreamlitAPIException):
    """A cached function wrote into a container that was made outside of it, so the writing cannot be repeated."""


class CacheRecursionError(StreamlitAPIException):
    """Cached functions wait for each other in a circle: none of them could ever finish."""


class LocalizableStreamlitException(StreamlitAPIException):
    """Base of the errors about one wrong argument."""


class StreamlitValueError(LocalizableStreamlitException):
    """An argument is not one of the values that are allowed."""


class StreamlitInvalidParameterTypeError(LocalizableStreamlitException):
    """An argument has a type that is not allowed."""


class StreamlitMissingRequiredParameterError(LocalizableStreamlitException):
    """An argument that must be there is missing or empty."""


class StreamlitIncompatibleParametersError(LocalizableStreamlitException):
    """Two arguments exclude each other."""


class StreamlitInvalidColumnSpecError(LocalizableStreamlitException):
    """``st.columns`` got a specification that is no list of positive widths."""


class StreamlitSelectionCountExceedsMaxError(LocalizableStreamlitException):
    """More options are selected than ``max_selections`` allows."""


class StreamlitDefaultNotInOptionsError(LocalizableStreamlitException):
    """A default value is not one of the options."""


class StreamlitMixedNumericTypesError(LocalizableStreamlitException):
    """Numeric arguments mix int and float."""


class StreamlitValueBelowMinError(LocalizableStreamlitException):
    """A value lies below the minimum."""


class StreamlitValueAboveMaxError(LocalizableStreamlitException):
    """A value lies above the maximum."""


class StreamlitInvalidMinMaxError(LocalizableStreamlitException):
    """Minimum and maximum leave no room for a value."""


class StreamlitValueOutOfRangeError(LocalizableStreamlitException):
    """A number lies outside its allowed range."""


class StreamlitJSNumberBoundsError(LocalizableStreamlitException):
    """A number is too large to be exact in a browser (beyond ±(2**53 - 1))."""


class StreamlitInvalidNumberFormatError(LocalizableStreamlitException):
    """A printf format cannot show a number."""


class StreamlitInvalidColorError(LocalizableStreamlitException):
    """A colour is written in a form that is not known."""


class StreamlitBadTimeStringError(LocalizableStreamlitException):
    """A duration is written in a form that is not known."""


class StreamlitInvalidURLError(LocalizableStreamlitException):
    """A URL has a form or scheme that is not allowed."""


class StreamlitInvalidWidthError(LocalizableStreamlitException):
    """``width`` is neither a positive number of pixels nor one of its words."""


class StreamlitInvalidHeightError(LocalizableStreamlitException):
    """``height`` is neither a positive number of pixels nor one of its words."""


class StreamlitInvalidFormCallbackError(LocalizableStreamlitException):
    """A widget inside a form has a callback of its own."""


class StreamlitValueAssignmentNotAllowedError(LocalizableStreamlitException):
    """``st.session_state`` was used to set the value of a widget that only the reader may operate."""


class StreamlitWidgetAlreadyInstantiatedError(LocalizableStreamlitException):
    """``st.session_state`` was used to set a widget's value after the widget was drawn in the same run."""


class MediaFileStorageError(StreamlitAPIException):
    """An image, sound or video file cannot be read."""
