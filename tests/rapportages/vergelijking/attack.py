"""Someone who collects every number that is shown of a regio, and tries everything that fits.

Imports nothing from `rapportages`. It knows what must be so: totals add up, there are no more persons than
praktijkverklaringen, everyone is new once, nobody has an outcome who did not start.
"""

from itertools import product

VERKLARINGEN = ("verklaringen", "personen", "verklaringen_totaal", "personen_totaal")
DELEN = ("werk", "opleiding", "anders", "onbekend")


def possible(jaren, cap):
    """Per year and per cell every number up to `cap` that it can have.

    `jaren`: per year (cijfer, deel) → the number that is shown, or None.
    """
    found = [{} for _ in jaren]
    for year, choices in zip(found, _verklaringen(jaren, cap), strict=True):
        year["verklaringen"] = {given for given, _, _ in choices}
        year["personen"] = {persons for _, persons, _ in choices}
    for year, choices in zip(found, _outcomes(jaren, cap), strict=True):
        year["gestarte_trajecten"] = {started for started, _ in choices}
        year["uitkomst"] = {ended for _, ended in choices}
    for year, shown in zip(found, jaren, strict=True):
        for deel, values in _parts(shown, year["uitkomst"]).items():
            year[f"uitkomst {deel}"] = values
    return found


def _verklaringen(jaren, cap):
    each = [(y, p, n) for y in range(cap + 1) for p in range(y + 1) for n in range(p + 1)]
    options = [
        [(y, p, n) for y, p, n in each if fits(jaar, "verklaringen", y) and fits(jaar, "personen", p)] for jaar in jaren
    ]

    def step(place, state, choice):
        given, persons = state[0] + choice[0], state[1] + choice[2]
        shown = jaren[place]
        allowed = choice[1] <= persons and fits(shown, "verklaringen_totaal", given)
        return (given, persons) if allowed and fits(shown, "personen_totaal", persons) else None

    return explore(options, (0, 0), step)


def _outcomes(jaren, cap):
    options = [
        [
            (s, o)
            for s, o in product(range(cap + 1), repeat=2)
            if fits(jaar, "gestarte_trajecten", s) and fits(jaar, "uitkomst_6_maanden", o)
        ]
        for jaar in jaren
    ]

    def step(_place, state, choice):
        left = state + choice[0] - choice[1]
        return left if left >= 0 else None

    return explore(options, 0, step)


def _parts(shown, wholes):
    """Whatever the whole can be, the hidden parts add up to what the others leave of it."""
    parts = {deel: shown["uitkomst_6_maanden", deel] for deel in DELEN}
    known = sum(part for part in parts.values() if part is not None)
    left = max(wholes) - known
    hides = [deel for deel, part in parts.items() if part is None]
    least = left if len(hides) == 1 and len(wholes) == 1 else 0
    return {deel: set(range(least, left + 1)) for deel in hides}


def fits(shown, cijfer, value):
    return shown[cijfer, "totaal"] in {None, value}


def explore(options, start, step):
    """Per year the choices that are part of some way through all years."""
    layers = [{start}]
    for place, choices in enumerate(options):
        steps = (step(place, state, choice) for state in layers[-1] for choice in choices)
        layers.append({state for state in steps if state is not None})
    alive, found = layers[-1], []
    for place in reversed(range(len(options))):
        ways = [(s, c) for s in layers[place] for c in options[place] if step(place, s, c) in alive]
        alive = {state for state, _ in ways}
        found.insert(0, {choice for _, choice in ways})
    return found
