"""The data files of the package."""

from importlib.resources import files


def read_data(name: str) -> str:
    """Return the text of a file in `multisumm/data`."""
    return (files("multisumm") / "data" / name).read_text(encoding="utf-8")
