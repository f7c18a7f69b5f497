"""What a maintainer does by one command: correct a number, rename a page, begin another book."""
