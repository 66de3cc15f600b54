"""The fast engine: what `plain.py` and the files under it say, once more, compiled by numba over flat arrays."""
