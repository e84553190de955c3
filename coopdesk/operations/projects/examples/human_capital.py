"""The Yemen Emergency Human Capital Project, with what the World Bank reported of it until the end of 2023."""

from coopdesk.operations.projects.examples.shapes import Measured, Published, usd

_REPORT = "https://documents.worldbank.org/curated/en/099715107082218498"
_BRIEF = (
    "https://www.worldbank.org/en/results/2024/04/19/"
    "-yemen-building-and-preserving-human-capital-during-prolonged-conflict"
)

HUMAN_CAPITAL = Published(
    {
        "title_en": "Yemen Emergency Human Capital Project", "title_ar": "مشروع رأس المال البشري الطارئ في اليمن",
        "identifier": "P176570", "kind": "humanitarian", "managed_by": "organization", "status": "implementation",
        "description_en": "Provides essential health, nutrition, water and sanitation services to the population.",
        "description_ar": "يوفر للسكان الخدمات الأساسية في الصحة والتغذية والمياه والصرف الصحي.",
        "planned_start": "2021-06-30", "actual_start": "2021-09-27", "planned_end": "2024-06-30",
        "finance": "grant", "aid_type": "project", "channel": "multilateral", "reports": "none",
        "website": "https://projects.worldbank.org/en/projects-operations/project-detail/P176570",
        "participants": [
            {"organization": "ida", "role": "funding"}, {"organization": "unicef", "role": "implementing"},
            {"organization": "who", "role": "implementing"}, {"organization": "unops", "role": "implementing"},
        ],
        "project_countries": [{"country": "YE", "share": "100"}],
        "project_sectors": [
            {"sector": "12220", "share": "70"}, {"sector": "14030", "share": "17.5"},
            {"sector": "12110", "share": "12.5"},
        ],
        "budgets": [
            {"type": "original", "status": "committed", "starts": "2021-06-30", "ends": "2024-06-30",
             "value": usd(amount), "note": note}
            for amount, note in (
                ("104950000.00", "Health, nutrition, public health"), ("26240000.00", "Water and sanitation"),
                ("18810000.00", "Support, management, evaluation"),
            )
        ],
        "transactions": [
            {"type": "commitment", "on": "2021-06-30", "value": usd("150000000.00"), "provider": "ida",
             "source": "multilateral", "description": "Grant, as approved"},
            {"type": "disbursement", "on": "2022-05-31", "value": usd("97900000.00"), "provider": "ida",
             "source": "multilateral", "description": "Disbursed until then"},
            {"type": "disbursement", "on": "2023-06-27", "value": usd("162100000.00"), "provider": "ida",
             "source": "multilateral", "description": "Disbursed since, of more than 260 million in all"},
            {"type": "pledge", "on": "2023-09-06", "value": usd("150000000.00"), "provider": "ida",
             "source": "multilateral", "description": "Second additional grant, as proposed"},
        ],
        "risks": [{"kind": "political", "text_en": "Overall risk, rated High in the report of 2022",
                   "text_ar": "المخاطر العامة، وصفها تقرير عام 2022 بأنها عالية", "status": "open"}],
        "milestones": [
            {"title_en": "Approved", "title_ar": "الموافقة", "due": "2021-06-30", "reached_on": "2021-06-30"},
            {"title_en": "Effective", "title_ar": "النفاذ", "due": "2021-09-27", "reached_on": "2021-09-27"},
            {"title_en": "Mid-term review", "title_ar": "استعراض منتصف المدة", "due": "2023-01-31"},
        ],
        "project_papers": [
            {"kind": "report", "title_en": "Implementation status and results report, 2022",
             "title_ar": "تقرير حالة التنفيذ والنتائج، 2022", "link": _REPORT},
            {"kind": "report", "title_en": "Results brief of 19 April 2024", "title_ar": "موجز النتائج، 19 أبريل 2024",
             "on": "2024-04-19", "link": _BRIEF},
        ],
        "notes": (
            "The shares of the sectors follow the costs of the components. Values are those of May 2022 and of the "
            "end of 2023, “more than” left out; the status is that of April 2024. The targets stand in the project "
            "paper and are not entered here."
        ),
    },
    (
        ("PDO", "goal", "", "The population has essential health, nutrition, water and sanitation services",
         "توافر الخدمات الأساسية في الصحة والتغذية والمياه والصرف الصحي للسكان"),
        ("1", "outcome", "PDO", "Access to health care, nutrition and public health services",
         "إتاحة الرعاية الصحية والتغذية وخدمات الصحة العامة"),
        ("2", "outcome", "PDO", "Access to water supply and sanitation; stronger local systems",
         "إتاحة إمدادات المياه والصرف الصحي وتعزيز النظم المحلية"),
    ),
    (
        Measured("EHCP-1", "People who received health and nutrition services",
                 "من تلقوا خدمات الصحة والتغذية", "PDO", "0", {}, {"2022": "2560000", "2023": "11000000"},
                 women={"2023": "5800000"}),
        Measured("EHCP-2", "Primary health care facilities supported", "مرافق الرعاية الصحية الأولية المدعومة", "1",
                 "0", {}, {"2023": "2200"}),
        Measured("EHCP-3", "Women who received antenatal care", "النساء اللواتي تلقين رعاية ما قبل الولادة", "1", "0",
                 {}, {"2023": "590000"}),
        Measured("EHCP-4", "Children immunized", "الأطفال المحصَّنون", "1", "0", {}, {"2023": "1300000"}),
        Measured("EHCP-5", "People who received mental health and psychosocial support",
                 "من تلقوا دعماً نفسياً واجتماعياً", "1", "0", {}, {"2023": "180000"}),
        Measured("EHCP-6", "Health workers and volunteers in the network", "العاملون والمتطوعون الصحيون في الشبكة", "1",
                 "0", {}, {"2023": "15000"}),
        Measured("EHCP-7", "Beneficiaries satisfied with the services", "المستفيدون الراضون عن الخدمات", "PDO", None,
                 {}, {"2023": "97"}, "per_cent"),
        Measured("EHCP-8", "People with restored water supply", "من أُعيدت إليهم إمدادات المياه", "2", "0", {},
                 {"2023": "530000"}),
        Measured("EHCP-9", "People with restored sanitation", "من أُعيدت إليهم خدمات الصرف الصحي", "2", "0", {},
                 {"2023": "390000"}),
    ),
    "2021", "World Bank, report of 2022 and results brief of 19 April 2024",
)  # fmt: skip
