"""What holds in each channel: its own choices, then the shop's, then the plugin's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from .colors import Colors
from .features import Feature, FeatureCode, FeatureState, shipped_state
from .models import CenterSettings

TEXT_NAMES = ("title", "intro", "footer")


@dataclass(frozen=True, slots=True)
class CenterView:
    """Everything that was chosen for a channel, as it counts."""

    channel: str
    is_enabled: bool
    colors: Colors
    logo_url: str
    support_url: str
    features: tuple[Feature, ...]

    def feature(self, code: FeatureCode) -> Feature:
        """Return one feature."""
        return next(feature for feature in self.features if feature.code is code)


@dataclass(frozen=True, slots=True)
class ActivationBook:
    """The choices of all channels."""

    rows: Mapping[str, CenterSettings]

    def is_enabled(self, channel: str) -> bool:
        """Tell whether the centre is on in a channel (000-04); it is until somebody says otherwise."""
        said = (row.is_enabled for row in self._rows(channel))
        return next((value for value in said if value is not None), True)

    @property
    def is_on_everywhere(self) -> bool:
        """Whether nobody has switched anything off."""
        return all(row.is_enabled is not False for row in self.rows.values())

    def view(self, channel: str) -> CenterView:
        """Return what counts in a channel; "" is the shop itself."""
        defaults = Colors()
        return CenterView(
            channel,
            self.is_enabled(channel),
            Colors(
                self._text(channel, "primary_color") or defaults.primary,
                self._text(channel, "background_color") or defaults.background,
                self._text(channel, "text_color") or defaults.text,
            ),
            self._text(channel, "logo_url"),
            self._text(channel, "support_url"),
            tuple(self._feature(channel, code) for code in FeatureCode),
        )

    def is_ready(self, channel: str, code: FeatureCode) -> bool:
        """Tell whether a channel uses the centre's own page of a feature."""
        return self._feature(channel, code).is_ready

    def texts(self, channel: str, language: str) -> dict[str, str]:
        """Return title, intro and footer in a language, else untranslated, else ""."""
        return {name: self._wording(channel, name, language) for name in TEXT_NAMES}

    def _wording(self, channel: str, name: str, language: str) -> str:
        languages = (language, language.partition("-")[0], "")
        found = (row.texts.get(one, {}).get(name, "") for row in self._rows(channel) for one in languages)
        return next((text for text in found if text), "")

    def _feature(self, channel: str, code: FeatureCode) -> Feature:
        chosen = [row.features.get(code.value, {}) for row in self._rows(channel)]
        state = next((one["state"] for one in chosen if one.get("state")), None)
        url = next((one["fallback_url"] for one in chosen if one.get("fallback_url")), "")
        shipped = shipped_state(code)
        # A state from before an upgrade or a downgrade must not promise what is not there.
        is_possible = state is not None and (
            state != FeatureState.READY.value or shipped is FeatureState.READY
        )
        return Feature(
            code,
            FeatureState(state) if is_possible else shipped,
            url.replace("{channel}", quote(channel, safe="")),
        )

    def _rows(self, channel: str) -> Iterator[CenterSettings]:
        yield from (self.rows[one] for one in dict.fromkeys((channel, "")) if one in self.rows)

    def _text(self, channel: str, column: str) -> str:
        found = (getattr(row, column) for row in self._rows(channel))
        return next((text for text in found if text), "")


def load_activation(*, using: str) -> ActivationBook:
    """Read the choices of every channel in one statement."""
    return ActivationBook({row.channel: row for row in CenterSettings.objects.using(using).all()})
