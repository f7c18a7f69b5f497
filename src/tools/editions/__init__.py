"""The book as PDF and EPUB, made from the finished site."""
