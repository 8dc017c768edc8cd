"""URLs of the floor host, where Saleor routes no requests to plugins: ours come first."""

from importlib.util import find_spec

from django.urls import include, path
from saleor.urls import urlpatterns as host_patterns

CENTER = "saleor_order_central.center"

urlpatterns = [path("", include("saleor_order_central.urls")), *host_patterns]
if find_spec(CENTER) and find_spec(f"{CENTER}.urls"):
    urlpatterns.insert(0, path("", include(f"{CENTER}.urls")))
