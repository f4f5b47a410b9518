"""The electronic seal: where its key comes from, putting it on a PDF, and reading it back.

The only place that knows pyHanko. Slow to import, so that nothing outside imports `key`, `pades` or `reading` on top.
"""
