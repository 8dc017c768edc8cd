"""One-click events that use Saleor's own actions."""
