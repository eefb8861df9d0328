"""Where the events of a widget are handled: where the front end wants it, as long as that is there."""

from __future__ import annotations

import pytest

from notebook_lit.notebook.widgets.comm_routing import route_comm


class Manager:
    """Knows the subshells that live."""

    def get_shell_channel_to_subshell_socket(self, subshell: str) -> object:
        if subshell != "alive":
            raise KeyError(subshell)
        return object()


class Thread:
    """The thread that hands messages out."""

    manager = Manager()


class Kernel:
    """A kernel that has subshells."""

    shell_channel_thread: object = Thread()


class Comm:
    """A comm of ipykernel 7.4, which remembers who sent last."""

    def __init__(self, kernel: object) -> None:
        self.kernel = kernel

    def _reply_subshell_for(self, data: object, requested: str | None) -> str | None:
        return "the one that sent last"


@pytest.mark.parametrize(("requested", "given"), [("alive", "alive"), ("gone", None), (None, None)])
def test_the_front_ends_wish_is_heeded_while_that_subshell_lives(requested: str | None, given: str | None) -> None:
    comm = Comm(Kernel())
    route_comm(comm)
    assert comm._reply_subshell_for({}, requested) == given


def test_a_kernel_whose_subshells_cannot_be_known_uses_the_main_one() -> None:
    comm = Comm(object())
    route_comm(comm)
    assert comm._reply_subshell_for({}, "alive") is None


class OlderComm:
    """A comm of another ipykernel."""


def test_where_that_place_is_not_there_nothing_is_done() -> None:
    comm = OlderComm()
    route_comm(comm)
    assert vars(comm) == {}
