"""Conversations that mails come into."""

from tests.conversations.conftest import colleague, order, writing

__all__ = ["colleague", "order", "writing"]
