"""Check constraints for every Django: the argument is `check` before 5.1 and `condition` after."""

import django
from django.db import models


def check_constraint(condition: models.Q, name: str) -> models.CheckConstraint:
    """Build a check constraint. Models and migrations share it, so that both lines see one state."""
    argument = "condition" if django.VERSION >= (5, 1) else "check"
    return models.CheckConstraint(**{argument: condition, "name": name})
