"""What signing in needs kept: tries that are counted, sign-ins, second steps, and who is who at another provider."""

from django.db import migrations, models

from sightline.common.row_security import STAFF, only_for, open_table, secure

OWN = f"staff_id = {STAFF}"
OWN_AS_USER = f"user_id = {STAFF}"

# Asked before anybody is known, so it answers for one exact subject and shows no list.
STAFF_OF_SUBJECT = """
create or replace function sightline_staff_of_subject(asked_provider text, subject text) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select user_id from socialaccount_socialaccount where provider = asked_provider and uid = subject
$$
"""

# A lost telephone: the person's second steps go and their sessions end. Done by their agency's administrator, and by
# nobody for themselves.
CLEAR_SECOND_STEP = f"""
create or replace function sightline_clear_second_step(person bigint) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    cleared integer;
begin
    if person = {STAFF} or not exists (
        select from register_staff s where s.id = person and sightline_administers(s.agency_id)
    ) then
        return null;
    end if;
    delete from mfa_authenticator where user_id = person;
    get diagnostics cleared = row_count;
    delete from django_session where session_key in (
        select session_key from common_signin where staff_id = person and session_key <> ''
    );
    update common_signin set session_key = '', ended_at = current_setting('app.business_time')::timestamptz
    where staff_id = person and ended_at is null;
    return cleared;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0008_outgoing_mail"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accessentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("OPENED", "Record opened"),
                    ("LISTED", "List shown"),
                    ("SEARCHED", "Search run"),
                    ("EXPORTED", "List taken as a file"),
                    ("REFUSED", "Request refused"),
                    ("HELD", "Told that a record is held and whom to ring"),
                    ("SIGNED_IN", "Signed in"),
                    ("SIGN_IN_FAILED", "Tried to sign in and was not let in"),
                    ("SIGNED_OUT", "Signed out"),
                ],
                max_length=14,
            ),
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("staff_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("PASSWORD", "Password"),
                            ("APP", "Password and a code from an app"),
                            ("PASSKEY", "Password and a passkey"),
                            ("RECOVERY_CODE", "Password and a recovery code"),
                            ("PROVIDER", "Your organisation's sign-in"),
                            ("PROVIDER_AND_STEP", "Your organisation's sign-in and a second step"),
                        ],
                        max_length=20,
                    ),
                ),
                ("browser", models.CharField(blank=True, max_length=60)),
                ("session_key", models.CharField(blank=True, max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["staff_id", "-at"], name="sign_ins_of_a_person")]},
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["key", "at"], name="attempts_under_a_key"),
                    models.Index(fields=["at"], name="attempts_by_their_age"),
                ]
            },
        ),
        secure("common_signin", read=OWN, may=("select", "insert", "update")),
        open_table("common_attempt", may=("select", "insert", "delete")),
        secure("mfa_authenticator", read=OWN_AS_USER, may=("select", "insert", "update", "delete")),
        secure("socialaccount_socialaccount", read=OWN_AS_USER, may=("select", "insert", "delete")),
        migrations.RunSQL(STAFF_OF_SUBJECT, migrations.RunSQL.noop),
        only_for("sightline_staff_of_subject(text, text)", "sightline_app"),
        migrations.RunSQL(CLEAR_SECOND_STEP, migrations.RunSQL.noop),
        only_for("sightline_clear_second_step(bigint)", "sightline_app"),
    ]
