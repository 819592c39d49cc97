"""The data files of the package."""

from functools import cache
from importlib.resources import files


def read_data(name: str) -> str:
    """Return the text of a file in `multisumm/data`."""
    return (files("multisumm") / "data" / name).read_text(encoding="utf-8")


@cache
def data_names(folder: str) -> frozenset[str]:
    """Return the names of the files in a folder of `multisumm/data`."""
    return frozenset(file.name for file in (files("multisumm") / "data" / folder).iterdir())
