"""Charts without a script: pure functions from numbers to geometry, and the table that says the same.

Across, everything is a percentage of the width; down, it is pixels. So one drawing fits a phone, a desk and paper, and
its text keeps its size. A value of None was too small to show: it is drawn as an area of which one knows no more than
that the value lies in it. Hiding a second value, where the first could be calculated from the rest, is for the caller.
"""

from praktijkleren.ui.charts.bars import Bars, bars, funnel
from praktijkleren.ui.charts.plot import Plot
from praktijkleren.ui.charts.plots import columns, line
from praktijkleren.ui.charts.scale import amount, percent
from praktijkleren.ui.charts.shapes import Point, Series

Chart = Bars | Plot

__all__ = ["Bars", "Chart", "Plot", "Point", "Series", "amount", "bars", "columns", "funnel", "line", "percent"]
