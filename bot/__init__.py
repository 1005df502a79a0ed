"""How Annai is put together and started."""
