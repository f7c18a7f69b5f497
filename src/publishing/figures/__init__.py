"""Charts placed on pages: nodes, HTML, drawings, files, the interactive form."""
