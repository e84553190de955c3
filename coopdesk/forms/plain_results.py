"""Results of forms as plain values, for programs that read them."""

from typing import Any

from coopdesk.forms.results import Results, Said, Told


def plain(found: Results) -> dict[str, Any]:
    """Return results as plain values."""
    return {
        "n": found.n, "fewest": found.fewest, "by": found.by or None,
        "groups": [{"key": one.key, **_both(one.label), "n": one.n, "suppressed": one.n is None}
                   for one in found.groups],
        "questions": [
            {
                "name": one.item.path, "kind": one.item.kind, **_both(one.item.label), **_plain(one.whole),
                "conflicts": one.conflicts, "texts": list(one.texts), "groups": [_plain(each) for each in one.groups],
                "chi_square": one.dependence._asdict() if one.dependence else None,
            }
            for one in found.questions
        ],
        "criteria": [
            {"criterion": one.criterion, **_both(one.label), "whole": one.whole, "groups": list(one.groups)}
            for one in found.criteria
        ],
        "apart": [{"version": one.version, "questions": [_both(label) for label in one.questions]}
                  for one in found.apart],
    }  # fmt: skip


def _plain(told: Told) -> dict[str, Any]:
    counts = [
        {"value": one.value, **_both(one.label), "count": one.counted, "share": round(one.share, 2),
         **({"mean_place": round(one.place, 4)} if one.place is not None else {})}
        for one in told.rows
    ]  # fmt: skip
    return {
        "n": told.n, "suppressed": told.n is None, "entries": told.entries or None, "counts": counts,
        "spread": told.spread._asdict() if told.spread else None,
        "nps": {**told.promoters._asdict(), "score": round(told.promoters.score, 2)} if told.promoters else None,
        "csat": {**told.satisfied._asdict(), "share": round(told.satisfied.share, 2)} if told.satisfied else None,
    }  # fmt: skip


def _both(label: Said) -> dict[str, str]:
    return {"label_en": label.en, "label_ar": label.ar}
