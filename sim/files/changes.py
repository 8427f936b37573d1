"""Settings changed by dotted path, and taken out where the change is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, quoted
from sim.yamlfile import Document, FileProblems, Node, Problem


def changed(document: Document, changes: Mapping[str, Node]) -> Document:
    """A copy of the document with its changes; one without a value (`touchpoints.newsletter:`) takes the setting out.

    Raises FileProblems with every path that leads nowhere, at the change's own place.
    """
    kept = document.with_changes(changes)  # knows all paths that lead astray but in their last part
    out = {path: node for path, node in changes.items() if node.value is None}
    absent = [
        Problem(*node.key_place, path, _absent(document, path))
        for path, node in out.items()
        if document.node(tuple(path.split("."))) is None
    ]
    if absent:
        raise FileProblems(absent)
    root = kept.root
    for path in out:
        root = _without(root, path.split("."))
    return replace(kept, root=root)


def _absent(document: Document, path: str) -> str:
    above, _, name = path.rpartition(".")
    parent = document.node(tuple(above.split("."))) if above else document.root
    hint = did_you_mean(name, parent.settings()) if parent else ""
    where = quoted(above) if above else say("yaml.change_root")
    return say("yaml.change_unknown", name=cut(name), parent=where, hint=hint)


def _without(node: Node, path: list[str]) -> Node:
    """A copy of the node in which the setting or list entry at the path, which exists, is missing."""
    name, *rest = path
    if isinstance(node.value, tuple):
        n = int(name)
        between = (_without(node.value[n], rest),) if rest else ()
        return replace(node, value=(*node.value[:n], *between, *node.value[n + 1 :]))
    settings = dict(node.settings())
    if rest:
        settings[name] = _without(settings[name], rest)
    else:
        del settings[name]
    return replace(node, value=settings)
