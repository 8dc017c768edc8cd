"""Services that know where parcels are: asked in the background, or calling webhooks of ours (001-13)."""
