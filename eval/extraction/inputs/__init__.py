"""Inputs of the extraction benchmark, made by seed: `python -m inputs OUT`."""
