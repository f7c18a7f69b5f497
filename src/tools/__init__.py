"""What maintainers run: checks of the prose, builds, editions, approved outputs, releases."""
