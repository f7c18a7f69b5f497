"""The site on this machine while someone writes."""

from __future__ import annotations

from publishing import serve
from publishing.build import BuildFailed


def test_a_change_is_built_anew_and_a_build_that_fails_is_told_and_not_the_end(monkeypatch, capsys):
    states = iter(["as it was", "as it was", "better", "broken", "mended", "mended"])
    seen = {}
    built = []

    def inputs(root):
        seen["now"] = next(states)
        return seen["now"]

    def build():
        built.append(seen.get("now", "at first"))
        if built[-1] == "broken":
            raise BuildFailed("chapters/about.md:3: this sentence is too long")

    def sleep(seconds):
        if len(built) == 4 and seen["now"] == "mended":
            raise KeyboardInterrupt

    monkeypatch.setattr(serve, "inputs", inputs)
    monkeypatch.setattr(serve, "build", build)
    monkeypatch.setattr(serve.time, "sleep", sleep)
    serve.serve(port=0)
    assert built == ["at first", "better", "broken", "mended"]
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("The book is at http://localhost:")
    assert said[1:] == ["rebuilt", "chapters/about.md:3: this sentence is too long", "rebuilt"]
