"""Credit notes never change: the database itself refuses it (002-55)."""

from django.db import migrations

KEEP_CREDIT_NOTES = """
CREATE FUNCTION saleor_order_central_keep_credit_note() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'credit note %% is kept for good', OLD.number;
    END IF;
    IF (to_jsonb(NEW) - 'order_id' - 'refund_id') IS DISTINCT FROM (to_jsonb(OLD) - 'order_id' - 'refund_id')
        OR (NEW.order_id IS NOT NULL AND NEW.order_id IS DISTINCT FROM OLD.order_id)
        OR (NEW.refund_id IS NOT NULL AND NEW.refund_id IS DISTINCT FROM OLD.refund_id)
    THEN
        RAISE EXCEPTION 'credit note %% cannot be changed', OLD.number;
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER saleor_order_central_keep_credit_note
    BEFORE UPDATE OR DELETE ON saleor_order_central_ordercreditnote
    FOR EACH ROW EXECUTE FUNCTION saleor_order_central_keep_credit_note();
"""
LET_GO = """
DROP TRIGGER saleor_order_central_keep_credit_note ON saleor_order_central_ordercreditnote;
DROP FUNCTION saleor_order_central_keep_credit_note();
"""


def keep_credit_notes(apps, schema_editor) -> None:
    """Parameters make both drivers read the doubled percent signs alike."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(KEEP_CREDIT_NOTES, [])


def let_credit_notes_go(apps, schema_editor) -> None:
    """Take the guard away, so that the table can go."""
    schema_editor.execute(LET_GO)


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0002_built_in_rows")]
    operations = [migrations.RunPython(keep_credit_notes, let_credit_notes_go)]
