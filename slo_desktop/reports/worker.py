"""The PDF worker: a process of its own that prints what each line of input asks for.

It keeps WeasyPrint warm between orders, can be killed at any moment, and gives its
memory back when it ends. One order and each answer is a line of JSON; answers carry
no text from a record.
"""

from __future__ import annotations

import base64
import gc
import json
import logging
import re
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from slo_desktop import paths
from slo_desktop.domain.values import dataclass
from slo_desktop.reports import fonts, libraries
from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MEMORY = 4 * 1024**3
OBJECTS_BEFORE_SWEEP = 200_000
"""Laying out makes very many small objects; sweeping seldom saves a quarter of it."""
PREVIEW_DPI = 100
STEP = re.compile(r"Step (\d)(?:.*Page (\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One order as the worker reads it."""

    parts: tuple[Path, ...]
    pdf: Path
    images: Path | None
    photos: Mapping[str, Path]

    @classmethod
    def from_json(cls, line: str) -> Task:
        """Read an order."""
        order = json.loads(line)
        return cls(
            parts=tuple(map(Path, order["parts"])),
            pdf=Path(order["pdf"]),
            images=Path(order["images"]) if order["images"] else None,
            photos={name: Path(path) for name, path in order["photos"].items()},
        )


class _Progress(logging.Handler):
    """Passes WeasyPrint's progress on."""

    def __init__(self, answer: Callable[[Mapping[str, Any]], None]) -> None:
        super().__init__(logging.INFO)
        self.answer = answer

    def emit(self, record: logging.LogRecord) -> None:
        """Answer with the step, and the page where there is one."""
        if found := STEP.match(record.getMessage()):
            page = int(found[2]) if found[2] else 0
            self.answer({"event": "progress", "step": int(found[1]), "page": page})


def main(cache: Path, orders: IO[str], answers: IO[str]) -> int:
    """Print what each line of `orders` asks for, until there are no more.

    Args:
        cache: a folder that may be deleted at any time.
        orders: one JSON object a line (see `press.Press`).
        answers: progress, then `done` or `failed`, for each order.
    """
    fonts.use(paths.assets(), cache)
    if sys.platform == "darwin":
        libraries.open_by_place([paths.shipped(), *libraries.folders()])
    _limit_memory()

    def answer(fact: Mapping[str, Any]) -> None:
        answers.write(json.dumps(fact) + "\n")
        answers.flush()

    _listen(answer)
    _warm_up()
    answer({"event": "ready"})
    for line in orders:
        try:
            done = _carry_out(line, answer)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001  the parent must know, whatever it is
            answer({"event": "failed", "reason": type(error).__name__})
        else:
            answer({"event": "done", **done})
        gc.collect()
    return 0


def _listen(answer: Callable[[Mapping[str, Any]], None]) -> None:
    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    progress.handlers = [_Progress(answer)]
    progress.propagate = False


def _warm_up() -> None:
    # Half a second that the first report does not have to wait for.
    from slo_desktop.reports import printing  # noqa: F401, PLC0415  big, for this only

    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_SWEEP, 20, 20)


def _carry_out(
    line: str, answer: Callable[[Mapping[str, Any]], None]
) -> Mapping[str, Any]:
    """One order; a page that must not lie on the disk goes back as it came."""
    part = json.loads(line).get("secret")
    if part is None:
        return {"pages": _print(Task.from_json(line), answer)}
    return {"pdf": base64.b64encode(_laid_out([part], {})).decode()}


def _print(task: Task, answer: Callable[[Mapping[str, Any]], None]) -> int:
    parts = [part.read_text(encoding="utf-8") for part in task.parts]
    pdf = _laid_out(parts, task.photos)
    write_atomically(task.pdf, pdf)
    return _picture_pages(task, answer)


def _laid_out(parts: Sequence[str], photos: Mapping[str, Path]) -> bytes:
    from slo_desktop.reports.fetching import AppFetcher  # noqa: PLC0415  imports WeasyPrint
    from slo_desktop.reports.printing import to_pdf  # noqa: PLC0415  the same

    assets = paths.assets()
    return to_pdf(parts, AppFetcher(assets, photos), fonts.folder(assets))


def _picture_pages(task: Task, answer: Callable[[Mapping[str, Any]], None]) -> int:
    import pypdfium2  # noqa: PLC0415  only here

    with pypdfium2.PdfDocument(task.pdf) as document:
        if task.images:
            task.images.mkdir(parents=True, exist_ok=True)
            for number, page in enumerate(document, start=1):
                picture = page.render(scale=PREVIEW_DPI / 72).to_pil()
                picture.save(page_image(task.images, number), compress_level=2)
                answer({"event": "progress", "step": 8, "page": number})
        return len(document)


def page_image(folder: Path, number: int) -> Path:
    """Where the picture of a page is."""
    return folder / f"page-{number:04d}.png"


def _limit_memory() -> None:
    # On macOS what all programs share would count too, so the limit would be refused.
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  not there on Windows

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def run(arguments: Sequence[str]) -> int:
    """The verb `pdf-worker CACHE`, for the program itself only."""
    return main(Path(arguments[0]), sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
