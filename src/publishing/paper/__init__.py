"""The book to take away: one PDF to print and one EPUB to read, both made from the finished site.

``chapters`` reads the pages of a site, without what only a screen can use; ``pdf`` prints them as
one document, ``epub`` packs them; ``making`` puts both beside the pages.
"""
