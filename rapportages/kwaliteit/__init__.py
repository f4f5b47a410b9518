"""Every check on the data, once: what is missing, what contradicts itself and what lies still."""

from rapportages.kwaliteit.begrip import Controle
from rapportages.kwaliteit.ontbreekt import ONTBREEKT
from rapportages.kwaliteit.stil import STIL
from rapportages.kwaliteit.tegenstrijdig import TEGENSTRIJDIG

ALLE: tuple[Controle, ...] = (*ONTBREEKT, *TEGENSTRIJDIG, *STIL)
CONTROLES = {controle.code: controle for controle in ALLE}
