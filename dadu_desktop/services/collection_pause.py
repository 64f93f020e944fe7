"""A pause of the search for reference cycles while very many small objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Let no collection run: rows and values refer to nothing in a circle, yet each search looks at all of them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.freeze()
            gc.unfreeze()  # what was made now passes for old: else the next collection would look at all of it
            gc.enable()
