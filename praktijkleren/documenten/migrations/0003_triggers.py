from django.db import migrations

from praktijkleren.documenten.triggers import SEALED_FILES


def install(apps, schema_editor):
    SEALED_FILES.install(schema_editor.connection)


def remove(apps, schema_editor):
    SEALED_FILES.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("documenten", "0002_origin")]
    operations = [migrations.RunPython(install, remove)]
