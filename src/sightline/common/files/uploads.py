"""What happens to a file while it comes in: it is cut off where it grows past what may be attached.

Everything else in the form is read to its end, so that a file that is too large costs nobody their words.
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from sightline.common.files.limits import limits


class UpToTheLimit(TemporaryFileUploadHandler):
    """Writes a file to the disk up to one byte past the limit, and of one request no more than its records may hold.

    What comes after is read and dropped. The file then shows the size that it had, and is refused for it.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._in_all = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._in_file = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        allowed = limits()
        self._in_file += len(raw_data)
        self._in_all += len(raw_data)
        if self._in_file <= allowed.file + self.chunk_size and self._in_all <= allowed.file * allowed.per_record:
            self.file.write(raw_data)
        else:
            self._in_file = max(self._in_file, allowed.file + 1)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        self.file.size = max(file_size, self._in_file)
        return self.file
