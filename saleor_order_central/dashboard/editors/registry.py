"""Every editor by its name."""

from . import carriers, messages, returns, statuses
from .editor import Editor

EDITORS: dict[str, Editor] = {
    one.name: one for one in (*statuses.EDITORS, *messages.EDITORS, *carriers.EDITORS, *returns.EDITORS)
}
