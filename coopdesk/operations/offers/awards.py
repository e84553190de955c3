"""Awards: who went on what, begun from the nomination that was selected."""

from collections.abc import Mapping
from typing import Any

from coopdesk.errors import Refused
from coopdesk.i18n import N_
from coopdesk.operations import ceilings, record, rights
from coopdesk.records import Award
from coopdesk.store.home import Store

BEGUN = ("in_post", "ended")
"""The stages of a nomination of which there is an award to be kept."""
_NOT_BEGUN = N_("An award is made of a nomination whose nominee is in post or attending. Take that step first.")
_THERE = N_("This nomination has its award already.")


@rights.needs(rights.OFFICER)
def award_of(store: Store, nomination: str) -> str:
    """Make the award of a nomination: the opportunity, the person and the days; what is owed follows. Returns its id.

    Raises ``NotFound``, and ``Refused`` where nobody went or the award is there.
    """
    view = record.show(store, "nomination", nomination)
    if view["stage"] not in BEGUN:
        raise Refused(_NOT_BEGUN)
    offer: Mapping[str, Any] = record.show(store, "opportunity", view["opportunity"]) if view["opportunity"] else {}
    values = {
        "nomination": nomination, "classification": view["classification"], "audience": view["audience"],
        **{name: view[name] for name in ("opportunity", "expert", "name_en", "name_ar")},
        **{name: offer.get(name) for name in ("starts", "ends")},
    }  # fmt: skip
    with store.writing() as writing:
        there = writing.session.query(Award).where(Award.nomination == nomination, Award.deleted.is_(False)).first()
        if there is not None:
            raise Refused(_THERE)
        made = record.save_in(writing, Award, values)
        ceilings.check(store, writing)
    return made
