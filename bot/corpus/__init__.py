"""A FAQ file's journey: read -> checked -> Corpus. Knows nothing of matching."""
