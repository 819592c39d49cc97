"""The commands of `multisumm`, one file each; they hold no logic of their own.

    main        the commands put together, exit statuses, errors
    summarize, compare, digest, group    the results of the pipeline
    read        the texts of documents
    verify      the quotes of a summary, looked up in its sources
    batch       the clusters of a file
    evaluate, rouge, train    scores, and weights fitted to references
    serve, mcp  the page and the API; tools for programs that talk to a language model
    options     the table of options as options of click
    known       what `--known` names -> documents
    pile_size   whether files can fit memory, before they are read
    terminal    the text of a summary as a terminal shows it
    progress    what a command is doing, on one line
    time_limit  a command that takes too long ends with one line

docs/commands.md describes the commands.
"""
