"""A question's journey: text -> normalise -> retrieve -> score -> decide. No files, no Flask, no clock."""

import os

# Before numpy and the tokenizer are loaded. The matrices of one question are small: threads cost more than
# they give, and a thread pool does not survive the fork of a preloaded server.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
