"""Sweeps under torture: killed, crowded, starved of room, and a million runs long."""
