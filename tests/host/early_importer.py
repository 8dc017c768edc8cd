"""An app that imports Saleor's schema module too early, as another plugin may do."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig

# Wrong before our fields exist, right afterwards; and nothing in it needs a database.
OUR_QUERY = '{ orderCentral(id: "bad") { number } }'


class EarlyImporterConfig(AppConfig):
    """Has the schema built, and asks for a field that it does not have yet."""

    name = "tests.host.early_importer"
    label = "early_importer"
    schema: Any = None
    cached_documents = 0

    def ready(self) -> None:
        from saleor.graphql import api

        self.schema = api.schema
        backend = getattr(api, "backend", None)
        if backend is not None:
            backend.document_from_string(api.schema, OUR_QUERY)
            self.cached_documents = len(backend.cache_map)
