"""The audit and the trail of reading, sealed so that a change made afterwards is found and named (ruling R10)."""

from sightline.common.audit_chain.heads import Head, Heads
from sightline.common.audit_chain.sealing import Seal, seal
from sightline.common.audit_chain.verifying import Finding, Findings, verify

__all__ = ["Finding", "Findings", "Head", "Heads", "Seal", "seal", "verify"]
