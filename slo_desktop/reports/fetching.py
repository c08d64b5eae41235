"""What a report may load: files we ship and photos that were chosen, no more."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from slo_desktop.reports.photos import printable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCHEME = "app:"
PHOTO = "photo/"
SHIPPED = "print/"


class RefusedAddressError(FatalURLFetchingError):
    """A report asked for something that is not ours to print."""


class AppFetcher(URLFetcher):
    """Answers `app:print/…` with shipped files and `app:photo/…` with photos."""

    def __init__(self, assets: Path, photos: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols={"app"})
        self.shipped = (assets / SHIPPED).resolve()
        self.photos = photos

    def fetch(
        self,
        url: str,
        headers: dict[str, str] | None = None,  # noqa: ARG002  part of the interface
    ) -> URLFetcherResponse:
        """Read one of our own addresses.

        Raises:
            RefusedAddressError: it is any other address.
        """
        name = url.removeprefix(SCHEME)
        if name == url:
            raise RefusedAddressError(url)
        if name.startswith(PHOTO):
            return self._photo(url, name.removeprefix(PHOTO))
        return self._file(url, name)

    def _photo(self, url: str, sha256: str) -> URLFetcherResponse:
        if sha256 not in self.photos:
            raise RefusedAddressError(url)
        body = printable(self.photos[sha256])
        return URLFetcherResponse(url, body, {"Content-Type": "image/jpeg"})

    def _file(self, url: str, name: str) -> URLFetcherResponse:
        path = (self.shipped.parent / name).resolve()
        if not (path.is_relative_to(self.shipped) and path.is_file()):
            raise RefusedAddressError(url)
        kind = mimetypes.types_map.get(path.suffix, "application/octet-stream")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})
