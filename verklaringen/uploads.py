"""A file that is looked at in memory and written nowhere."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse

MAX_MB = 5
MAX_BYTES = MAX_MB * 1024 * 1024
TOO_LARGE = "te_groot"


class InMemoryOnly(FileUploadHandler):
    """Stops as soon as all files together are larger than MAX_BYTES."""

    total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.total += len(raw_data)
        if self.total > MAX_BYTES:
            self.file = BytesIO()
            setattr(self.request, TOO_LARGE, True)
            raise StopUpload(connection_reset=False)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )


def uploads_in_memory(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Outermost: it must come before anything reads what was posted."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemoryOnly(request)]
        return view(request, *args, **kwargs)

    return wrapper


def was_too_large(request: HttpRequest) -> bool:
    return bool(getattr(request, TOO_LARGE, False))
