"""Says which pages must be written though only others were read anew.

A page shows things of other pages: their titles in the menu, their labels in links, and in the
ledger the places that use a record. Where none of these changed, a page stays as it was written.
"""

from __future__ import annotations

from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

from publishing.evidence.roles import all_uses


def _shown_by_every_page(env: BuildEnvironment) -> Any:
    standard = cast(StandardDomain, env.get_domain("std"))
    return (
        {name: title.astext() for name, title in env.titles.items()},
        {name: list(below) for name, below in env.toctree_includes.items()},
        dict(standard.labels),
        dict(standard.anonlabels),
    )


def _changed(env: BuildEnvironment, name: str, now: Any) -> bool:
    """Say whether this differs from the build before, and remember it for the next."""
    text = repr(sorted(now.items()) if isinstance(now, dict) else now)
    before, after = getattr(env, name, None), text
    setattr(env, name, after)
    return before != after


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every page, or those that list uses, by what changed; always those with index names.

    Sphinx's search forgets the names under which a page is found unless it is written again.
    """
    shown = [sorted(each.items()) for each in _shown_by_every_page(env)]
    all_pages = _changed(env, "shown_by_every_page", shown)
    uses = _changed(env, "shown_by_lists_of_uses", all_uses(env))
    if all_pages:
        return sorted(env.found_docs)
    lists = {name for name, about in env.metadata.items() if uses and about.get("lists_uses")}
    named = {name for name, entries in env.domaindata["index"]["entries"].items() if entries}
    return sorted(lists | named)


def setup(app: Sphinx) -> None:
    """Add those pages to what Sphinx writes."""
    app.connect("env-get-updated", pages_to_write)
