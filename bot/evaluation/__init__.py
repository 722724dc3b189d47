"""Labelled questions -> metrics, curves, comparisons."""
