"""ROUGE, exactly as the original program computes it, as rouge-score does, or for any language."""

from multisumm.rouge.scores import rouge
__all__=["rouge"]
