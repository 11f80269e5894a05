"""Numbers in addresses."""

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1
"""The largest number that fits an id on both databases."""


class RowId(IntegerConverter):
    """The id of a row; a number that no row can have leads nowhere, and the database is not asked."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=LARGEST)
