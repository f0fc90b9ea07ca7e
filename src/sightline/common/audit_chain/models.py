"""The tables of the chain, which the database alone writes."""

from django.db import models


class SealedEntry(models.Model):
    """The place of one entry in the chain: its number, what it came to, and what the chain came to with it.

    Written by the database alone (see `audit_chain`); the service can neither write here nor read.
    """

    seq = models.BigIntegerField(primary_key=True)
    seal = models.BigIntegerField()
    source = models.CharField(max_length=6, help_text="audit or access: which of the two tables")
    entry_id = models.UUIDField()
    row_hash = models.BinaryField()
    chain_hash = models.BinaryField()

    class Meta:
        verbose_name_plural = "sealed entries"

    class Retention:
        keep = ("seq", "seal", "source", "entry_id", "row_hash", "chain_hash")


class AuditSeal(models.Model):
    """What was sealed at one moment, and the head of the chain after it, which is also kept outside the database."""

    number = models.BigIntegerField(primary_key=True)
    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    sealed_at = models.DateTimeField()
    snapshot = models.CharField(max_length=20000, help_text="Which transactions had ended by then")
    cluster = models.CharField(max_length=60, help_text="The server and database that counted those transactions")
    began_again = models.BooleanField(help_text="The first seal after the database was restored from a dump")
    form = models.PositiveSmallIntegerField(help_text="The canonical form that was hashed")
    previous = models.BinaryField()
    head = models.BinaryField()

    class Retention:
        keep = (
            "number",
            "first_seq",
            "last_seq",
            "sealed_at",
            "snapshot",
            "cluster",
            "began_again",
            "form",
            "previous",
            "head",
        )
