"""Sending a file with a form, and opening one as somebody."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sightline.common.files.tests import made


def upload(content=made.PDF, name="letter.pdf"):
    return SimpleUploadedFile(name, content)


def opened(client, person, file):
    client.force_login(person)
    return client.get(reverse("file", args=[file.address]))
