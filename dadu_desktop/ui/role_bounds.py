"""What the role of the person puts out of reach on a page; the services refuse it in any case."""

from __future__ import annotations

from dadu_desktop.domain.roles import Act
from dadu_desktop.ui.pages import Page


def bind(page: Page) -> None:
    """Put out of reach what changes the ledger where the role does not allow it, with the reason as its tip."""
    words = page.desk.refusal(Act.WRITE)
    pages = (page, *page.findChildren(Page)) if words else ()
    for widget in (one for inner in pages for one in inner.writers()):
        widget.setEnabled(False)
        widget.setToolTip(words)
        widget.setAccessibleDescription(words)
