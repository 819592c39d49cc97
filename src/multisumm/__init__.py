"""Several documents about one subject in, one summary out, each sentence a quote with its address."""

from multisumm._version import __version__

__all__ = ["__version__"]
