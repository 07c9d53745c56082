"""The plan of what an import makes and changes, and the one place that carries it out."""
