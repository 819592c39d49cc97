"""Thin files for other programs, one each; nothing else in the package imports their packages."""
