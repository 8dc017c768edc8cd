"""Files as the API shows them."""

import graphene

from ..attachments.links import attachment_path
from ..host import get_host
from ..host.schema import date_time
from .enums import OrderEntryAuthorEnum

DateTime = date_time()


class OrderAttachment(graphene.ObjectType):
    """File of a return, a message, a memo or an event."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    url = graphene.String(required=True, description="Address of the file, good for 15 minutes.")
    file_name = graphene.String(required=True, description="Name of the file.")
    content_type = graphene.String(required=True, description="Type that its content was checked for.")
    size = graphene.Int(required=True, description="Size in bytes.")
    uploaded_by = graphene.Field(OrderEntryAuthorEnum, required=True, description="Who uploaded it, by role.")
    created_at = DateTime(required=True, description="When.")

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_url(root, _info):
        return get_host().build_absolute_uri(attachment_path(root.pk))

    @staticmethod
    def resolve_file_name(root, _info):
        return root.name
