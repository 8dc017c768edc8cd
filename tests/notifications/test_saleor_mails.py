"""Whether Saleor itself mails customers, as the setting "auto" sees it."""

from __future__ import annotations

import pytest

from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.settings import load_settings
from tests.shop_rows import make_channel

pytestmark = pytest.mark.django_db
USER_EMAIL = "saleor.plugins.user_email.plugin.UserEmailPlugin"


def sends() -> bool:
    return load_settings(using="default").saleor_sends_mails


@pytest.fixture(autouse=True)
def writer():
    with get_host().allow_writer():
        yield


if is_saleor_3():

    def test_saleor_3_mails_when_its_plugin_is_on_in_a_channel(settings, statements):
        from saleor.plugins.models import PluginConfiguration
        from saleor.plugins.user_email.plugin import UserEmailPlugin

        # given a shop where nobody has touched the plugin: it is off by default
        assert UserEmailPlugin.DEFAULT_ACTIVE is False
        settings.PLUGINS = [*settings.PLUGINS, USER_EMAIL]
        assert sends() is False
        # when it is saved for a channel
        row = PluginConfiguration.objects.create(
            identifier=UserEmailPlugin.PLUGIN_ID, channel=make_channel(), active=True, configuration=[]
        )
        with statements() as found:
            assert sends() is True
        # then it was asked for in the statement that reads our settings
        assert len(found) == 1
        # when it is switched off again, or not installed at all
        PluginConfiguration.objects.filter(pk=row.pk).update(active=False)
        assert sends() is False
        PluginConfiguration.objects.filter(pk=row.pk).update(active=True)
        settings.PLUGINS = [path for path in settings.PLUGINS if path != USER_EMAIL]
        assert sends() is False


if not is_saleor_3():

    def test_saleor_2_mails_when_its_templates_are_found(settings, tmp_path):
        # given the templates of the sample shop
        assert sends() is True
        # when the shop has none, as the wheel comes
        settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
        # then
        assert sends() is False


def test_the_shop_may_know_better(configure):
    for value, expected in (("on", True), ("off", False), ("ON", True)):
        configure(saleor_mails=value)
        assert sends() is expected


def test_our_own_settings_are_still_read(configure):
    configure(undo_seconds="17")
    assert load_settings(using="default").undo_seconds == 17
