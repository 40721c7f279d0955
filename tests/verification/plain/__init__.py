"""The rules of the market in plain Python, by who acts. Start reading at ../plain_market.py.

Names of figures and parameters are those of cython_ext/state.pxd and params.pxd, which give units.
"""
