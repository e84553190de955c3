"""Values of an indicator by country: of its parts, else of the entities that report."""

from decimal import Decimal

from coopdesk.operations import reach
from coopdesk.operations.indicators.by_country import ByCountry, by_country, with_countries
from coopdesk.store.home import Store
from tests.operations.indicators.measured import body, indicator, value


def test_parts_by_country_go_before_the_countries_of_entities(store: Store) -> None:
    amman, other = body(store, "Mission in Amman", country="JO"), body(store, "Nowhere")
    one, none = indicator(store, measure="number", parts=["country"]), indicator(store)
    value(store, one, "2025", 4, entity=amman)
    value(store, one, "2025", 5, entity=other)
    value(store, none, "2025", 5, entity=other)
    assert by_country(store, one) == ByCountry("2025", {"JO": Decimal(4)})
    assert by_country(store, none) == ByCountry("", {})
    value(store, one, "2026", 7, part="country=YE")
    value(store, one, "2024", 6, part="country=SY")
    assert by_country(store, one) == ByCountry("2026", {"YE": Decimal(7)})
    assert by_country(store, one, "2025-Q2") == ByCountry("2024", {"SY": Decimal(6)})
    assert with_countries(store, [none, one]) == [one]


def test_a_country_that_reports_nought_is_told(store: Store) -> None:
    one = indicator(store, measure="number", parts=["country"])
    for code, number in (("YE", 0), ("SO", 3)):
        value(store, one, "2026", number, part=f"country={code}")
    assert by_country(store, one) == ByCountry("2026", {"YE": Decimal(0), "SO": Decimal(3)})


def test_entities_of_one_country_stand_together_as_far_as_they_are_seen(store: Store) -> None:
    one = indicator(store, measure="per_cent")
    for name, number, audience in (("A", 20, "all"), ("B", 40, "local")):
        value(store, one, "2025", number, entity=body(store, name, country="JO"), audience=audience)
    assert by_country(store, one).values == {"JO": Decimal(30)}
    assert by_country(store, one, who=reach.reader(store, "all")).values == {"JO": Decimal(20)}
