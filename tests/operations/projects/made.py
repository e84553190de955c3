"""A project with all that belongs to one, in both languages, as several tests make it: who takes part, shares, money,
results with indicators, targets and values, milestones, risks, papers, a progress report, an endowment that pays."""

from typing import Any, NamedTuple

from coopdesk.operations import record
from coopdesk.store.home import Store

FUND = {"name_en": "Development Fund", "name_ar": "صندوق التنمية", "type": "donor"}
BODY = {"name_en": "Rural Water Agency", "name_ar": "وكالة المياه الريفية", "type": "intergovernmental"}
MINISTRY = {"name_en": "Ministry of Water", "name_ar": "وزارة المياه", "type": "government"}
ABOUT: dict[str, Any] = {
    "title_en": "Safe water for rural schools", "title_ar": "المياه المأمونة للمدارس الريفية",
    "identifier": "XM-DAC-998-WASH-01", "kind": "development", "managed_by": "organization",
    "status": "implementation", "planned_start": "2025-01-01", "planned_end": "2028-12-31",
    "actual_start": "2025-02-10", "collaboration": "multilateral_earmarked", "flow": "oda", "finance": "grant",
    "aid_type": "project", "tied": "untied", "channel": "multilateral", "reports": "quarterly", "fits": "fully",
    "fits_reason": "Water comes first in the strategy.",
    "description_en": "Wells, pumps and latrines for four hundred schools.",
    "description_ar": "آبار ومضخات ودورات مياه لأربعمئة مدرسة.",
    "website": "https://example.org/wash",
}  # fmt: skip
RISKS = [
    {"kind": "political", "text_en": "Roads are closed for weeks.", "text_ar": "تغلق الطرق أسابيع.", "likelihood": "4",
     "impact": "4", "mitigation": "Stocks are kept in each district.", "status": "open", "reviewed_on": "2026-06-01"},
    {"kind": "capacity", "text_en": "Pumps are not maintained.", "text_ar": "لا تصان المضخات.", "likelihood": "2",
     "impact": "3", "mitigation": "Two caretakers a school are trained.", "status": "closed"},
]  # fmt: skip
MILESTONES = [
    {"title_en": "Survey of schools done", "title_ar": "إنجاز مسح المدارس", "due": "2025-06-30",
     "reached_on": "2025-07-20"},
    {"title_en": "First hundred wells", "title_ar": "أول مئة بئر", "due": "2026-03-31"},
    {"title_en": "All wells handed over", "title_ar": "تسليم الآبار كلها", "due": "2028-10-31"},
]  # fmt: skip
PAPERS = [
    {"kind": "agreement", "title_en": "Financing agreement", "title_ar": "اتفاقية التمويل", "on": "2024-12-01",
     "link": "https://example.org/wash/agreement.pdf"},
]  # fmt: skip
REPORT: dict[str, Any] = {
    "period": "2026-Q2", "light": "amber", "per_cent": "40", "spent": {"amount": "2400000", "currency": "USD"},
    "done_en": "Eighty wells were drilled.", "done_ar": "حُفرت ثمانون بئرًا.",
    "problems_en": "Fuel is short in the north.", "problems_ar": "يشح الوقود في الشمال.",
    "decision_en": "Extend the second phase by a quarter.", "decision_ar": "تمديد المرحلة الثانية ربع سنة.",
    "next_en": "Drilling moves to the coast.", "next_ar": "ينتقل الحفر إلى الساحل.",
    "prepared_by": "Rural Water Agency, field office", "sent_on": "2026-07-12",
}  # fmt: skip


class Made(NamedTuple):
    """The ids of what was made."""

    project: str
    report: str
    fund: str
    body: str
    indicators: tuple[str, ...]


def money(amount: int) -> dict[str, str]:
    return {"amount": str(amount), "currency": "USD"}


