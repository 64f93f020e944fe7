"""The tokens of the window: every colour, light and dark, every size and the type; nothing is hard-coded elsewhere.

A module, as reading a resource would cost the first painted window some milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping

LIGHT = {
    "accent": "#1F5FA8",
    "accent_hover": "#1A5190",
    "accent_tint": "#E4EDF7",
    "on_accent": "#FFFFFF",
    "surface": "#F6F7F9",
    "raised": "#FFFFFF",
    "hover": "#ECEFF3",
    "line": "#DDE1E7",
    "field_line": "#818B99",
    "text": "#1C2430",
    "muted": "#5B6675",
    "green": "#2E7D32",
    "green_tint": "#E9F4EA",
    "amber": "#9A5B00",
    "amber_tint": "#FBF0DC",
    "red": "#B3261E",
    "red_tint": "#FBE9E7",
}

DARK = {
    "accent": "#6FA8E8",
    "accent_hover": "#8DBBEF",
    "accent_tint": "#2B3B4F",
    "on_accent": "#10151C",
    "surface": "#1E2126",
    "raised": "#272B31",
    "hover": "#31363D",
    "line": "#3A4048",
    "field_line": "#7C8693",
    "text": "#E6E9EE",
    "muted": "#9AA4B2",
    "green": "#81C784",
    "green_tint": "#24382A",
    "amber": "#F0B95B",
    "amber_tint": "#3D3220",
    "red": "#F2938C",
    "red_tint": "#452A29",
}

SIZES = {
    "small": 12,
    "body": 14,
    "section": 16,
    "title": 20,
    "row": 32,
    "corner": 6,
    "icon": 16,
    "navigation_icon": 20,
}
"""Pixels at the standard text size; 字号 in the settings multiplies the texts and the rows."""

PREFERRED = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "思源黑体",
    "思源黑体 CN",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "PingFang SC",
    "文泉驿微米黑",
    "WenQuanYi Micro Hei",
)
"""Families of type that a Chinese system may have, the best first."""

BUNDLED = ("DaduHei-Regular.ttf", "DaduHei-Bold.ttf")
"""The files in resources/fonts for a system that has none of them."""


def colours(*, dark: bool) -> Mapping[str, str]:
    """Give the colours of one appearance, token → #RRGGBB."""
    return DARK if dark else LIGHT
