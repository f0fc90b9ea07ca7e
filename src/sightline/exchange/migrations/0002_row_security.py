"""Who may read and load published statistics: everybody, and the analyst or the business manager."""

from django.db import migrations

from sightline.common.row_security import STAFF, secure

LOADS = f"""exists (
    select from register_staff s join register_agency a on a.id = s.agency_id
    where s.id = {STAFF} and s.is_active and a.holds_front_door
      and s.roles && array['PARTNERSHIP_ANALYST', 'BUSINESS_MANAGER']::varchar[]
)"""
TABLES = ("publication", "area", "population", "comparatormember", "publishedvalue")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_tables"), ("register", "0002_row_security")]

    # Published statistics are nobody's record, so that all may read them. Nothing is ever deleted.
    operations = [secure(f"exchange_{table}", read="true", write=LOADS) for table in TABLES]
