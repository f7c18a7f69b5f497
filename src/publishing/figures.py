from myst_nb.core.render import MimeRenderPlugin


class FigureRenderer(MimeRenderPlugin):
    mime_priority_overrides = []

    @staticmethod
    def handle_mime(renderer, data, inline):
        return None
