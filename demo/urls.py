"""URLs of the floor host, where Saleor routes no requests to plugins: ours come first."""

from django.urls import include, path
from saleor.urls import urlpatterns as host_patterns

urlpatterns = [path("", include("saleor_order_central.urls")), *host_patterns]
