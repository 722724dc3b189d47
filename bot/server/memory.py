"""The memory of a server that has started, put in order before its workers are forked."""

from __future__ import annotations

import ctypes
import gc

_ARENA_MAX = -8  # M_ARENA_MAX of <malloc.h>


def settle() -> None:
    """Keep what there is, give back what a start has freed, and collect garbage from now on.

    Workers share what there is for as long as nobody writes to it, and a search for garbage would. Of
    glibc's arenas one is enough: threads that take turns in Python seldom allocate at the same time, and
    with an arena each a worker is a tenth larger.
    """
    gc.freeze()
    gc.enable()
    libc = ctypes.CDLL(None)
    if hasattr(libc, "malloc_trim"):  # other C libraries have none of this
        libc.mallopt(_ARENA_MAX, 1)
        libc.malloc_trim(0)
