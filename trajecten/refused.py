"""The rules say no. Not a race (TransitionError) and not a typing error (a form): a fact that has to change first."""


class RefusedError(Exception):
    """Each reason is a sentence that the page can show as it is."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class ErkenningEndsError(RefusedError):
    """Allowed, once someone confirms to have seen it."""
