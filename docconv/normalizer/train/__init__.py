"""Builds what the normalizer ships: ``python -m docconv.normalizer.train --help``.

Nothing here is imported at run time. The sources and their licences are listed in
``docconv/normalizer/data/README.md``.
"""
