"""What is doubtful about a value: what is wrong, what is asked, in words."""

from decimal import Decimal

from coopdesk.i18n import using
from coopdesk.operations.indicators.checks import doubts


def names(value: str, **known: object) -> list[tuple[str, bool]]:
    return [(one.name, one.fault) for one in doubts(Decimal(value), **known)]  # type: ignore[arg-type]


def test_only_what_is_not_credible_is_a_fault() -> None:
    assert names("5", low=Decimal(0), high=Decimal(10)) == []
    assert names("11", high=Decimal(10)) == [("range", True)]
    assert names("-1", low=Decimal(0)) == [("range", True)]
    assert names("120", measure="per_cent") == [("per_cent", False)]
    assert names("120", measure="number") == []


def test_a_jump_is_asked_about_whichever_way_it_goes() -> None:
    assert names("150", jump=Decimal(50), before=Decimal(100)) == []
    assert names("151", jump=Decimal(50), before=Decimal(100)) == [("jump", False)]
    assert names("49", jump=Decimal(50), before=Decimal(100)) == [("jump", False)]
    assert names("49", jump=Decimal(50), before=Decimal(0)) == []
    assert names("49", jump=Decimal(50)) == []


def test_a_doubt_is_told_in_words() -> None:
    [doubt] = doubts(Decimal("1200.50"), low=Decimal(0), high=Decimal(1000))
    told = "\u20661,200.5\u2069 is not between \u20660\u2069 and \u20661,000\u2069, which are credible."
    assert doubt.told() == told
    with using("ar"):
        assert doubt.told() != told
