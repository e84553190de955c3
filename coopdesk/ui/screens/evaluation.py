"""The tab Evaluation: indicators, progress, evaluations; forms, what was answered to them, and surveys."""

from coopdesk.i18n import N_

LABEL = N_("Evaluation")
BY_NAME = False
TYPES: tuple[str, ...] = (
    "indicator", "indicator_value", "framework", "progress_report", "evaluation", "form_template", "response", "survey",
)  # fmt: skip
