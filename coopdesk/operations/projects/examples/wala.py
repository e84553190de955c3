"""Wellness and Agriculture for Life Advancement, Malawi 2009 to 2014, from the table of its indicators."""

from coopdesk.operations.projects.examples.shapes import Measured, Published

WALA = Published(
    {
        "title_en": "Wellness and Agriculture for Life Advancement (WALA), Malawi",
        "title_ar": "برنامج النهوض بالصحة والزراعة في ملاوي",
        "kind": "development", "managed_by": "organization", "status": "closed",
        "description_en": (
            "Reduces the food insecurity of 214,974 households in 39 traditional authorities of eight districts in "
            "the south of Malawi: health and nutrition of mothers and children; agriculture, natural resources and "
            "income; reduction of the risk of disasters."
        ),
        "description_ar": (
            "يحد من انعدام الأمن الغذائي لدى 214,974 أسرة في 39 منطقة تقليدية من ثماني مقاطعات في جنوب ملاوي: صحة "
            "الأمهات والأطفال وتغذيتهم، والزراعة والموارد الطبيعية والدخل، والحد من مخاطر الكوارث."
        ),
        "planned_start": "2009-07", "actual_start": "2009-07", "planned_end": "2014-06", "actual_end": "2014-06",
        "finance": "grant", "aid_type": "project", "channel": "ngo", "reports": "none",
        "website": "https://www.globalwaters.org/HowWeWork/Activities/wellness-and-agriculture-life-advancement-pl480-project",
        "participants": [
            {"name": "USAID, Office of Food for Peace", "role": "funding"},
            {"name": "Catholic Relief Services", "role": "accountable"},
            *({"name": one, "role": "implementing"} for one in (
                "Africare", "Chikwawa Catholic Diocese", "Emmanuel International", "Project Concern International",
                "Total LandCare", "ACDI/VOCA",
            )),
            {"organization": "save-the-children", "role": "implementing"},
            {"organization": "world-vision", "role": "implementing"},
        ],
        "project_countries": [{"country": "MW", "share": "100", "place": "Nsanje, Chikwawa, Thyolo, Mulanje, Zomba, "
                                                                        "Machinga, Chiradzulu, Balaka"}],
        "project_sectors": [{"sector": "12240"}, {"sector": "31120"}, {"sector": "43060"}],
        "project_papers": [
            {"kind": "framework", "title_en": "Indicator performance tracking table, FY09–FY14",
             "title_ar": "جدول متابعة أداء المؤشرات، السنوات المالية 2009–2014",
             "link": "https://studylib.net/doc/6621463/"},
            {"kind": "evaluation", "title_en": "Final evaluation, August 2014",
             "title_ar": "التقييم الختامي، أغسطس 2014",
             "on": "2014-08",
             "link": "https://fdocuments.us/document/final-evaluation-crs-malawi-wala-program-"
                     "final-evaluation-crs-malawi-wala-program.html"},
            {"kind": "evaluation", "title_en": "Long-term impact evaluation, October 2019",
             "title_ar": "تقييم الأثر الطويل الأمد، أكتوبر 2019", "on": "2019-10",
             "link": "https://reliefweb.int/report/malawi/"
                     "long-term-impact-evaluation-malawi-wellness-and-agriculture-life-advancement-program"},
        ],
        "notes": (
            "The first year of the table is entered as 2010. How the money is divided among the sectors was not found, "
            "and so stands nowhere."
        ),
    },
    (
        ("Goal", "goal", "", "Less food insecurity of 214,974 chronically food insecure households by 2014",
         "الحد من انعدام الأمن الغذائي المزمن لدى 214,974 أسرة بحلول عام 2014"),
        ("SO1", "outcome", "Goal", "170,724 vulnerable households with better health and nutrition of mothers and "
         "children", "تحسُّن صحة الأمهات والأطفال وتغذيتهم لدى 170,724 أسرة من الأسر الضعيفة"),
        ("IR1.1", "output", "SO1", "Better practices of health and nutrition", "تحسُّن الممارسات الصحية والغذائية"),
        ("SO2", "outcome", "Goal", "Better livelihoods: agriculture, natural resources, irrigation, income",
         "تحسُّن سبل العيش: الزراعة والموارد الطبيعية والري والدخل"),
        ("SO3", "outcome", "Goal", "Less risk of disasters in the communities", "الحد من مخاطر الكوارث في المجتمعات"),
    ),
    (
        Measured("1.1", "Stunted children of 6 to 59 months", "الأطفال المتقزمون بين 6 أشهر و59 شهراً", "SO1", "42",
                 {"2014": "36"}, {}, "per_cent", down=True),
        Measured("1.2", "Underweight children of 6 to 59 months", "الأطفال الناقصو الوزن بين 6 أشهر و59 شهراً", "SO1",
                 "21", {"2014": "16"}, {}, "per_cent", down=True),
        Measured("1.3", "Children who gained weight in the past three months",
                 "الأطفال الذين زاد وزنهم في الأشهر الثلاثة الماضية", "SO1", "60", {"2010": "66", "2014": "80"},
                 {"2010": "64"}, "per_cent", note="The table has 75 in brackets beside the target of the whole."),
        Measured("1.1.1", "Children under 6 months fed with breast milk alone",
                 "الأطفال دون 6 أشهر الذين يتغذون على لبن الأم وحده", "IR1.1", "65", {"2010": "71"}, {"2010": "67"},
                 "per_cent"),
    ),
    "2009", "WALA, indicator performance tracking table FY09–FY14",
)  # fmt: skip
