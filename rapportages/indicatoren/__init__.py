"""Every indicator, once (domain.md 5.2)."""

from rapportages.indicatoren.begrip import Indicator
from rapportages.indicatoren.instroom import I1, I2, I3, I4
from rapportages.indicatoren.inzet import I14, I15, I16, I17, I18
from rapportages.indicatoren.opbrengst import I5, I6, I7, I8, I9, I10
from rapportages.indicatoren.uitkomst import I11, I12, I13

ALLE: tuple[Indicator, ...] = (I1, I2, I3, I4, I5, I6, I7, I8, I9, I10, I11, I12, I13, I14, I15, I16, I17, I18)
INDICATOREN = {indicator.code: indicator for indicator in ALLE}
