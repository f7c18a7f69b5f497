"""The names of the forms that a figure can take in a text: ``digits`` in ``[[id:digits]]``.

They are here because ``checks`` needs them and must not import ``language``, which formats them.
"""

FORMS = ("capital", "digits", "percent", "total", "value", "words")
