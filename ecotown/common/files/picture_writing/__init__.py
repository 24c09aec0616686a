"""Rewriting of untrusted pictures: their pixels in sRGB, upright, without metadata.

The portal runs `__main__` in a subprocess that cannot import the portal, and imports only `limits` itself;
hence the relative imports. A picture of 100 million pixels must fit into 1 GB of memory, so its rows are
converted in strips.
"""
