"""The Bangladesh Urban Resilience Project of the World Bank, 2015 to 2020, with the values of May 2018."""

from coopdesk.operations.projects.examples.shapes import Measured, Published, usd, years

URBAN_RESILIENCE = Published(
    {
        "title_en": "Bangladesh Urban Resilience Project", "title_ar": "مشروع القدرة على الصمود الحضري في بنغلاديش",
        "identifier": "P149493", "kind": "development", "managed_by": "organization", "status": "closed",
        "description_en": (
            "Strengthens the capacity of government agencies to respond to emergencies, and the systems that make "
            "future buildings in Dhaka and Sylhet less vulnerable to disasters."
        ),
        "description_ar": (
            "يعزز قدرة الأجهزة الحكومية على الاستجابة لحالات الطوارئ، والنظم التي تجعل المباني الجديدة في دكا "
            "وسيلهت أقل عرضة لأضرار الكوارث."
        ),
        "planned_start": "2015-03-24", "actual_start": "2015-08-03", "planned_end": "2020-06-30",
        "finance": "loan", "aid_type": "project", "channel": "public",
        "funding_target": usd("173000000.00"), "reports": "none",
        "website": "https://projects.worldbank.org/en/projects-operations/project-detail/P149493",
        "participants": [
            {"organization": "ida", "role": "funding"},
            {"name": "Project Coordination and Monitoring Unit, Planning Commission", "role": "accountable"},
            {"name": "Dhaka North City Corporation", "role": "implementing"},
            {"name": "Rajdhani Unnayan Kartripakkha (RAJUK)", "role": "implementing"},
            {"name": "Department of Disaster Management", "role": "implementing"},
        ],
        "project_countries": [{"country": "BD", "share": "100", "place": "Dhaka, Sylhet"}],
        "project_sectors": [{"sector": "43060", "share": "100"}],
        "budgets": [
            {"type": "original", "status": "committed", "starts": "2015-08-03", "ends": "2020-06-30",
             "value": usd(amount), "note": note}
            for amount, note in (
                ("110000000.00", "A: emergency management"), ("12000000.00", "B: critical facilities"),
                ("41000000.00", "C: construction and planning"), ("10000000.00", "D: coordination, monitoring"),
            )
        ],
        "transactions": [{"type": "commitment", "on": "2015-03-24", "value": usd("173000000.00"), "provider": "ida",
                          "source": "multilateral", "description": "Credit, as approved"}],
        "risks": [{"kind": "capacity", "text_en": "Overall risk, rated Substantial in the report of December 2018",
                   "text_ar": "المخاطر العامة، وصفها تقرير ديسمبر 2018 بأنها كبيرة", "status": "open",
                   "reviewed_on": "2018-12-30"}],
        "milestones": [
            {"title_en": "Approved", "title_ar": "الموافقة", "due": "2015-03-24", "reached_on": "2015-03-24"},
            {"title_en": "Effective", "title_ar": "النفاذ", "due": "2015-08-03", "reached_on": "2015-08-03"},
            {"title_en": "Mid-term review", "title_ar": "استعراض منتصف المدة", "due": "2018-12-08",
             "reached_on": "2018-12-08"},
        ],
        "project_papers": [
            {"kind": "report", "title_en": "Implementation status and results report No. 8",
             "title_ar": "تقرير حالة التنفيذ والنتائج رقم 8", "on": "2018-12-30",
             "link": "https://documents.worldbank.org/curated/en/952931546178141416"},
            {"kind": "framework", "title_en": "Results framework with actual values of May 2018",
             "title_ar": "إطار النتائج بالقيم المتحققة في مايو 2018",
             "link": "https://github.com/shoukhinWebpers/pmis/blob/3de08dcb7255f5fefb119433727ab24bbbc2757e/"
                     "application/views/reports/wrf.php"},
        ],
        "notes": (
            "The years are the project's own: the first ends in June 2016. Two indicators that are told in words are "
            "not entered: the capacity of officials, and the accreditation of engineers."
        ),
    },
    (
        ("PDO", "goal", "", "Agencies respond better to emergencies; new buildings are less vulnerable",
         "استجابة أفضل لحالات الطوارئ، ومبانٍ جديدة أقل عرضة للأضرار"),
        ("A", "outcome", "PDO", "Emergency management and response are reinforced",
         "تعزيز إدارة الطوارئ والاستجابة لها"),
        ("B", "outcome", "PDO", "The vulnerability of critical and essential facilities is known",
         "معرفة مدى تعرُّض المرافق الحيوية والأساسية للأضرار"),
        ("C", "outcome", "PDO", "Construction and urban planning are improved", "تحسين أعمال البناء والتخطيط الحضري"),
        ("D", "output", "PDO", "The project is coordinated and monitored", "تنسيق المشروع ومتابعته"),
    ),
    (
        Measured("PDO-1", "Wards of Dhaka with decentralized emergency services",
                 "أحياء دكا ذات خدمات طوارئ لا مركزية", "PDO", "0", years(2016, 0, 0, 23, 45, 68),
                 years(2016, 0, 0, 23)),
        Measured("PDO-2", "Wards of Sylhet with decentralized emergency services",
                 "أحياء سيلهت ذات خدمات طوارئ لا مركزية", "PDO", "0", years(2016, 0, 0, 7, 14, 20),
                 years(2016, 0, 0, 0)),
        Measured("PDO-4", "Systems established to reduce the vulnerability of new buildings",
                 "النظم المنشأة للحد من تعرُّض المباني الجديدة للأضرار", "PDO", "0", years(2016, 0, 0, 0, 1, 3),
                 years(2016, 0, 0, 0)),
        Measured("IRI-1", "Facilities of disaster management renovated", "مرافق إدارة الكوارث المجدَّدة", "A", "0",
                 years(2016, 0, 2, 2, 2, 2), years(2016, 0, 0, 0)),
        Measured("IRI-2", "Fire and civil defence facilities built or renovated",
                 "مرافق الإطفاء والدفاع المدني المنشأة أو المجدَّدة", "A", "0", years(2016, 0, 10, 20, 29, 31),
                 years(2016, 0, 0, 13)),
        Measured("IRI-3", "City corporation facilities built or renovated",
                 "مرافق البلديات المنشأة أو المجدَّدة", "A", "0", years(2016, 0, 10, 15, 24, 26),
                 years(2016, 0, 0, 8)),
        Measured("IRI-4", "Facilities equipped for emergency communication",
                 "المرافق المجهزة لاتصالات الطوارئ", "A", "0", years(2016, 0, 0, 25, 53, 57),
                 years(2016, 0, 0, 0)),
        Measured("IRI-5", "Warehouses with search and rescue equipment", "المستودعات المجهزة بمعدات البحث والإنقاذ",
                 "A", "0", years(2016, 0, 0, 10, 12, 12), years(2016, 0, 0, 0)),
        Measured("IRI-6", "Exercises and drills of several agencies completed",
                 "التمارين المشتركة المنجزة بين الأجهزة", "A", "0", years(2016, 0, 2, 4, 8, 12),
                 years(2016, 0, 0, 0)),
        Measured("IRI-7", "Critical facilities and lifelines of Dhaka identified",
                 "تحديد المرافق الحيوية وشبكات الخدمات في دكا", "B", "0", years(2016, 0, 50, 100, 100, 100),
                 years(2016, 0, 0, 0), "per_cent"),
        Measured("IRI-8", "Their vulnerability assessed, those with priority",
                 "تقييم تعرُّض ذات الأولوية منها للأضرار", "B", "0", years(2016, 0, 0, 25, 75, 100),
                 years(2016, 0, 0, 0), "per_cent"),
        Measured("IRI-10", "Building of the Urban Resilience Unit", "بناء وحدة الصمود الحضري", "C", "0",
                 years(2016, 0, 20, 80, 100, 100), years(2016, 0, 0, 0), "per_cent"),
        Measured("IRI-11", "Laboratory and field equipment of the Unit", "معدات المختبر والميدان للوحدة", "C", "0",
                 years(2016, 0, 0, 50, 75, 100), years(2016, 0, 0, 0), "per_cent"),
        Measured("IRI-13", "Monitoring reports produced", "تقارير المتابعة الصادرة", "D", "0",
                 years(2016, 4, 8, 12, 16, 20), years(2016, 0, 0, 0)),
    ),
    "2015", "World Bank, results framework of P149493, values of May 2018",
)  # fmt: skip
