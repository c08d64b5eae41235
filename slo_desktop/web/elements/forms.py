"""The school's own judgement of an element."""

from __future__ import annotations

from wtforms import SelectField, TextAreaField

from slo_desktop.domain.elements import Stage
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.labels import stage_label
from slo_desktop.web.forms import RecordForm, text_limit
from slo_desktop.web.language import current_language


class JudgementForm(RecordForm):
    """Where we stand this year, and why."""

    stage = SelectField(N_("Where we stand"))
    reason_cy = TextAreaField(N_("Reason"), [text_limit()])
    reason_en = TextAreaField(N_("Reason"), [text_limit()])

    @property
    def reason(self) -> dict[Language, str]:
        """What was written in each language, the original first."""
        boxes = {f"reason_{language}": language for language in Language}
        return {
            boxes[name]: text or ""
            for name, text in self.changes.items()
            if name in boxes
        }

    def offer_stages(self) -> None:
        """Name the stages in the person's language."""
        language = current_language()
        self.stage.choices = [(s.value, stage_label(s, language)) for s in Stage]
