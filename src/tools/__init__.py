"""What maintainers run: checks of the prose, builds, editions, snapshots, releases."""
