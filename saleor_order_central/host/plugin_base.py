"""Saleor's plugin base class; importable before the schema is built."""

from saleor.plugins.base_plugin import BasePlugin

__all__ = ["BasePlugin"]
