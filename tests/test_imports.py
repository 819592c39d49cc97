"""Who may import whom, and that a public name means one thing; read off the syntax trees."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

import multisumm

TOP = Path(multisumm.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(TOP.rglob("*.py"))}


def module_of(path):
    names = path.relative_to(TOP.parent).with_suffix("").parts
    return ".".join(names).removesuffix(".__init__")


MODULES = {module_of(path) for path in TREES}

GROUND = {"_version", "characters", "child_processes", "errors", "escaping", "messages",
          "resources"}  # fmt: skip
VALUES = GROUND | {"datelines", "model", "options", "parallel"}
STAGES = VALUES | {"comparison", "documents", "focus", "grouping", "pipeline", "reading",
                   "rendering", "rouge", "selection", "subjects", "summary", "text", "timeline",
                   "verification"}  # fmt: skip
MAY_IMPORT = {
    **{name: set() for name in GROUND},
    "datelines": {"characters", "resources"},
    "model": set(),
    "options": {"errors", "messages"},
    "parallel": {"child_processes", "errors", "messages"},
    "output": GROUND | {"reading"},
    "documents": VALUES,
    "focus": VALUES | {"comparison", "documents", "selection", "subjects", "text"},
    "text": VALUES,
    "comparison": VALUES | {"text"},
    "selection": VALUES | {"text"},
    "subjects": VALUES | {"text"},
    "grouping": VALUES | {"comparison", "subjects", "text"},
    "timeline": VALUES | {"comparison", "selection", "text"},
    "rendering": VALUES,
    "summary": VALUES | {"rendering"},
    "pipeline": VALUES
    | {
        "comparison",
        "documents",
        "focus",
        "grouping",
        "selection",
        "subjects",
        "summary",
        "text",
        "timeline",
    },
    "reading": VALUES | {"documents"},
    # It also makes a summary again.
    "verification": VALUES
    | {"documents", "focus", "pipeline", "reading", "rendering", "selection", "summary", "text"},
    "rouge": {"_version", "errors", "messages"},
    "batch": STAGES | {"output"},
    "evaluation": STAGES,
    "training": STAGES | {"evaluation"},  # it scores the summaries that fitted weights give
    "integrations": STAGES,
    "web": STAGES | {"output"},
    "cli": STAGES | {"batch", "evaluation", "integrations", "output", "training", "web"},
    "__main__": {"cli"},
    "__init__": STAGES | {"integrations"},
}
"""Part of the package -> parts it may import; each part may import itself."""


def part_of(module):
    """The part of the package that a module belongs to: its folder or file at the top."""
    names = module.split(".")
    return names[1] if len(names) > 1 else "__init__"


def imports_of(path):
    """The modules of the package that a file imports, wherever in the file."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("multisumm"):
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                yield deeper if deeper in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("multisumm"))


@pytest.mark.parametrize("path", TREES, ids=lambda path: str(path.relative_to(TOP)))
def test_a_file_imports_only_parts_below_its_own(path):
    part = part_of(module_of(path))
    allowed = MAY_IMPORT[part] | {part}
    assert {module: part_of(module) for module in imports_of(path)
            if part_of(module) not in allowed and module != "multisumm"} == {}  # fmt: skip


def test_no_file_imports_itself_through_others():
    arrows = {module_of(path): set(imports_of(path)) for path in TREES}
    while ends := {name for name, others in arrows.items() if not others & arrows.keys()}:
        arrows = {name: others for name, others in arrows.items() if name not in ends}
    assert arrows == {}


def test_the_top_holds_thirteen_files_besides_the_ends():
    files = {path.name for path in TOP.glob("*.py")}
    assert len(files - {"__init__.py", "__main__.py", "_version.py"}) <= 13


COMMANDS = {
    "batch",
    "compare",
    "digest",
    "evaluate",
    "group",
    "mcp",
    "read",
    "rouge",
    "serve",
    "summarize",
    "train",
    "verify",
}
"""Functions in `cli` that are called as the functions that they call."""

KNOWN_COLLISIONS = {"prepare"}
"""`batch.worker.prepare` is in a published recipe, `rouge.prepare` is public."""


def public_names(tree):
    """The names without an underscore that a module defines at its top level."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [name for target in targets for name in ast.walk(target)]
            yield from (name.id for name in names if isinstance(name, ast.Name))


def test_a_public_name_means_one_thing():
    modules = defaultdict(set)
    for path, tree in TREES.items():
        commands = COMMANDS if part_of(module_of(path)) == "cli" else set()
        for name in {*public_names(tree)} - commands - {"main"}:  # where a process begins
            if not name.startswith("_"):
                modules[name].add(module_of(path))
    collisions = {name for name, places in modules.items() if len(places) > 1}
    assert collisions == KNOWN_COLLISIONS
