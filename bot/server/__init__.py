"""The HTTP service and its pages. Flask is used here and nowhere else."""
