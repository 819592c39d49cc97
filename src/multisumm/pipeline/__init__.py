"""The whole way from texts to a result, one call per stage.

    summarizing  texts -> a summary
    comparing    texts -> a comparison
    grouping     documents about anything -> groups, each about one subject
    digesting    groups -> a digest: each with a headline and a summary
    articles     what all of these begin with: articles, languages, days
    gathering    articles -> the sentences to choose from, with all that is known of each
    posing       what may be picked of them, what it is worth and costs
    choosing     which of them a summary quotes
    explaining   why these, and why the best others are not quoted

A summary needs nothing of groups, so these are imported by those who need them.
"""

from multisumm.pipeline.comparing import compare
from multisumm.pipeline.summarizing import summarize

__all__ = ["compare", "summarize"]
