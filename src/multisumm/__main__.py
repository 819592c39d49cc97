"""`python -m multisumm`: the same as the command."""

from multisumm.cli import main

main()
