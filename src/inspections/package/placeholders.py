"""The names of the forms that a figure can take in a text: ``digits`` in ``[[id:digits]]``.

They stand here because ``checks`` must know them and may not know ``wording``, which makes them.
"""

FORMS = ("capital", "digits", "percent", "total", "value", "words")
