"""What is closed is summed once (performance.md, dashboards)."""

from django.db import models


class Somstand(models.Model):
    """How often the facts of a regio changed: who writes a fact counts here first, in the same transaction."""

    regio = models.OneToOneField("accounts.Regio", models.CASCADE, primary_key=True, related_name="+")
    versie = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "somstanden"

    def __str__(self) -> str:
        return f"{self.regio_id}: {self.versie}"


class Som(models.Model):
    """The answer to one question about facts up to and including `tot`; gone as soon as one of those changes."""

    regio = models.ForeignKey("accounts.Regio", models.CASCADE, related_name="+")
    tot = models.DateField()
    sleutel = models.CharField(max_length=64)
    """SHA-256 of the question as SQL."""
    uitkomst = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "sommen"
        indexes = [models.Index(fields=["regio", "tot"])]
        constraints = [models.UniqueConstraint(fields=["regio", "sleutel"], name="rapportages_som_once")]

    def __str__(self) -> str:
        return f"{self.tot} {self.sleutel[:8]}"
