"""What capabilities above the register declare: what else happens when an award is withdrawn."""

from collections.abc import Callable

from django.db.models import QuerySet

from awards.ceremonies.models import Ceremony

WithdrawalStep = Callable[[QuerySet[Ceremony]], None]

WITHDRAWAL_STEPS: list[WithdrawalStep] = []


def declare_withdrawal_step(step: WithdrawalStep) -> None:
    """Register a step that is taken with the ceremonies of each award that is revoked or replaced."""
    WITHDRAWAL_STEPS.append(step)
