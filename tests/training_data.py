"""Small clusters with references that the tests of the training share."""

from evaluation_data import record, write_lines

SUBJECTS = {
    "bridge": (
        "The old bridge was closed on Monday. Engineers found cracks in two beams. Shops lost.",
        "Cracks in two beams closed the old bridge. A ferry carries people over the river.",
        "Engineers found cracks in two beams of the old bridge. A ferry runs.",
    ),
    "storm": (
        "A storm cut power to the town on Friday. Crews repaired lines all night. Schools shut.",
        "Crews repaired power lines after the storm. The mayor thanked them on Saturday.",
        "A storm cut power to the town. Crews repaired the lines.",
    ),
    "museum": (
        "The museum opened a new wing on Sunday. It shows boats of the lake. Entry is free.",
        "Boats of the lake fill the new wing of the museum. Visitors came in large numbers.",
        "The museum opened a new wing with boats of the lake.",
    ),
    "vote": (
        "The council voted for a tram on Tuesday. It will run in four years. Critics fear costs.",
        "A tram will run in four years, the council voted. The first line leads to the harbour.",
        "The council voted for a tram that will run in four years.",
    ),
    "harvest": (
        "Rain spoiled half of the harvest in June. Farmers ask for help. Prices of bread may rise.",
        "Farmers ask for help after rain spoiled the harvest. The ministry promised an answer.",
        "Rain spoiled half of the harvest and farmers ask for help.",
    ),
    "school": (
        "A school got a new roof in August. Pupils painted the walls. The old roof had leaked.",
        "Pupils painted the walls of the school under its new roof. Parents paid for the paint.",
        "A school got a new roof and pupils painted its walls.",
    ),
}


def training_record(name):
    """A cluster of two documents and one reference."""
    first, second, reference = SUBJECTS[name]
    documents = [{"id": "a", "text": first}, {"id": "b", "text": second}]
    return {**record(name), "documents": documents, "references": [reference]}


def training_file(folder, name="news.jsonl", subjects=tuple(SUBJECTS)):
    """The path of a file with these clusters."""
    return write_lines(folder / name, *map(training_record, subjects))
