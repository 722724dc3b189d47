"""A question's journey: text -> normalise -> retrieve -> score -> decide. No files, no Flask, no clock."""
