"""What every room of the extension needs: project paths, errors, caches, archives."""
