"""Slow checks: the kernel against independent ways to the same numbers."""
