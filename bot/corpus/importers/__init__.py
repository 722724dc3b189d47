"""Other formats -> FAQ files."""
