"""What all of the extension needs: project paths, caches, archives, templates, page runtimes."""
