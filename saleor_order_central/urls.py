"""Addresses for hosts that route no requests to plugins: Saleor 2.10 includes them from its own URLs.

They are the same as those that Saleor 3 gives to the plugin. See docs/carrier-events.md and docs/packing.md.
"""

import re

from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt

from .addresses import answer
from .host.base import PLUGIN_ID

urlpatterns = [
    re_path(rf"^plugins/global/{re.escape(PLUGIN_ID)}(?P<path>/.*)$", csrf_exempt(answer)),
]
