"""One line of the table, and how its figures are written."""

from dataclasses import dataclass

MEGABYTE = 1e6


@dataclass
class Row:
    what: str
    bar: str
    flowkeep: str
    peer: str
    ratio: str
    is_met: bool
    reason: str = ""


def milliseconds(seconds):
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"


def microseconds(value):
    """Of a figure that is in microseconds already."""
    return f"{value:.0f} µs" if value >= 100 else f"{value:.1f} µs"


def megabytes(count):
    return f"{count / MEGABYTE:.0f} MB"


def rate(value):
    return f"{value:,.0f}/s"


def kilobytes(count):
    return f"{count / 1000:.1f} kB"