def project(store: Store, **values: Any) -> Made:
    """Make the project; ``values``: of the project, besides or instead of what it has."""
    fund, body, ministry = (record.save(store, "organization", one)["id"] for one in (FUND, BODY, MINISTRY))
    roles = ((fund, "funding"), (body, "implementing"), (ministry, "partner"))
    lists = {
        "participants": [{"organization": one, "role": role} for one, role in roles],
        "project_countries": [{"country": "YE", "share": "70", "place": "Hajjah"}, {"country": "SD", "share": "30"}],
        "project_sectors": [{"sector": "14030", "share": "80"}, {"sector": "11120", "share": "20"}],
        "budgets": [{"type": "original", "status": "committed", "starts": f"{year}-01-01", "ends": f"{year}-12-31",
                     "value": money(1_500_000)} for year in (2025, 2026, 2027, 2028)],
        "transactions": _transactions(fund, body),
        "in_kinds": [{"kind": "expertise", "description": "Hydrologist", "quantity": "60", "unit": "days",
                      "value": money(30_000), "provider": ministry, "receiver": body}],
        "milestones": [one | {"responsible": body} for one in MILESTONES],
        "risks": [one | {"owner": body} for one in RISKS], "project_papers": PAPERS,
    }  # fmt: skip
    about = ABOUT | {"coordinating": ministry, "proposing": fund, "reporting": body, "funding_target": money(6_000_000)}
    id = str(record.save(store, "project", about | lists | values)["id"])
    indicators = _results(store, id)
    report = record.save(store, "progress_report", REPORT | {"project": id})["id"]
    return Made(id, str(report), str(fund), str(body), indicators)


def _transactions(fund: str, body: str) -> list[dict[str, Any]]:
    told = (
        ("pledge", "2024-11-01", 5_000_000, "government"), ("commitment", "2024-12-01", 4_000_000, "government"),
        ("commitment", "2025-03-01", 500_000, "donation"), ("disbursement", "2025-02-15", 1_200_000, "government"),
        ("disbursement", "2026-02-15", 900_000, "government"), ("disbursement", "2026-05-15", 300_000, "donation"),
    )  # fmt: skip
    return [
        {"type": type, "on": on, "value": money(amount), "source": source, "provider": fund, "receiver": body,
         "description": f"Tranche of {on[:4]}"}
        for type, on, amount, source in told
    ]  # fmt: skip


def _results(store: Store, project: str) -> tuple[str, ...]:
    """Make a goal, an outcome and two outputs, and indicators of the last three."""
    texts = (
        ("goal", "1", "Children are healthy", "أطفال أصحاء", "", ""),
        ("outcome", "1.1", "Pupils drink safe water", "يشرب التلاميذ ماءً مأمونًا", "Schools stay open.",
         "تبقى المدارس مفتوحة."),
        ("output", "1.1.1", "Wells are drilled", "حُفرت الآبار", "Ground water is found.", "تتوافر المياه الجوفية."),
        ("output", "1.1.2", "Caretakers are trained", "دُرِّب القائمون على الصيانة", "", ""),
    )  # fmt: skip
    lines = [
        {"level": level, "code": code, "title_en": en, "title_ar": ar, "assumptions_en": if_en, "assumptions_ar": if_ar}
        for level, code, en, ar, if_en, if_ar in texts
    ]
    results = [one["id"] for one in record.save(store, "project", {"id": project, "results": lines})["results"]]
    up = dict(zip(results[1:], (results[0], results[1], results[1]), strict=True))
    linked = [{"id": one, "part_of": up.get(one)} for one in results]
    record.save(store, "project", {"id": project, "results": linked})
    told = (
        ("Pupils with safe water at school", "التلاميذ الذين لهم ماء مأمون", "pupils", "تلميذ", results[1], "12000"),
        ("Wells in use", "الآبار العاملة", "wells", "بئر", results[2], "0"),
        ("Caretakers trained", "القائمون على الصيانة المدربون", "people", "شخص", results[3], "0"),
    )
    ids = []
    for place, (en, ar, unit, unit_ar, result, baseline) in enumerate(told, 1):
        values = {
            "code": f"W{place}", "name_en": en, "name_ar": ar, "unit_en": unit, "unit_ar": unit_ar, "measure": "number",
            "project": project, "result": result, "baseline": baseline, "baseline_period": "2024", "direction": "up",
            "frequency": "year", "source_en": "School register", "source_ar": "سجل المدارس", "method": "entered",
        }  # fmt: skip
        ids.append(str(record.save(store, "indicator", values)["id"]))
    _measure(store, ids[0], {"2025": "30000", "2026": "60000", "2028": "120000"}, {"2025": "29000"})
    _measure(store, ids[1], {"2025": "50", "2026": "150", "2028": "400"}, {"2025": "20", "2026": "100"})
    return tuple(ids)


def _measure(store: Store, indicator: str, targets: dict[str, str], values: dict[str, str]) -> None:
    lines = [{"period": period, "value": value} for period, value in targets.items()]
    record.save(store, "indicator", {"id": indicator, "targets": lines})
    for period, value in values.items():
        record.save(store, "indicator_value", {"indicator": indicator, "period": period, "value": value})
