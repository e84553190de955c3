"""What the document of results is made of: the results, the same compared by groups, and who was asked.

It bears the highest degree of the survey and of any response that is counted in it: a number tells of each of them, if
little, and what was said in words is quoted.
"""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from coopdesk.forms.results import Said
from coopdesk.i18n import LANGUAGES, using
from coopdesk.operations import rights
from coopdesk.operations.forms import invitations, results
from coopdesk.operations.reach import Reader
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.survey_results import ResultsSource


@rights.needs(rights.READER)
def source(store: Store, source: Any, by: str, who: Reader) -> "ResultsSource":
    """Return what the document of a survey, or of a form, is made of; ``by``: as ``results`` takes it, empty for what
    fits. Raises ``InvalidValue``."""
    from coopdesk.documents.survey_results import Asked, ResultsSource
    from coopdesk.operations.forms.results import TEXTS

    of = results.scope(store, source.record.id)
    whole = results.results(store, of, "", who)
    by = by or results.usual_grouping(store, of)
    compared = results.results(store, of, by, who) if by and whole.n else None
    asked: list[Asked] = []
    everybody = None
    if of.type == "survey":
        sheets = []
        for lang in LANGUAGES:
            with using(lang):
                sheets.append(invitations.sheet(store, of.id, "type"))
        named = {one.key: one.title for one in sheets[1].groups}
        asked = [
            Asked(Said(one.title, named[one.key]), one.invited, one.answered, one.declined)
            for one in sheets[0].groups if one.invited
        ]  # fmt: skip
        rate = sheets[0].whole
        everybody = Asked(Said(), rate.invited, rate.answered, rate.declined)
    around = {one.name: getattr(source, one.name) for one in fields(source)} | {"lists": {}, "related": {}}
    return ResultsSource(
        **around, whole=whole, compared=compared if compared is not None and any(compared.groups) else None,
        by=results.groupings(store, of).get(by, Said()), asked=asked, everybody=everybody,
        degrees=results.counted_ids(store, of, who), listed=TEXTS,
    )  # fmt: skip
