"""Surveys between desks: answers of a mission count at the Ministry, each mission as a group; two who invite lose
nothing; an answer of which two values stand beside each other is told of."""

from coopdesk.operations import record
from coopdesk.operations.forms import invitations, results
from tests.operations.forms.surveys import response, survey, template
from tests.sync.network import Network


def test_answers_of_a_mission_count_at_the_ministry(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    form = template(ministry)
    asked = survey(ministry, form, audience="all")
    invitations.invite(ministry, asked, pasted="one@example.org")
    network.send(ministry, geneva)
    for place in range(6):
        response(geneva, form, {"sex": "f", "service/nps": 10}, survey=asked, audience="ministry")
        response(ministry, form, {"sex": "m", "service/nps": place}, survey=asked)
    invitations.invite(geneva, asked, pasted="two@example.org")
    network.send(geneva, ministry)
    found = results.results(ministry, results.scope(ministry, asked), "mission")
    assert found.n == 12
    assert {group.key: group.n for group in found.groups} == {"QA-GVA": 6, "QA-MFA": 6}
    nps = next(one for one in found.questions if one.item.name == "nps")
    scores = {group.key: told.promoters for group, told in zip(found.groups, nps.groups, strict=True)}
    assert {key: one and one.score for key, one in scores.items()} == {"QA-GVA": 100, "QA-MFA": -100}
    assert {one.email for one in invitations.sheet(ministry, asked).lines} == {"one@example.org", "two@example.org"}
    assert results.results(geneva, results.scope(geneva, asked)).n == 6


def test_an_answer_with_two_values_counts_once_and_is_told_of(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    form = template(ministry)
    made = [response(ministry, form, {"sex": "f"}, stage="draft", audience="all") for _ in range(6)]
    network.send(ministry, geneva)
    for store, value in ((ministry, "m"), (geneva, "other")):
        [line] = record.show(store, "response", made[0])["answers"]
        record.save(store, "answer", {"id": line["id"], "value": value})
    network.send(geneva, ministry)
    with ministry.writing() as writing:
        for id in made:
            record.existing(writing.session, record.record_type("response"), id).stage = "pending"  # type: ignore[attr-defined]
    [sex, *_] = results.results(ministry, results.scope(ministry, form)).questions
    assert sex.whole.n == 6
    assert sex.conflicts == 1
