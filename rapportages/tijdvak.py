from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Tijdvak:
    """From the first up to and including the last day, which is the peildatum."""

    van: date
    tot: date

    def __post_init__(self) -> None:
        if self.tot < self.van:
            raise ValueError(f"{self.tot} ligt voor {self.van}")
