"""The commands of `multisumm`, one file each; `main.py` puts them together."""
